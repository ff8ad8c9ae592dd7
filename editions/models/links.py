"""What was found when somebody looked whether the pages we lead to elsewhere are still there."""

from django.db import models
from django.db.models import Exists, F, OuterRef
from django.utils import timezone
from django.utils.translation import gettext_lazy as _


class LinkQuerySet(models.QuerySet):
    def dead(self):
        return self.filter(is_dead=True)

    def dead_among(self, addresses) -> set[str]:
        """Those of some addresses that lead nowhere; one query, none for no addresses."""
        addresses = set(addresses)
        return set(self.dead().filter(address__in=addresses).values_list("address", flat=True)) if addresses else set()


class Link(models.Model):
    """An address elsewhere, what it answered last, and where it stood then: items as pairs of a model's name and a key.

    What says so now is the content; these are where to look, so that a list need not read every text there is.
    """

    class Said(models.TextChoices):
        FINE = "fine", _("It is there")
        GONE = "gone", _("It is gone")
        SILENT = "silent", _("No answer")
        UNTOLD = "untold", _("It answers, but not to us")
        REFUSED = "refused", _("Not asked")

    address = models.CharField(_("address"), max_length=1000, unique=True)
    said = models.CharField(_("found"), max_length=10, choices=Said)
    status = models.PositiveSmallIntegerField(_("HTTP status"), default=0)
    why = models.CharField(_("reason"), max_length=20, blank=True)
    moved_to = models.CharField(_("moved to"), max_length=2000, blank=True)
    failures = models.PositiveIntegerField(_("failures in a row"), default=0)
    failing_since = models.DateTimeField(_("not there since"), null=True, blank=True)
    is_dead = models.BooleanField(_("readers are told that it is gone"), default=False)
    asked_at = models.DateTimeField(_("asked"), default=timezone.now)

    stood_in = models.JSONField(_("stands in"), default=list)

    objects = LinkQuerySet.as_manager()

    class Meta:
        verbose_name = _("link to another site")
        verbose_name_plural = _("links to other sites")
        ordering = ["address"]
        indexes = [
            models.Index(F("is_dead").desc(), "failing_since", "address", name="link_in_order"),
            models.Index("said", F("is_dead").desc(), "failing_since", "address", name="link_of_answer"),
        ]
        default_permissions = []  # whoever sees what is unpublished sees where it leads

    def __str__(self):
        return self.address


def leads_nowhere(column: str) -> Exists:
    """For annotating rows with a link in ``column``: whether the page there is gone."""
    return Exists(Link.objects.dead().filter(address=OuterRef(column)))
