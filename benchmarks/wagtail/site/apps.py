"""Named, since "site" alone is a module of Python's own."""

from django.apps import AppConfig


class SiteConfig(AppConfig):
    name = "benchmarks.wagtail.site"
    label = "measured_site"
