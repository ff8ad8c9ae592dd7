"""The working draft of an item: one snapshot, apart from the public rows."""

from django.conf import settings
from django.contrib.contenttypes.fields import GenericForeignKey
from django.contrib.contenttypes.models import ContentType
from django.db import models
from django.utils.translation import gettext_lazy as _


class Draft(models.Model):
    """The snapshot an editor works on; ``held`` names the languages whose texts are not ready for readers."""

    content_type = models.ForeignKey(ContentType, models.CASCADE)
    object_id = models.PositiveBigIntegerField()
    item = GenericForeignKey()
    snapshot = models.JSONField(_("snapshot"), default=dict)
    held = models.JSONField(_("languages held back"), default=list)
    changed_at = models.DateTimeField(_("changed"), auto_now=True)
    changed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+", verbose_name=_("changed by")
    )

    class Meta:
        verbose_name = _("draft")
        verbose_name_plural = _("drafts")
        constraints = [models.UniqueConstraint(fields=["content_type", "object_id"], name="draft_one_per_item")]

    def __str__(self):
        return f"{self.content_type_id}:{self.object_id}"
