"""An edition of the forum and what is said of it: venues, announced dates, printed names, figures, promises."""

from django.apps import apps
from django.core.exceptions import ValidationError
from django.core.validators import MinValueValidator
from django.db import models
from django.db.models import Exists, OuterRef, Q
from django.utils.translation import get_language, gettext, pgettext_lazy
from django.utils.translation import gettext_lazy as _

from editions import wording
from editions.paths import address

from .addresses import is_addressed
from .fields import LineField, ProseField
from .forum import Side, TimeZoneField
from .publishing import PublicByParents, Publishable
from .querysets import PublicQuerySet, condition
from .rows import Ordered, Sourced, Translated


class EditionQuerySet(PublicQuerySet):
    def with_venues(self):
        """Load the venues, their sides, and so the hosts, in two more queries."""
        return self.prefetch_related("venues__side")


class Edition(Translated, Publishable, Sourced):
    """One year's forum. Which side hosts it follows from its venues."""

    translated = ("theme", "theme_is_official", "dates_note", "summary", "withdrawal_note")
    lead_field = "theme"
    are_few = True

    class State(models.TextChoices):
        PLANNED = "planned", _("Planned")
        CONFIRMED = "confirmed", _("Confirmed")
        HELD = "held", _("Held")
        POSTPONED = "postponed", _("Postponed")
        CANCELLED = "cancelled", _("Cancelled")

    class Mode(models.TextChoices):
        IN_PERSON = "in-person", _("In person")
        HYBRID = "hybrid", _("Hybrid")
        ONLINE = "online", _("Online")

    number = models.PositiveSmallIntegerField(
        _("number"), unique=True, validators=[MinValueValidator(1)], help_text=_("20 for the 20th.")
    )
    year = models.PositiveSmallIntegerField(_("year"), unique=True)
    state = models.CharField(_("what became of it"), max_length=12, choices=State, default=State.PLANNED)
    mode = models.CharField(_("mode"), max_length=12, choices=Mode, blank=True)
    starts_on = models.DateField(_("first day"), null=True, blank=True)
    ends_on = models.DateField(_("last day"), null=True, blank=True)
    dates_note = LineField(
        _("note on the dates"), blank=True, help_text=_("When sources count the arrival or the dinner as well.")
    )
    theme = LineField(_("theme"), blank=True)
    theme_is_official = models.BooleanField(
        _("official wording"), default=False, help_text=_("Not ticked, readers are told that it is our translation.")
    )
    summary = ProseField(_("summary"), blank=True)
    cover = models.ForeignKey(
        "editions.Photo", models.SET_NULL, null=True, blank=True, related_name="+", verbose_name=_("cover photograph")
    )

    objects = EditionQuerySet.as_manager()

    class Meta(Publishable.Meta):
        verbose_name = _("edition")
        verbose_name_plural = _("editions")
        ordering = ["-number"]
        constraints = [
            *Publishable.Meta.constraints,
            models.CheckConstraint(
                name="edition_number_from_one",
                condition=Q(number__gte=1),
                violation_error_message=_("Editions are counted from 1."),
            ),
            models.CheckConstraint(
                name="edition_ends_after_start",
                condition=Q(ends_on__isnull=True) | Q(starts_on__isnull=True) | Q(ends_on__gte=models.F("starts_on")),
                violation_error_message=_("An edition does not end before it begins."),
            ),
            models.CheckConstraint(
                name="edition_end_needs_start",
                condition=Q(ends_on__isnull=True) | Q(starts_on__isnull=False),
                violation_error_message=_("A last day needs a first day."),
            ),
        ]

    def __str__(self):
        language = get_language() or ""
        words = {"edition": wording.edition_label(self.number, language), "year": wording.year(self.year, language)}
        return gettext("%(edition)s (%(year)s)") % words

    def get_absolute_url(self):
        return address("edition-detail", self.number)

    @property
    def ready_languages(self):
        """An edition needs no theme to be shown: with nothing but a number it stands in every language."""
        return self.languages_of("theme") or self.languages_of("summary") or [self.source_language]

    def clean(self):
        super().clean()
        if self.number and self.year:
            others = Edition.objects.exclude(pk=self.pk)
            if others.filter(
                Q(number__lt=self.number, year__gt=self.year) | Q(number__gt=self.number, year__lt=self.year)
            ):
                raise ValidationError(
                    {"year": _("An edition with a lower number has a later year, or the other way round. Check both.")}
                )
        if self.starts_on and self.year and self.starts_on.year != self.year:
            raise ValidationError({"starts_on": _("The first day is not in the year of the edition.")})

    @property
    def host_sides(self) -> list[Side]:
        """The sides that host it, in the order of its venues; empty where no venue is known."""
        sides = [venue.side for venue in self.venues.all() if venue.side and venue.kind in Venue.HOSTING]
        return list(dict.fromkeys(sides))

    @property
    def main_venues(self) -> list["Venue"]:
        return [venue for venue in self.venues.all() if venue.kind in Venue.HOSTING]

    @property
    def time_zone(self) -> str:
        """The clock of its first venue; empty where none is known."""
        return next((venue.clock for venue in self.venues.all() if venue.clock), "")


class Venue(Translated, PublicByParents, Ordered):
    """A place of an edition: several cities at once, another hall for the dinner."""

    translated = ("city", "name")
    lead_field = "city"
    public_through = ("edition",)

    class Kind(models.TextChoices):
        MAIN = "main", _("Main venue")
        LINKED = "linked", _("Linked venue")
        BRANCH = "branch", _("Branch room")
        RECEPTION = "reception", _("Reception")

    HOSTING = (Kind.MAIN, Kind.LINKED)

    edition = models.ForeignKey(Edition, models.CASCADE, related_name="venues", verbose_name=_("edition"))
    side = models.ForeignKey(
        Side, models.PROTECT, null=True, blank=True, related_name="venues", verbose_name=_("country")
    )
    kind = models.CharField(_("kind"), max_length=12, choices=Kind, default=Kind.MAIN)
    is_planned = models.BooleanField(_("planned only"), default=False)
    city = LineField(_("city"), max_length=100, blank=True)
    name = LineField(_("house or hall"), max_length=200, blank=True)
    time_zone = TimeZoneField(_("time zone"), blank=True)

    class Meta(Ordered.Meta):
        verbose_name = _("venue")
        verbose_name_plural = _("venues")

    @property
    def clock(self) -> str:
        """Its time zone, else that of its country's capital; empty where neither is known."""
        return self.time_zone or (self.side.time_zone if self.side else "")

    def __str__(self):
        return wording.clauses([self.text("city"), self.text("name")], get_language() or "")


class Plan(Translated, PublicByParents, Ordered, Sourced):
    """Dates once announced, kept when they changed."""

    translated = ("wording", "note")
    lead_field = "wording"
    public_through = ("edition",)

    edition = models.ForeignKey(Edition, models.CASCADE, related_name="plans", verbose_name=_("edition"))
    announced_on = models.DateField(_("announced on"), null=True, blank=True)
    announced_in = LineField(
        _("announced, when the day is not known"), max_length=7, blank=True, help_text=_("A month, as 2022-05.")
    )
    starts_on = models.DateField(_("first day"), null=True, blank=True)
    ends_on = models.DateField(_("last day"), null=True, blank=True)
    wording = LineField(_("in words"), blank=True, help_text=_("When no day was named: “late November”."))
    note = LineField(_("note"), blank=True)

    class Meta(Ordered.Meta):
        verbose_name = _("announced date")
        verbose_name_plural = _("announced dates")
        constraints = [
            models.CheckConstraint(
                name="plan_ends_after_start",
                condition=Q(ends_on__isnull=True) | Q(starts_on__isnull=True) | Q(ends_on__gte=models.F("starts_on")),
                violation_error_message=_("Planned dates do not end before they begin."),
            )
        ]


class EditionName(PublicByParents, Ordered):
    """The name of an edition as one side or one publisher printed it."""

    public_through = ("edition",)

    edition = models.ForeignKey(Edition, models.CASCADE, related_name="printed_names", verbose_name=_("edition"))
    side = models.ForeignKey(Side, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("side"))
    name = LineField(_("name as printed"), max_length=200)
    language = models.CharField(_("language"), max_length=10, help_text=_("Language code, such as en, ja or zh-hans."))
    note = LineField(_("printed by"), max_length=200, blank=True)

    class Meta(Ordered.Meta):
        verbose_name = _("name as printed")
        verbose_name_plural = _("names as printed")

    def __str__(self):
        return self.name


class Figure(Translated, PublicByParents, Ordered, Sourced):
    """A number that says what it counts, how exactly, and according to whom."""

    translated = ("according_to", "note")
    lead_field = "according_to"
    public_through = ("edition",)

    class Counts(models.TextChoices):
        PARTICIPANTS = "participants", _("Participants")
        INVITED = "invited", _("People invited")
        EXPERTS = "experts", _("Experts")
        PANELISTS = "panelists", _("Panelists")
        DELEGATES = "delegates", _("Delegates")
        AUDIENCE = "audience", _("People in the hall")
        ATTENDANCE = "attendance", _("Attendances, all sessions together")
        GUESTS = "guests", _("Guests")
        SUB_FORUMS = "sub-forums", _("Sub-forums")

    class Precision(models.TextChoices):
        EXACT = "exact", _("exactly")
        ABOUT = "about", _("about")
        OVER = "over", _("over")
        NEARLY = "nearly", _("nearly")
        UP_TO = "up-to", _("up to")

    edition = models.ForeignKey(Edition, models.CASCADE, related_name="figures", verbose_name=_("edition"))
    counts = models.CharField(_("counts"), max_length=20, choices=Counts, default=Counts.PARTICIPANTS)
    value = models.PositiveIntegerField(pgettext_lazy("how many", "number"))
    precision = models.CharField(_("how exactly"), max_length=10, choices=Precision, default=Precision.EXACT)
    is_planned = models.BooleanField(_("announced beforehand"), default=False)
    according_to = LineField(_("according to"), max_length=200, blank=True)
    note = LineField(_("note"), blank=True)

    class Meta(Ordered.Meta):
        verbose_name = _("figure")
        verbose_name_plural = _("figures")

    def __str__(self):
        language = get_language() or ""
        figure = wording.approximately(self.value, self.precision, language)
        return wording.heading(str(self.get_counts_display()), figure, language)


class PromiseQuerySet(PublicQuerySet):
    def open(self, at=None):
        """Still to be kept: no day is noted on which it was, and what was to keep it is not public."""
        return self.filter(condition(self.model, "open_condition", at))


class Promise(Translated, Publishable, Sourced):
    """Something readers were told to expect, with an owner and a date; cleared when it is there."""

    translated = ("text_line", "withdrawal_note")
    lead_field = "text_line"
    public_through = ("edition",)

    edition = models.ForeignKey(
        Edition, models.CASCADE, null=True, blank=True, related_name="promises", verbose_name=_("edition")
    )
    text_line = LineField(_("what is expected"), blank=True)
    owner = LineField(_("who sees to it"), max_length=200, blank=True, help_text=_("Not shown to readers."))
    expected_on = models.DateField(_("expected by"), null=True, blank=True)
    kept_on = models.DateField(_("kept on"), null=True, blank=True)
    kept_by = models.CharField(_("permanent id of what kept it"), max_length=8, blank=True)

    objects = PromiseQuerySet.as_manager()

    class Meta(Publishable.Meta):
        verbose_name = _("promise")
        verbose_name_plural = _("promises")
        ordering = ["expected_on", "id"]

    @classmethod
    def open_condition(cls, at) -> Q:
        """Not kept: what is named as keeping it may have been named long before, and counts from when it is public.

        What is named is looked up by its id: asked for all that is public, a database gathers all ids there are.
        """
        is_public = Q()
        for model in apps.get_app_config("editions").get_models():
            if issubclass(model, Publishable) and is_addressed(model):
                is_public |= Q(Exists(model.objects.published(at).filter(permanent_id=OuterRef("kept_by"))))
        return Q(kept_on__isnull=True) & (Q(kept_by="") | ~is_public)
