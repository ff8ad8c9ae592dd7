"""Speakers, every form of their names, and their appearances with the title they held then."""

from django.db import models
from django.db.models import Exists, OuterRef, Q
from django.utils.translation import get_language, pgettext_lazy
from django.utils.translation import gettext_lazy as _

from editions import wording
from editions.folding import fold
from editions.paths import address

from .editions import Edition
from .fields import CodesField, LineField, ProseField
from .forum import NameOrder, Side
from .publishing import PublicByParents, Publishable
from .querysets import PublicQuerySet
from .rows import Ordered, Sourced, Translated, unfinished_index
from .slugs import Slugged


class SpeakerQuerySet(PublicQuerySet):
    def named(self, words: str):
        """Speakers every word of whose name, in any script, order or misprint, is in ``words``."""
        speakers = self
        for word in fold(words).split()[:8]:
            alias = SpeakerAlias.objects.filter(speaker=OuterRef("pk"), folded__contains=word)
            speakers = speakers.filter(Q(folded_names__contains=word) | Exists(alias))
        return speakers


class Speaker(Slugged, Translated, Publishable, Sourced):
    """A person. Titles are never here: they belong to an appearance.

    ``name`` per language is what readers see; the Latin one is made of family and given name when left empty.
    """

    translated = ("name", "biography", "withdrawal_note")
    lead_field = "name"

    family_name = LineField(_("family name"), max_length=100, blank=True, help_text=_("In Latin letters."))
    given_name = LineField(_("given name"), max_length=100, blank=True, help_text=_("In Latin letters."))
    name_order = models.CharField(
        _("order in Latin letters"),
        max_length=20,
        choices=NameOrder,
        blank=True,
        help_text=_("Left empty, as the delegation’s names are ordered."),
    )
    name = LineField(pgettext_lazy("of somebody", "name"), max_length=200, blank=True)
    name_zh_hant_form = LineField(_("name in traditional characters"), max_length=100, blank=True)
    reading = LineField(_("reading (kana)"), max_length=100, blank=True)
    delegation = models.ForeignKey(
        Side, models.PROTECT, null=True, blank=True, related_name="speakers", verbose_name=_("delegation")
    )
    biography = ProseField(_("about the person"), blank=True)
    portrait = models.ForeignKey(
        "editions.Photo", models.SET_NULL, null=True, blank=True, related_name="+", verbose_name=_("portrait")
    )
    is_certain = models.BooleanField(
        _("name is certain"), default=True, help_text=_("Not ticked, editors are asked to look at the name again.")
    )
    folded_names = models.CharField(max_length=1000, editable=False, blank=True, default="")

    objects = SpeakerQuerySet.as_manager()

    class Meta(Publishable.Meta):
        verbose_name = _("speaker")
        verbose_name_plural = _("speakers")
        ordering = ["family_name", "given_name", "id"]
        constraints = [
            *Publishable.Meta.constraints,
            models.CheckConstraint(
                name="speaker_has_a_name",
                condition=~Q(family_name="") | ~Q(given_name=""),
                violation_error_message=_("A speaker has a family name, a given name, or both."),
            ),
        ]
        indexes = [
            *Publishable.Meta.indexes,
            models.Index(fields=["family_name", "given_name", "id"], name="speaker_by_name"),
            models.Index(fields=["status", "family_name", "given_name", "id"], name="speaker_of_status"),
            models.Index(
                fields=["family_name", "given_name", "id"],
                condition=models.Q(is_certain=False),
                name="speaker_uncertain",
            ),
            unfinished_index("name", "speaker_unfinished"),
        ]

    def latin_name(self) -> str:
        """Family and given name in the order of this person, else of the delegation."""
        order = self.name_order or (self.delegation.name_order if self.delegation else NameOrder.GIVEN_FIRST)
        parts = [self.family_name, self.given_name]
        return " ".join(filter(None, parts if order == NameOrder.FAMILY_FIRST else reversed(parts)))

    def get_absolute_url(self):
        return address("speaker-detail", self.slug)

    def slug_source(self):
        return self.latin_name()

    def native_name(self):
        """The name in the language of its delegation; empty where that is not recorded."""
        return self.text("name", self.delegation.language) if self.delegation else self.text("name")

    def clean(self):
        self.propose_name()
        super().clean()

    def propose_name(self) -> None:
        """The English name of a new speaker is the Latin one; later an empty column may be one that is held back."""
        if not self.name_en and self._state.adding:
            self.name_en = self.latin_name()

    def save(self, *args, **kwargs):
        self.propose_name()
        self.folded_names = self.fold_names()
        super().save(*args, **kwargs)

    def fold_names(self) -> str:
        """Every form of the name that readers may see, as it is searched."""
        forms = [
            self.family_name,
            self.given_name,
            self.name_en,
            self.name_zh_hans,
            self.name_ja,
            self.name_zh_hant_form,
            self.reading,
        ]
        return " ".join(dict.fromkeys(fold(form) for form in forms if form))[:1000]


class FoldedField(models.CharField):
    """The folded form of another column of the same row, filled on every way in, bulk saves too."""

    def __init__(self, *args, source="name", **kwargs):
        self.source = source
        kwargs.update(editable=False, blank=True, default="")
        kwargs.setdefault("max_length", 300)
        super().__init__(*args, **kwargs)

    def deconstruct(self):
        name, path, args, kwargs = super().deconstruct()
        kwargs["source"] = self.source
        return name, path, args, kwargs

    def pre_save(self, model_instance, add):
        value = fold(getattr(model_instance, self.source) or "")[: self.max_length]
        setattr(model_instance, self.attname, value)
        return value


class SpeakerAlias(PublicByParents):
    """Another form of a name: misprint, variant character, other reading. Searched; shown as “also printed as”."""

    public_through = ("speaker",)

    speaker = models.ForeignKey(Speaker, models.CASCADE, related_name="aliases", verbose_name=_("speaker"))
    name = LineField(_("other form"), max_length=200)
    note = LineField(_("note"), blank=True)
    folded = FoldedField(source="name", db_index=True)

    class Meta:
        verbose_name = _("other form of the name")
        verbose_name_plural = _("other forms of the name")
        ordering = ["id"]
        constraints = [
            models.UniqueConstraint(
                fields=["speaker", "name"],
                name="speakeralias_once",
                violation_error_message=_("This form is listed already."),
            )
        ]

    def __str__(self):
        return self.name


class Appearance(Translated, PublicByParents, Ordered, Sourced):
    """A speaker in an edition, maybe in one session or half of it, with the title held then."""

    translated = ("title",)
    lead_field = "title"
    public_through = ("edition", "speaker", "session", "read_by")

    class Role(models.TextChoices):
        KEYNOTE = "keynote", _("Keynote speech")
        ADDRESS = "address", _("Address")
        OPENING_REMARKS = "opening-remarks", _("Opening remarks")
        CLOSING_REMARKS = "closing-remarks", _("Closing remarks")
        GOVERNMENT_GREETING = "government-greeting", _("Government greeting")
        MESSAGE = "message", _("Message")
        REPORT = "report", _("Report of a sub-forum")
        MODERATOR = "moderator", _("Moderator")
        PANELIST = "panelist", _("Panelist")
        ORGANISER = "organiser", _("Organiser")
        MASTER_OF_CEREMONIES = "master-of-ceremonies", _("Master of ceremonies")
        READER = "reader", _("Reader of the adopted text")
        SIGNATORY = "signatory", _("Signatory")
        HOST = "host", _("Host of a meeting or visit")
        PRESS_CONFERENCE_SPEAKER = "press-conference-speaker", _("Speaker at the press conference")
        PARTICIPANT = "participant", _("Participant")

    class Mode(models.TextChoices):
        IN_PERSON = "in-person", _("In person")
        LIVE_LINK = "live-link", _("By live link")
        VIDEO = "video", _("By video message")
        WRITTEN = "written", _("In writing")
        READ_BY = "read-by", _("Read by another person")

    class Part(models.TextChoices):
        WHOLE = "whole", _("Whole session")
        FIRST_HALF = "first-half", _("First half")
        SECOND_HALF = "second-half", _("Second half")

    edition = models.ForeignKey(Edition, models.CASCADE, related_name="appearances", verbose_name=_("edition"))
    speaker = models.ForeignKey(Speaker, models.PROTECT, related_name="appearances", verbose_name=_("speaker"))
    session = models.ForeignKey(
        "editions.Session",
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="appearances",
        verbose_name=_("session"),
    )
    part = models.CharField(_("part of the session"), max_length=12, choices=Part, default=Part.WHOLE)
    roles = CodesField(_("roles"), codes=Role.choices)
    mode = models.CharField(_("mode"), max_length=12, choices=Mode, blank=True)
    read_by = models.ForeignKey(
        Speaker, models.SET_NULL, null=True, blank=True, related_name="readings", verbose_name=_("read by")
    )
    title = LineField(_("title at the time"), blank=True)
    session_label = LineField(
        _("session as printed"), max_length=200, blank=True, help_text=_("When it is not clear which session it was.")
    )
    is_confirmed = models.BooleanField(
        _("appearance is confirmed"), default=True, help_text=_("Not ticked, it is known from the programme only.")
    )

    class Meta(Ordered.Meta):
        verbose_name = _("appearance")
        verbose_name_plural = _("appearances")
        indexes = [
            models.Index(fields=["edition", "order", "id"], name="appearance_in_edition"),
            models.Index(fields=["speaker", "edition"], name="appearance_of_speaker"),
            models.Index(fields=["roles"], name="appearance_by_role"),
        ]
        constraints = [
            models.CheckConstraint(
                name="appearance_read_by_another",
                condition=Q(read_by__isnull=True) | ~Q(read_by=models.F("speaker")),
                violation_error_message=_("Nobody reads for himself: name another person, or none."),
            )
        ]

    def __str__(self):
        return wording.clauses([self.speaker, self.edition], get_language() or "")

    @property
    def role_labels(self) -> list[str]:
        return [str(ROLE_LABELS[code]) for code in self.roles if code in ROLE_LABELS]

    def clean(self):
        from django.core.exceptions import ValidationError

        super().clean()
        if self.session_id and self.edition_id and self.session.edition_id != self.edition_id:
            raise ValidationError({"session": _("This session belongs to another edition.")})


ROLE_LABELS = dict(Appearance.Role.choices)


class RoleToFill(models.Model):
    """Seats that a programme keeps for speakers not named yet: how many, for what, from which delegation.

    Readers never see one. It is filled by the appearances of the same role and delegation in the same session.
    """

    edition = models.ForeignKey(Edition, models.CASCADE, related_name="roles_to_fill", verbose_name=_("edition"))
    session = models.ForeignKey(
        "editions.Session",
        models.CASCADE,
        null=True,
        blank=True,
        related_name="roles_to_fill",
        verbose_name=_("session"),
    )
    role = models.CharField(_("role"), max_length=30, choices=Appearance.Role, blank=True)
    delegation = models.ForeignKey(
        Side, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("delegation")
    )
    count = models.PositiveSmallIntegerField(_("how many"), default=1)

    class Meta:
        verbose_name = _("role to fill")
        verbose_name_plural = _("roles to fill")
        ordering = ["id"]
        default_permissions = []

    def __str__(self):
        return wording.clauses([self.get_role_display(), self.delegation or "", self.count], get_language() or "")
