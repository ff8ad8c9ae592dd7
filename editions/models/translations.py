"""Translations and the texts they were made of."""

from django.contrib.contenttypes.models import ContentType
from django.db import models
from django.utils.translation import gettext_lazy as _

from .querysets import HeardQuerySet


class TranslationSource(models.Model):
    """What a translated text was made of, where its source says something else now, in the rows or in a draft.

    ``name`` is a field, or one of a row (``clauses/3/text``); ``since`` is when the source changed for readers,
    None where only a draft says something else.
    """

    content_type = models.ForeignKey(ContentType, models.CASCADE, related_name="+")
    object_id = models.PositiveBigIntegerField()
    name = models.CharField(_("text"), max_length=200)
    language = models.CharField(_("language"), max_length=10)
    source = models.TextField(_("what it was made of"))
    since = models.DateTimeField(_("behind since"), null=True, blank=True)

    objects = HeardQuerySet.as_manager()

    class Meta:
        verbose_name = _("source of a translation")
        verbose_name_plural = _("sources of translations")
        constraints = [
            models.UniqueConstraint(
                fields=["content_type", "object_id", "name", "language"], name="translationsource_once_a_text"
            )
        ]
        indexes = [models.Index(fields=["language", "content_type", "since"], name="translationsource_behind")]

    def __str__(self):
        return f"{self.content_type_id}:{self.object_id} {self.name} {self.language}"
