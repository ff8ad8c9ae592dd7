"""Two records found to be of one: what was moved from the one to the other, so that it can be undone."""

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
