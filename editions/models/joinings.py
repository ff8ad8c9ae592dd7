"""Two records found to be of one, with what was moved so that it can be undone; and two that somebody found to be of two."""

from django.conf import settings
from django.contrib.contenttypes.models import ContentType
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _


class Joining(models.Model):
    """``document`` says, by model and column, which rows were moved, and what the two records held before."""

    content_type = models.ForeignKey(ContentType, models.CASCADE, related_name="+")
    kept_id = models.PositiveBigIntegerField()
    other_id = models.PositiveBigIntegerField()
    document = models.JSONField(_("what was moved"), default=dict)
    made_at = models.DateTimeField(_("when"), default=timezone.now)
    made_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+", verbose_name=_("who")
    )
    undone_at = models.DateTimeField(_("undone"), null=True, blank=True)

    class Meta:
        verbose_name = _("joining of two records")
        verbose_name_plural = _("joinings of records")
        ordering = ["-id"]
        default_permissions = []
        indexes = [models.Index(fields=["content_type", "kept_id"], name="joining_of_item")]

    def __str__(self):
        return f"{self.content_type_id}:{self.other_id} → {self.kept_id}"


class Distinction(models.Model):
    """Two records alike that were looked at and are of two: the pair is not proposed any more. ``one_id`` is the smaller."""

    content_type = models.ForeignKey(ContentType, models.CASCADE, related_name="+")
    one_id = models.PositiveBigIntegerField()
    other_id = models.PositiveBigIntegerField()
    made_at = models.DateTimeField(_("when"), default=timezone.now)
    made_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+", verbose_name=_("who")
    )

    class Meta:
        verbose_name = _("two records kept apart")
        verbose_name_plural = _("records kept apart")
        ordering = ["-id"]
        default_permissions = []
        constraints = [
            models.UniqueConstraint(fields=["content_type", "one_id", "other_id"], name="distinction_once"),
            models.CheckConstraint(condition=models.Q(one_id__lt=models.F("other_id")), name="distinction_in_order"),
        ]

    def __str__(self):
        return f"{self.content_type_id}:{self.one_id} ≠ {self.other_id}"
