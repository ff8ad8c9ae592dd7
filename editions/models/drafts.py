"""What readers do not see yet: texts held back, the working draft of an item, files chosen and not yet taken in."""

from django.conf import settings
from django.contrib.contenttypes.fields import GenericForeignKey
from django.contrib.contenttypes.models import ContentType
from django.db import models
from django.utils import timezone
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


class WorkingDraft(models.Model):
    """What editors are writing of an item while its rows stay as they are; of one not saved yet, its owner's alone.

    ``document`` is the snapshot as it is being written, ``base`` the rows when the draft was begun. ``unread`` holds,
    by path, what was typed and cannot be read as a value; ``files`` the tokens of files chosen.
    """

    content_type = models.ForeignKey(ContentType, models.CASCADE, related_name="+")
    object_id = models.PositiveBigIntegerField(null=True, blank=True)
    owner = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, null=True, blank=True, related_name="+")
    base = models.JSONField(_("begun on"), default=dict)
    document = models.JSONField(_("snapshot"), default=dict)
    unread = models.JSONField(_("typed, not read"), default=dict)
    files = models.JSONField(_("files chosen"), default=dict)
    is_kept = models.BooleanField(_("kept by an editor"), default=False)
    started_at = models.DateTimeField(_("begun"), default=timezone.now)
    changed_at = models.DateTimeField(_("changed"), default=timezone.now)
    changed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+", verbose_name=_("changed by")
    )

    class Meta:
        verbose_name = _("working draft")
        verbose_name_plural = _("working drafts")
        constraints = [models.UniqueConstraint(fields=["content_type", "object_id"], name="workingdraft_one_per_item")]
        indexes = [models.Index(fields=["owner", "content_type"], name="workingdraft_of_owner")]

    def __str__(self):
        return f"{self.content_type_id}:{self.object_id or '…'}"


class Presence(models.Model):
    """Who has the form of an item open."""

    content_type = models.ForeignKey(ContentType, models.CASCADE, related_name="+")
    object_id = models.PositiveBigIntegerField()
    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+")
    opened_at = models.DateTimeField(_("opened"), default=timezone.now)
    seen_at = models.DateTimeField(_("last seen"), default=timezone.now)

    class Meta:
        verbose_name = _("editor at a form")
        verbose_name_plural = _("editors at a form")
        constraints = [
            models.UniqueConstraint(fields=["content_type", "object_id", "user"], name="presence_once_per_editor")
        ]

    def __str__(self):
        return f"{self.content_type_id}:{self.object_id} {self.user_id}"


class StashedFile(models.Model):
    """A file an editor chose in a form that was not saved yet: kept privately until it is, or until it is swept."""

    token = models.CharField(_("token"), max_length=32, unique=True)
    owner = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+")
    path = models.CharField(_("file"), max_length=200)
    name = models.CharField(_("file name"), max_length=255)
    byte_size = models.PositiveBigIntegerField(_("bytes"))
    stored_at = models.DateTimeField(_("stored"), default=timezone.now, db_index=True)

    class Meta:
        verbose_name = _("file chosen")
        verbose_name_plural = _("files chosen")

    def __str__(self):
        return self.name
