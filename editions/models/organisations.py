"""Organisations under the names they had when, and what they did in which edition."""

from django.db import models
from django.db.models import Q
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from editions import wording
from editions.paths import address

from .editions import Edition
from .fields import LineField, ProseField
from .forum import Side
from .publishing import PublicByParents, Publishable
from .querysets import PublicQuerySet
from .rows import Ordered, Sourced, Translated
from .slugs import Slugged


class OrganisationQuerySet(PublicQuerySet):
    def with_names(self):
        return self.prefetch_related("names")


class Organisation(Slugged, Translated, Publishable, Sourced):
    """A body; its names are rows of their own, since they change."""

    translated = ("description", "withdrawal_note")
    lead_field = "description"

    side = models.ForeignKey(
        Side, models.PROTECT, null=True, blank=True, related_name="organisations", verbose_name=_("country")
    )
    description = ProseField(_("description"), blank=True)
    website = models.URLField(_("web site"), max_length=500, blank=True)
    logo = models.ForeignKey(
        "editions.Photo", models.SET_NULL, null=True, blank=True, related_name="+", verbose_name=_("logo")
    )

    objects = OrganisationQuerySet.as_manager()

    class Meta(Publishable.Meta):
        verbose_name = _("organisation")
        verbose_name_plural = _("organisations")
        ordering = ["slug"]

    def __str__(self):
        name = self.name_in(None)
        return str(name.text("name")) if name else self.slug

    def get_absolute_url(self):
        return address("organisation-detail", self.slug)

    @property
    def ready_languages(self):
        """An organisation stands in the languages in which its present name is known."""
        name = self.name_in(None)
        return name.languages_of("name") if name else []

    def slug_source(self):
        name = self.name_in(None) if self.pk else None
        return str(name.text("short_name", "en") or name.text("name", "en")) if name else ""

    def name_in(self, year: int | None) -> "OrganisationName | None":
        """The name in force in ``year``; the latest for None; the nearest one when no row covers the year.

        Reads the prefetched ``names``: no query in a list.
        """
        if self.pk is None:
            return None  # its names are rows that come after it
        names = sorted(self.names.all(), key=lambda name: (name.from_year or 0, name.pk or 0))
        if not names:
            return None
        if year is None:
            return names[-1]
        covering = [name for name in names if name.covers(year)]
        if covering:
            return covering[-1]
        return min(names, key=lambda name: name.distance(year))


class OrganisationName(Translated, PublicByParents):
    """A name and the years in which it was in force; open ends are unknown or still running."""

    translated = ("name", "short_name")
    lead_field = "name"
    public_through = ("organisation",)

    organisation = models.ForeignKey(Organisation, models.CASCADE, related_name="names", verbose_name=_("organisation"))
    name = LineField(_("name"), max_length=200, blank=True)
    short_name = LineField(_("short name"), max_length=100, blank=True)
    from_year = models.PositiveSmallIntegerField(_("from the year"), null=True, blank=True)
    until_year = models.PositiveSmallIntegerField(_("to the year"), null=True, blank=True)

    class Meta:
        verbose_name = _("name")
        verbose_name_plural = _("names")
        ordering = ["from_year", "id"]
        constraints = [
            models.CheckConstraint(
                name="organisationname_years_in_order",
                condition=Q(from_year__isnull=True)
                | Q(until_year__isnull=True)
                | Q(until_year__gte=models.F("from_year")),
                violation_error_message=_("A name does not end before it begins."),
            )
        ]

    def covers(self, year: int) -> bool:
        return (self.from_year or 0) <= year <= (self.until_year or 9999)

    def distance(self, year: int) -> int:
        """Years between ``year`` and the time of this name; 0 inside it."""
        return max((self.from_year or 0) - year, year - (self.until_year or 9999), 0)


class OrganisationAlias(PublicByParents):
    """Another form of the name, misprints included: searched, not shown as the name."""

    public_through = ("organisation",)

    organisation = models.ForeignKey(
        Organisation, models.CASCADE, related_name="aliases", verbose_name=_("organisation")
    )
    name = LineField(_("other form"), max_length=200)
    note = LineField(_("note"), blank=True)

    class Meta:
        verbose_name = _("other form of the name")
        verbose_name_plural = _("other forms of the name")
        constraints = [
            models.UniqueConstraint(
                fields=["organisation", "name"],
                name="organisationalias_once",
                violation_error_message=_("This form is listed already."),
            )
        ]

    def __str__(self):
        return self.name


class PartnershipQuerySet(PublicQuerySet):
    def with_organisations(self):
        return self.select_related("organisation__side").prefetch_related("organisation__names")


class Partnership(PublicByParents, Ordered, Sourced):
    """What an organisation was in one edition. The role belongs here, not to the organisation."""

    public_through = ("edition", "organisation")

    class Role(models.TextChoices):
        CO_HOST = "co-host", _("Co-host")
        SUPPORTER = "supporter", _("Supporter")
        COOPERATION = "cooperation", _("In cooperation with")
        SESSION_CO_ORGANISER = "session-co-organiser", _("Co-organiser of a session")
        POLL_PARTNER = "poll-partner", _("Partner of the joint poll")
        POLL_AGENCY = "poll-agency", _("Poll fieldwork")
        VENUE = "venue", _("Venue")
        STREAMING = "streaming", _("Live streaming")
        DISTRIBUTION = "distribution", _("Distribution of releases")
        PUBLISHER = "publisher", _("Publisher")

    edition = models.ForeignKey(Edition, models.CASCADE, related_name="partnerships", verbose_name=_("edition"))
    organisation = models.ForeignKey(
        Organisation, models.PROTECT, related_name="partnerships", verbose_name=_("organisation")
    )
    role = models.CharField(_("role"), max_length=30, choices=Role, default=Role.CO_HOST)
    note = LineField(_("note"), blank=True)

    objects = PartnershipQuerySet.as_manager()

    class Meta(Ordered.Meta):
        verbose_name = _("partnership")
        verbose_name_plural = _("partnerships")
        constraints = [
            models.UniqueConstraint(
                fields=["edition", "organisation", "role"],
                name="partnership_once",
                violation_error_message=_("This organisation has this role in this edition already."),
            )
        ]

    def __str__(self):
        return wording.clauses([self.organisation, self.get_role_display(), self.edition], get_language() or "")
