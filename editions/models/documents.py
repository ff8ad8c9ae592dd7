"""Outcome texts and papers: clauses with their own addresses, files per language, who adopted them."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from editions.paths import address

from .editions import Edition
from .fields import CodesField, LineField, PlainTextField, ProseField
from .organisations import Organisation
from .publishing import PublicByParents, Publishable
from .rows import Ordered, Sourced, Translated, language_codes, unfinished_index
from .slugs import Slugged
from .speakers import Appearance
from .stored_files import FilesQuerySet, WithFiles, new_token


class Standing(models.TextChoices):
    """What the text in one language is worth."""

    AUTHORITATIVE = "authoritative", _("Authoritative text")
    OFFICIAL_TRANSLATION = "official-translation", _("Official translation")
    REFERENCE = "reference", _("For reference only")
    OUR_TRANSLATION = "our-translation", _("Our translation")
    OUR_SUMMARY = "our-summary", _("Our summary, not the text itself")


class DocumentQuerySet(FilesQuerySet):
    """Those without a day stand last, on both databases."""

    def newest_first(self):
        return self.order_by(models.F("adopted_on").desc(nulls_last=True), "-id")

    def oldest_first(self):
        return self.order_by(models.F("adopted_on").asc(nulls_last=True), "id")


class Document(WithFiles, Slugged, Translated, Publishable, Sourced):
    """A declaration, consensus, statement or paper."""

    translated = ("title", "title_is_official", "body", "standing", "adopted_at", "withdrawal_note")
    lead_field = "title"
    public_through = ("edition",)

    class Kind(models.TextChoices):
        CONSENSUS = "consensus", _("Consensus")
        DECLARATION = "declaration", _("Declaration")
        JOINT_STATEMENT = "joint-statement", _("Joint statement")
        AGREEMENT = "agreement", _("Agreement")
        POLL_REPORT = "poll-report", _("Poll report")
        PROGRAMME = "programme", _("Programme")
        SPEECH = "speech", _("Text of a speech")
        PAPER = "paper", _("Paper")

    OUTCOMES = (Kind.CONSENSUS, Kind.DECLARATION, Kind.JOINT_STATEMENT, Kind.AGREEMENT)

    edition = models.ForeignKey(
        Edition, models.PROTECT, null=True, blank=True, related_name="documents", verbose_name=_("edition")
    )
    kind = models.CharField(_("kind"), max_length=20, choices=Kind, default=Kind.PAPER)
    title = LineField(_("title"), blank=True)
    title_is_official = models.BooleanField(
        _("official wording"), default=False, help_text=_("Not ticked, readers are told that it is our translation.")
    )
    body = ProseField(_("text"), blank=True)
    standing = models.CharField(_("standing of the text"), max_length=25, choices=Standing, blank=True)
    authoritative_languages = CodesField(
        _("authoritative languages"), help_text=_("Codes of the languages in which the text binds.")
    )
    adopted_on = models.DateField(_("adopted on"), null=True, blank=True)
    adopted_at = LineField(_("adopted at"), max_length=200, blank=True)
    adopted_by = models.ManyToManyField(
        Organisation, blank=True, related_name="documents", verbose_name=_("adopted by")
    )
    signatories = models.ManyToManyField(
        Appearance,
        blank=True,
        related_name="signed",
        verbose_name=_("signed by"),
        help_text=_("Speakers as they appeared at that edition, so that readers see the title held then."),
    )
    reaffirms = models.ManyToManyField(
        "self", symmetrical=False, blank=True, related_name="reaffirmed_by", verbose_name=_("reaffirms")
    )

    objects = DocumentQuerySet.as_manager()

    class Meta(Publishable.Meta):
        verbose_name = _("document")
        verbose_name_plural = _("documents")
        ordering = ["-adopted_on", "-id"]
        indexes = [
            *Publishable.Meta.indexes,
            models.Index(fields=["edition", "adopted_on", "id"], name="document_of_edition"),
            unfinished_index("title", "document_unfinished"),
        ]

    def get_absolute_url(self):
        return address("document-detail", self.slug)

    def stored_files(self) -> list[str]:
        return [file.file.name for file in self.files.all()]


class Clause(Translated, PublicByParents):
    """A numbered point of a document, with an address of its own."""

    translated = ("text_line",)
    lead_field = "text_line"
    public_through = ("document",)

    document = models.ForeignKey(Document, models.CASCADE, related_name="clauses", verbose_name=_("document"))
    number = models.PositiveSmallIntegerField(_("number"))
    text_line = PlainTextField(_("text"), blank=True)

    class Meta:
        verbose_name = _("clause")
        verbose_name_plural = _("clauses")
        ordering = ["number"]
        constraints = [
            models.UniqueConstraint(
                fields=["document", "number"],
                name="clause_number_once",
                violation_error_message=_("This document has a clause of this number already."),
            ),
            models.CheckConstraint(
                name="clause_number_from_one",
                condition=Q(number__gte=1),
                violation_error_message=_("Clauses are counted from 1."),
            ),
        ]


def document_path(_file: "DocumentFile", _filename: str) -> str:
    return f"documents/{new_token()}"


class DocumentFile(WithFiles, PublicByParents, Ordered):
    """A PDF of a document in one language, served under ``/media/<token>/<name>.pdf``."""

    public_through = ("document",)

    document = models.ForeignKey(Document, models.CASCADE, related_name="files", verbose_name=_("document"))
    token = models.CharField(max_length=32, unique=True, editable=False, default=new_token)
    file = models.FileField(_("file"), upload_to=document_path, max_length=200)
    original_name = LineField(_("file name"), max_length=255, blank=True, editable=False)
    language = models.CharField(
        _("language"),
        max_length=10,
        help_text=_("Language code. Readers have the file once the document is ready in this language."),
    )
    standing = models.CharField(_("standing of the text"), max_length=25, choices=Standing, blank=True)
    content_hash = models.CharField(max_length=64, editable=False, blank=True)
    byte_size = models.PositiveIntegerField(editable=False, default=0)
    pages = models.PositiveIntegerField(pgettext_lazy("how many", "pages"), null=True, blank=True, editable=False)

    objects = FilesQuerySet.as_manager()

    class Meta(Ordered.Meta):
        verbose_name = _("file")
        verbose_name_plural = _("files")

    def __str__(self):
        return self.original_name or self.token

    @classmethod
    def public_condition(cls, at):
        """A file in a language of the site waits until the document is ready in that language."""
        ready = ~Q(language__in=language_codes())
        for code in language_codes():
            ready |= Q(language=code, document__in=Document.objects.ready_in(code).values("pk"))
        return super().public_condition(at) & ready

    def is_public(self, at=None):
        is_ready = self.language not in language_codes() or self.language in self.document.ready_languages
        return is_ready and super().is_public(at)

    def stored_files(self) -> list[str]:
        return [self.file.name]

    def url(self) -> str:
        return address("media", self.token, f"{self.document.slug}.{self.language}.pdf")
