"""The states an item has been in, each as one snapshot."""

from django.conf import settings
from django.contrib.contenttypes.models import ContentType
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from .deletions import Deletion
from .forum import Side


class Revision(models.Model):
    """One state of an item with its rows, relations and languages: who made it, when, and by doing what."""

    class What(models.TextChoices):
        FOUND = "found", _("As it was found")
        ELSEWHERE = "elsewhere", _("Changed elsewhere")
        CREATED = "created", _("Created")
        SAVED = "saved", _("Saved")
        DRAFT = "draft", _("Draft saved")
        DISCARDED = "discarded", _("Draft discarded")
        RESTORED = "restored", _("Put back into the draft")
        PUBLISHED = "published", _("Published")
        CHANGED = "changed", _("Changes published")
        TAKEN_BACK = "taken-back", _("Taken back to draft")
        WITHDRAWN = "withdrawn", _("Withdrawn")
        IMPORTED = "imported", _("Imported")
        DRAFT_IMPORT = "draft-import", _("Imported into the draft")
        JOINED = "joined", _("Joined with another record")
        PARTED = "parted", _("Parted from another record")
        PHOTO_DESK = "photo-desk", _("Changed at the photo desk")
        DELETED = "deleted", _("Deleted")
        BROUGHT_BACK = "brought-back", _("Brought back")
        LINKED_AGAIN = "linked-again", _("Linked again to what was brought back")

    content_type = models.ForeignKey(ContentType, models.CASCADE, related_name="+")
    object_id = models.PositiveBigIntegerField()
    what = models.CharField(_("what was done"), max_length=12, choices=What)
    document = models.JSONField(_("snapshot"))
    digest = models.CharField(_("digest"), max_length=64)
    made_at = models.DateTimeField(_("when"), default=timezone.now)
    made_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+", verbose_name=_("who")
    )
    author = models.CharField(_("name of the editor"), max_length=200, blank=True)
    side = models.ForeignKey(Side, models.SET_NULL, null=True, blank=True, related_name="+", verbose_name=_("side"))
    deletion = models.ForeignKey(
        Deletion, models.SET_NULL, null=True, blank=True, related_name="states", verbose_name=_("deletion")
    )

    class Meta:
        verbose_name = _("revision")
        verbose_name_plural = _("revisions")
        ordering = ["-id"]
        indexes = [models.Index(fields=["content_type", "object_id", "id"], name="revision_of_item")]

    def __str__(self):
        return f"{self.get_what_display()} {self.made_at:%Y-%m-%d %H:%M}"

    @property
    def is_of_draft(self) -> bool:
        """Readers never saw this state: it was one of the working draft."""
        return self.what in (self.What.DRAFT, self.What.DISCARDED, self.What.RESTORED, self.What.DRAFT_IMPORT)
