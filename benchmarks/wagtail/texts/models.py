"""A release in one language, searched by Wagtail as its documentation says."""

from django.db import models
from wagtail.search import index


class Release(index.Indexed, models.Model):
    language = models.CharField(max_length=10, db_index=True)
    headline = models.CharField(max_length=500)
    body = models.TextField()

    search_fields = [
        index.SearchField("headline", boost=2),
        index.SearchField("body"),
        index.FilterField("language"),
    ]
