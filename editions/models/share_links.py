"""Links that show one item before its time to a named person without an account: they end, can be taken back, and are logged."""

import hashlib
import secrets

from django.conf import settings
from django.contrib.contenttypes.fields import GenericForeignKey
from django.contrib.contenttypes.models import ContentType
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from .fields import LineField


def hash_of(key: str) -> str:
    """What is stored of a key: who reads the database cannot open anything with it."""
    return hashlib.sha256(key.encode()).hexdigest()


class ShareLinkQuerySet(models.QuerySet):
    def opened_by(self, kind: str, key: str) -> "ShareLink | None":
        """The link of this kind with this key, ended or not; None for a key that was never given out."""
        return self.filter(kind=kind, key_hash=hash_of(key)).first()


class ShareLink(models.Model):
    """One item, one person, one key. ``kind`` is also the name under which the key stands in an address."""

    class Kind(models.TextChoices):
        PREVIEW = "preview", _("Preview for somebody without an account")
        PRESS = "press", _("Embargoed reading for a journalist")

    kind = models.CharField(_("kind"), max_length=10, choices=Kind)
    content_type = models.ForeignKey(ContentType, models.CASCADE, related_name="+")
    object_id = models.PositiveBigIntegerField()
    item = GenericForeignKey()
    name = LineField(_("for whom"), max_length=200)
    key_hash = models.CharField(max_length=64, unique=True, editable=False)
    expires_at = models.DateTimeField(pgettext_lazy("of a link", "ends"))
    revoked_at = models.DateTimeField(_("taken back"), null=True, blank=True, editable=False)
    created_at = models.DateTimeField(_("made"), auto_now_add=True)
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+", verbose_name=_("made by")
    )

    objects = ShareLinkQuerySet.as_manager()

    class Meta:
        verbose_name = _("preview link")
        verbose_name_plural = _("preview links")
        ordering = ["-created_at", "-id"]
        indexes = [models.Index(fields=["content_type", "object_id"], name="sharelink_of_item")]
        permissions = [("invite_press", _("Can let journalists read under embargo"))]

    def __str__(self):
        return self.name

    @classmethod
    def is_asked_for(cls, query) -> bool:
        """Whether the query of an address has a key of one, whatever it opens."""
        return any(kind in query for kind in cls.Kind.values)

    def new_key(self) -> str:
        """Give the link a key and return it: the only time that it can be read."""
        key = secrets.token_urlsafe(24)
        self.key_hash = hash_of(key)
        return key

    def is_open(self, at=None) -> bool:
        return self.revoked_at is None and (at or timezone.now()) < self.expires_at


class ShareLinkUse(models.Model):
    """Somebody opened a link: when, and which page. Nothing else is kept of the visitor."""

    link = models.ForeignKey(ShareLink, models.CASCADE, related_name="uses")
    at = models.DateTimeField(_("at"), auto_now_add=True)
    address = models.CharField(_("address"), max_length=200)
    was_open = models.BooleanField(_("was let in"))

    class Meta:
        verbose_name = _("use of a preview link")
        verbose_name_plural = _("uses of preview links")
        default_permissions = ()
        ordering = ["-at", "-id"]

    @property
    def is_of_a_file(self) -> bool:
        return self.address.startswith("/media/")
