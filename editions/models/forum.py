"""The forum itself, its two sides, and what editors say about the site: pages, notices, contacts."""

import zoneinfo

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from editions.paths import address

from .fields import LineField, PlainTextField, ProseField
from .publishing import Publishable
from .querysets import HeardQuerySet
from .rows import Ordered, Translated
from .slugs import Slugged


def check_time_zone(value: str) -> None:
    """Refuse a name that is not in the IANA time zone database."""
    if value not in zoneinfo.available_timezones():
        raise ValidationError(
            _("“%(name)s” is not a time zone. Write one like “Europe/Paris”."), params={"name": value}
        )


class TimeZoneField(models.CharField):
    """The IANA name of a time zone."""

    default_validators = [check_time_zone]

    def __init__(self, *args, **kwargs):
        kwargs.setdefault("max_length", 50)
        super().__init__(*args, **kwargs)


class Palette(models.TextChoices):
    """Pairs of colours the style sheet knows, one for light and one for dark."""

    CINNABAR = "cinnabar", _("Cinnabar")
    INDIGO = "indigo", _("Indigo")
    PINE = "pine", _("Pine")
    PLUM = "plum", _("Plum")
    OCHRE = "ochre", _("Ochre")
    SLATE = "slate", _("Slate")


class NameOrder(models.TextChoices):
    FAMILY_FIRST = "family-first", _("Family name first")
    GIVEN_FIRST = "given-first", _("Given name first")


class SecondEyes(models.TextChoices):
    """Who must have looked at a release before it is published."""

    NONE = "none", _("Nobody")
    ANYBODY = "anybody", _("Somebody else")
    OTHER_HOUSE = "other-house", _("Somebody of the other house")


class Forum(Translated):
    """The one forum this site is about. A language without a name shows the names the two sides give it."""

    translated = ("name", "tagline")
    lead_field = "name"

    name = LineField(
        _("name"),
        blank=True,
        help_text=_("Left empty in a language, both sides’ names are shown there, the latest host’s first."),
    )
    tagline = PlainTextField(_("in one paragraph"), blank=True)
    founded = models.PositiveSmallIntegerField(_("year of the first edition"), null=True, blank=True)
    second_eyes = models.CharField(
        _("a second pair of eyes for releases"),
        max_length=12,
        choices=SecondEyes,
        default=SecondEyes.NONE,
        help_text=_("Who looks at a release before it is published, besides whoever changed it last."),
    )
    single = models.BooleanField(default=True, editable=False)

    objects = HeardQuerySet.as_manager()

    class Meta:
        verbose_name = _("forum")
        verbose_name_plural = _("forum")
        permissions = [
            ("see_unpublished", _("Can see what is not public yet")),
            ("approve_releases", _("Can approve releases")),
            *(
                (f"translate_{code.replace('-', '_')}", f"Works on the texts in one language only: {code}")
                for code, _name in settings.LANGUAGES
            ),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["single"], name="forum_only_one", violation_error_message=_("There is one forum only.")
            )
        ]


class Side(Translated, Ordered):
    """One of the two countries: what it is called, its capital and clock, its colour, how its people are named."""

    translated = ("country", "capital", "delegation", "forum_name")
    lead_field = "country"

    code = models.SlugField(
        _("code"), unique=True, help_text=_("A short word for addresses, such as the country’s name.")
    )
    country = LineField(_("country"), max_length=100)
    capital = LineField(_("capital"), max_length=100)
    time_zone = TimeZoneField(_("time zone"))
    palette = models.CharField(_("colour"), max_length=20, choices=Palette, default=Palette.SLATE)
    delegation = LineField(_("name of its delegation"), max_length=100)
    forum_name = LineField(_("name it gives the forum"), max_length=200)
    language = models.CharField(
        _("language of its names"),
        max_length=10,
        help_text=_("Code of the language its people’s names are written in."),
    )
    name_order = models.CharField(
        _("order of its people’s names in Latin letters"),
        max_length=20,
        choices=NameOrder,
        default=NameOrder.GIVEN_FIRST,
    )

    objects = HeardQuerySet.as_manager()

    class Meta(Ordered.Meta):
        verbose_name = _("side")
        verbose_name_plural = _("sides")


class Page(Translated, Slugged, Publishable):
    """A text about the site: about, privacy, accessibility, terms."""

    translated = ("title", "body", "withdrawal_note")

    class Place(models.TextChoices):
        MENU = "menu", _("Main menu")
        FOOTER = "footer", _("Footer")
        NONE = "none", _("Only by its address")

    title = LineField(_("title"), blank=True)
    body = ProseField(_("text"), blank=True)
    place = models.CharField(_("shown in"), max_length=10, choices=Place, default=Place.FOOTER)
    order = models.PositiveIntegerField(_("order"), default=0)

    class Meta(Publishable.Meta):
        verbose_name = _("page")
        verbose_name_plural = _("pages")
        ordering = ["place", "order", "id"]

    def get_absolute_url(self):
        return address("page-detail", self.slug)


class Notice(Translated, Publishable):
    """Something readers must know while it holds: registration, a live stream, a change of hall at 16:00."""

    translated = ("text_line", "link_label", "withdrawal_note")
    lead_field = "text_line"
    public_through = ("edition", "session")
    public_moments = ("publish_at", "shown_until")

    class Kind(models.TextChoices):
        REGISTRATION = "registration", _("Registration")
        LIVE_STREAM = "live-stream", _("Live stream")
        PRESS_DESK = "press-desk", _("Press desk")
        CHANGE = "change", _("Change")
        INFORMATION = "information", _("Information")

    kind = models.CharField(_("kind"), max_length=20, choices=Kind, default=Kind.INFORMATION)
    text_line = LineField(_("text"), blank=True)
    link = models.URLField(_("link"), max_length=500, blank=True)
    link_label = LineField(_("words of the link"), max_length=200, blank=True)
    shown_until = models.DateTimeField(_("shown until"), null=True, blank=True)
    edition = models.ForeignKey(
        "editions.Edition", models.CASCADE, null=True, blank=True, related_name="notices", verbose_name=_("edition")
    )
    session = models.ForeignKey(
        "editions.Session", models.CASCADE, null=True, blank=True, related_name="notices", verbose_name=_("session")
    )

    class Meta(Publishable.Meta):
        verbose_name = _("notice")
        verbose_name_plural = _("notices")
        ordering = ["-publish_at", "-id"]
        constraints = [
            *Publishable.Meta.constraints,
            models.CheckConstraint(
                name="notice_ends_after_start",
                condition=Q(shown_until__isnull=True)
                | Q(publish_at__isnull=True)
                | Q(shown_until__gt=models.F("publish_at")),
                violation_error_message=_("A notice ends after it begins."),
            ),
        ]

    @classmethod
    def own_condition(cls, at):
        return super().own_condition(at) & (Q(shown_until__isnull=True) | Q(shown_until__gt=at))

    def is_itself_public(self, at=None):
        return super().is_itself_public(at) and (self.shown_until is None or self.shown_until > (at or timezone.now()))


class Contact(Translated, Ordered):
    """Whom a journalist asks: a desk of one of the sides, with its hours on its own clock."""

    translated = ("name", "hours", "address")
    lead_field = "name"

    side = models.ForeignKey(
        Side, models.PROTECT, null=True, blank=True, related_name="contacts", verbose_name=_("side")
    )
    name = LineField(_("name of the desk or person"), max_length=200)
    email = models.EmailField(_("e-mail"), blank=True)
    phone = LineField(_("telephone"), max_length=50, blank=True)
    website = models.URLField(_("web site"), max_length=500, blank=True)
    hours = LineField(_("hours"), max_length=200, blank=True, help_text=_("On the side’s own clock."))
    address = LineField(_("postal address"), max_length=300, blank=True)
    is_public = models.BooleanField(
        _("shown on the press page"),
        default=True,
        help_text=_("A contact not shown there still appears on its releases."),
    )

    objects = HeardQuerySet.as_manager()

    class Meta(Ordered.Meta):
        verbose_name = _("press contact")
        verbose_name_plural = _("press contacts")
