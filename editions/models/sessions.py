"""Sessions, the lines they continue over the years, and the records they left."""

import datetime
import zoneinfo

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from editions.paths import address

from .editions import Edition, Venue
from .fields import CodesField, LineField, PlainTextField, ProseField
from .forum import TimeZoneField
from .publishing import PublicByParents, Publishable
from .querysets import PublicQuerySet
from .rows import Ordered, Sourced, Translated, unfinished_index
from .slugs import Slugged


class Topic(Slugged, Translated, Publishable):
    """The line of a sub-forum over the years: media, security, economy."""

    translated = ("name", "description", "withdrawal_note")
    lead_field = "name"

    name = LineField(_("name"), max_length=200, blank=True)
    description = PlainTextField(_("description"), blank=True)
    order = models.PositiveIntegerField(_("order"), default=0)

    class Meta(Publishable.Meta):
        verbose_name = _("topic")
        verbose_name_plural = _("topics")
        ordering = ["order", "slug"]

    def get_absolute_url(self):
        return address("topic-detail", self.slug)


class TopicOrigin(PublicByParents):
    """Where a topic came from: another that it continues, split from, or took in."""

    public_through = ("topic", "earlier", "edition")

    class Kind(models.TextChoices):
        CONTINUES = "continues", _("continues it under another name")
        SPLIT = "split", _("split from it")
        JOINED = "joined", _("took it in")

    topic = models.ForeignKey(Topic, models.CASCADE, related_name="origins", verbose_name=_("topic"))
    kind = models.CharField(_("what happened"), max_length=10, choices=Kind, default=Kind.CONTINUES)
    earlier = models.ForeignKey(Topic, models.CASCADE, related_name="led_to", verbose_name=_("earlier topic"))
    edition = models.ForeignKey(
        Edition,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("edition"),
        help_text=_("The first of the new state. Left empty, the first session after the earlier topic’s says it."),
    )

    class Meta:
        verbose_name = _("origin")
        verbose_name_plural = _("origins")
        ordering = ["edition__number", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["topic", "earlier"],
                name="topicorigin_once",
                violation_error_message=_("This topic comes from that one already."),
            ),
            models.CheckConstraint(
                name="topicorigin_is_another",
                condition=~Q(topic=models.F("earlier")),
                violation_error_message=_("A topic does not come from itself."),
            ),
        ]

    def __str__(self):
        return str(self.earlier) if self.earlier_id else str(self._meta.verbose_name)


class SessionQuerySet(PublicQuerySet):
    def in_programme_order(self):
        """By day and time; what has no time comes after what has one, what has no day last."""
        return self.order_by(
            models.F("day").asc(nulls_last=True), models.F("start_time").asc(nulls_last=True), "order", "id"
        )


class Session(Slugged, Translated, Publishable, Sourced):
    """A part of the programme. Times are local to ``time_zone``; a session without a time has a day, or nothing."""

    translated = ("title", "title_is_official", "room", "description", "announced_as", "withdrawal_note")
    lead_field = "title"
    public_through = ("edition",)

    class Kind(models.TextChoices):
        OPENING = "opening", _("Opening ceremony")
        KEYNOTE = "keynote", _("Keynote speeches")
        PLENARY = "plenary", _("Plenary session")
        PARALLEL = "parallel", _("Parallel sub-forum")
        YOUTH = "youth", _("Youth dialogue")
        CLOSING = "closing", _("Closing")
        SIGNING = "signing", _("Signing ceremony")
        RECEPTION = "reception", _("Reception or dinner")
        PRESS_CONFERENCE = "press-conference", _("Press conference")
        PREPARATORY = "preparatory", _("Preparatory meeting")
        OTHER = "other", _("Other")

    class State(models.TextChoices):
        PLANNED = "planned", _("Planned")
        HELD = "held", _("Held")
        CANCELLED = "cancelled", _("Cancelled")

    edition = models.ForeignKey(Edition, models.CASCADE, related_name="sessions", verbose_name=_("edition"))
    kind = models.CharField(_("kind"), max_length=20, choices=Kind, default=Kind.PARALLEL)
    state = models.CharField(_("what became of it"), max_length=12, choices=State, default=State.PLANNED)
    title = LineField(_("title"), blank=True)
    title_is_official = models.BooleanField(
        _("official wording"), default=False, help_text=_("Not ticked, readers are told that it is our translation.")
    )
    topic = models.ForeignKey(
        Topic, models.SET_NULL, null=True, blank=True, related_name="sessions", verbose_name=_("topic")
    )
    day = models.DateField(_("day"), null=True, blank=True)
    start_time = models.TimeField(_("begins"), null=True, blank=True)
    end_time = models.TimeField(
        _("ends"), null=True, blank=True, help_text=_("Earlier than the beginning: the next day.")
    )
    time_zone = TimeZoneField(
        _("time zone"),
        blank=True,
        help_text=_("The clock of these times. Left empty, that of the venue or the edition."),
    )
    times_are_planned = models.BooleanField(
        _("times from the programme"), default=False, help_text=_("The times were announced; nobody reported them.")
    )
    venue = models.ForeignKey(
        Venue, models.SET_NULL, null=True, blank=True, related_name="sessions", verbose_name=_("venue")
    )
    room = LineField(_("room"), max_length=200, blank=True)
    spoken = CodesField(_("languages spoken"), help_text=_("Language codes."))
    interpreted = CodesField(_("interpreted into"), help_text=_("Language codes."))
    description = ProseField(_("description"), blank=True)
    announced_as = LineField(_("announced as"), blank=True, help_text=_("When the programme said something else."))
    order = models.PositiveIntegerField(_("order"), default=0)

    objects = SessionQuerySet.as_manager()

    class Meta(Publishable.Meta):
        verbose_name = _("session")
        verbose_name_plural = _("sessions")
        ordering = ["-edition__number", "day", "start_time", "order", "id"]
        indexes = [
            *Publishable.Meta.indexes,
            models.Index(fields=["edition", "day", "start_time", "order", "id"], name="session_programme"),
            unfinished_index("title", "session_unfinished"),
        ]
        constraints = [
            *Publishable.Meta.constraints,
            models.CheckConstraint(
                name="session_time_needs_day_and_zone",
                condition=Q(start_time__isnull=True) | (Q(day__isnull=False) & ~Q(time_zone="")),
                violation_error_message=_("A time needs a day and a time zone."),
            ),
            models.CheckConstraint(
                name="session_end_needs_start",
                condition=Q(end_time__isnull=True) | Q(start_time__isnull=False),
                violation_error_message=_("An end needs a beginning."),
            ),
        ]

    def get_absolute_url(self):
        return address("session-detail", self.slug)

    def clean(self):
        super().clean()
        self.propose_time_zone()
        if self.venue_id and self.edition_id and self.venue.edition_id != self.edition_id:
            raise ValidationError({"venue": _("This venue belongs to another edition.")})
        if self.start_time and self.day and self.time_zone:
            for field in ("start_time", "end_time"):
                check_local_time(field, self.moment(field), self.time_zone)

    def save(self, *args, **kwargs):
        self.propose_time_zone()
        super().save(*args, **kwargs)

    def propose_time_zone(self) -> None:
        """Give times a clock: the venue's, else the edition's first."""
        if self.start_time and not self.time_zone and self.edition_id:
            self.time_zone = (self.venue.clock if self.venue else "") or self.edition.time_zone

    def moment(self, field: str) -> datetime.datetime | None:
        """``start_time`` or ``end_time`` as an aware moment; None where it is not known."""
        clock = getattr(self, field)
        if clock is None or self.day is None or not self.time_zone:
            return None
        day = self.day
        if field == "end_time" and self.start_time and clock < self.start_time:
            day += datetime.timedelta(days=1)
        return datetime.datetime.combine(day, clock, tzinfo=zoneinfo.ZoneInfo(self.time_zone))

    @property
    def starts_at(self):
        return self.moment("start_time")

    @property
    def ends_at(self):
        return self.moment("end_time")


def check_local_time(field: str, moment: datetime.datetime | None, zone: str) -> None:
    """Refuse a local time that the clocks of ``zone`` never show, or show twice."""
    if moment is None:
        return
    params = {"time": f"{moment:%H:%M}", "zone": zone}
    there_and_back = moment.astimezone(datetime.UTC).astimezone(moment.tzinfo)
    if there_and_back.replace(tzinfo=None) != moment.replace(tzinfo=None):
        raise ValidationError(
            {
                field: ValidationError(
                    _("%(time)s does not exist on this day in %(zone)s: the clocks are put forward."), params=params
                )
            }
        )
    if moment.utcoffset() != moment.replace(fold=1).utcoffset():
        raise ValidationError(
            {
                field: ValidationError(
                    _("%(time)s occurs twice on this day in %(zone)s: the clocks are put back."), params=params
                )
            }
        )


class Record(Translated, PublicByParents, Ordered):
    """What a session left: transcript, video, slides. The description stays when the link dies."""

    translated = ("title", "description")
    public_through = ("session", "document")

    class Kind(models.TextChoices):
        TRANSCRIPT = "transcript", _("Transcript")
        SUMMARY = "summary", _("Summary")
        VIDEO = "video", _("Video")
        SLIDES = "slides", _("Slides")
        MINUTES = "minutes", _("Minutes")

    class Basis(models.TextChoices):
        AS_PREPARED = "as-prepared", _("As prepared")
        AS_DELIVERED = "as-delivered", _("As delivered")

    class Quoting(models.TextChoices):
        ON_RECORD = "on-record", _("On the record")
        WITHOUT_NAMES = "without-names", _("May be quoted without names")
        OFF_RECORD = "off-record", _("Off the record: not to be quoted")

    session = models.ForeignKey(Session, models.CASCADE, related_name="records", verbose_name=_("session"))
    kind = models.CharField(_("kind"), max_length=12, choices=Kind)
    basis = models.CharField(_("prepared or delivered"), max_length=12, choices=Basis, blank=True)
    quoting = models.CharField(_("on or off the record"), max_length=13, choices=Quoting, blank=True)
    language = models.CharField(_("language"), max_length=10, blank=True, help_text=_("Language code."))
    title = LineField(_("title"), blank=True)
    description = LineField(
        _("description"), max_length=1000, blank=True, help_text=_("It stays when the page it leads to is gone.")
    )
    link = models.URLField(_("link"), max_length=500, blank=True)
    document = models.ForeignKey(
        "editions.Document", models.PROTECT, null=True, blank=True, related_name="records", verbose_name=_("document")
    )

    class Meta(Ordered.Meta):
        verbose_name = _("record")
        verbose_name_plural = _("records")

    def clean(self):
        super().clean()
        if not (self.link or self.document_id or self.languages_of("description")):
            raise ValidationError(_("A record needs a link, a document or a description."))


class ProgrammeRelease(Translated, PublicByParents):
    """A programme as it was given out: its public sessions as they stood then, so that readers can be told what moved since."""

    translated = ("note",)
    lead_field = "note"
    public_through = ("edition",)

    edition = models.ForeignKey(Edition, models.CASCADE, related_name="programme_releases", verbose_name=_("edition"))
    number = models.PositiveSmallIntegerField(_("number"))
    note = LineField(_("note"), blank=True)
    made_at = models.DateTimeField(_("when"), default=timezone.now)
    made_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+", verbose_name=_("who")
    )
    document = models.JSONField(_("sessions as they stood"), default=list)

    class Meta:
        verbose_name = _("programme release")
        verbose_name_plural = _("programme releases")
        ordering = ["-number"]
        default_permissions = []
        constraints = [models.UniqueConstraint(fields=["edition", "number"], name="programmerelease_once")]
