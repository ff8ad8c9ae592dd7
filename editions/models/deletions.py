"""What was deleted, row by row as it was: so that the same item can come back, and not another with its words."""

from django.contrib.contenttypes.models import ContentType
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _


class Deletion(models.Model):
    """One item that was deleted, and every row that went with it.

    ``rows`` are pairs of a model's name and its columns; ``links`` say, as model, column, key and target, which rows that stayed
    pointed to one that went; ``lost`` counts by model what is never kept. It goes when the item comes back.
    """

    content_type = models.ForeignKey(ContentType, models.CASCADE, related_name="+")
    object_id = models.PositiveBigIntegerField()
    made_at = models.DateTimeField(_("when"), default=timezone.now, db_index=True)
    rows = models.JSONField(default=list)
    links = models.JSONField(default=list)
    lost = models.JSONField(default=dict)

    class Meta:
        verbose_name = _("deletion")
        verbose_name_plural = _("deletions")
        default_permissions = ()

    def __str__(self):
        return f"{self.content_type_id}:{self.object_id}"
