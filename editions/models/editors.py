"""The editors: which house each belongs to, what they approved, and which warnings they took on themselves, and why."""

from django.conf import settings
from django.contrib.contenttypes.fields import GenericForeignKey
from django.contrib.contenttypes.models import ContentType
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from .fields import LineField
from .forum import Side


class Editor(models.Model):
    """What the site knows of a user besides the sign-in: the house, which is one of the forum's sides."""

    user = models.OneToOneField(settings.AUTH_USER_MODEL, models.CASCADE, related_name="editor")
    side = models.ForeignKey(Side, models.PROTECT, related_name="editors", verbose_name=_("house"))

    class Meta:
        verbose_name = _("house of an editor")
        verbose_name_plural = _("houses of the editors")

    def __str__(self):
        return str(self.side)


class AboutItem(models.Model):
    """Something an editor said about an item, by name and house as they were."""

    content_type = models.ForeignKey(ContentType, models.CASCADE, related_name="+")
    object_id = models.PositiveBigIntegerField()
    item = GenericForeignKey()
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+", verbose_name=_("by")
    )
    side = models.ForeignKey(Side, models.SET_NULL, null=True, blank=True, related_name="+", verbose_name=_("house"))
    at = models.DateTimeField(_("at"), default=timezone.now)

    class Meta:
        abstract = True
        default_permissions = ()
        ordering = ["-at", "-id"]


class Approval(AboutItem):
    """A second pair of eyes has seen exactly this state of the item: ``digest`` is that of its snapshot."""

    digest = models.CharField(max_length=64)

    class Meta(AboutItem.Meta):
        verbose_name = _("approval")
        verbose_name_plural = _("approvals")
        indexes = [models.Index(fields=["content_type", "object_id"], name="approval_of_item")]


class Acknowledgement(AboutItem):
    """A warning of the gate that somebody went past, with the reason; ``finding`` names the warning."""

    finding = models.CharField(max_length=200)
    sentence = models.TextField(_("warning"))  # as it was read by whoever went past it
    sentences = models.JSONField(default=dict, blank=True, editable=False)  # by language; none where it is older
    reason = LineField(_("reason"), max_length=500)

    class Meta(AboutItem.Meta):
        verbose_name = _("warning gone past")
        verbose_name_plural = _("warnings gone past")
        indexes = [models.Index(fields=["content_type", "object_id"], name="acknowledgement_of_item")]

    def in_words(self, language):
        return self.sentences.get(language) or self.sentence
