"""Press releases with their corrections, and coverage: what others published elsewhere."""

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models.functions import Coalesce, ExtractMonth
from django.db.models.lookups import IsNull
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from modeltranslation.utils import build_localized_fieldname

from editions.paths import address

from .documents import Document
from .editions import Edition
from .fields import LineField, PlainTextField, ProseField
from .forum import Contact
from .links import leads_nowhere
from .photos import Photo
from .publishing import PublicByParents, Publishable
from .querysets import PublicQuerySet
from .rows import Ordered, Sourced, Translated, language_codes, unfinished_index
from .slugs import Slugged
from .speakers import Speaker


class PressReleaseQuerySet(PublicQuerySet):
    def newest_first(self):
        return self.order_by("-publish_at", "-id")

    def published_since(self, moment, at=None):
        """Public now, and not yet before ``moment``."""
        return self.published(at).filter(publish_at__gt=moment)

    def with_month(self):
        """Each with the ``month`` it carries: that of its dateline, else that of its publication."""
        return self.annotate(month=Coalesce(ExtractMonth("dateline_date"), ExtractMonth("publish_at")))

    def counted_by_edition(self):
        """For each edition with its number and year, how many releases there are in each language, by its code."""
        counts = {
            code: models.Count("pk", filter=models.Q(**{f"{build_localized_fieldname('headline', code)}__gt": ""}))
            for code in language_codes()
        }
        rows = self.filter(edition__isnull=False).order_by("-edition__number")
        return rows.values("edition__number", "edition__year").annotate(**counts)

    def for_list(self):
        """What a list shows: no bodies, no originals."""
        return self.brief().select_related("edition").without("edition__summary")

    def brief(self):
        """What a list of one edition, or beside something else, shows."""
        return self.defer("received_text").without("body", "boilerplate")


class PressRelease(Slugged, Translated, Publishable, Sourced):
    """A release of ours: one item, its texts in every language, public in all of them at one instant."""

    translated = ("headline", "standfirst", "body", "boilerplate", "dateline_city", "source_line", "withdrawal_note")
    lead_field = "headline"
    public_through = ("edition",)

    class Kind(models.TextChoices):
        RELEASE = "release", _("Press release")
        ADVISORY = "advisory", _("Media advisory")
        STATEMENT = "statement", _("Statement")
        REPORT = "report", _("Report")

    slug = models.SlugField(
        _("address"),
        max_length=100,
        blank=True,
        help_text=_("The last part of the web address. Left empty, it is made from the headline."),
    )
    year = models.PositiveSmallIntegerField(_("year in the address"), editable=False)
    edition = models.ForeignKey(
        Edition, models.PROTECT, null=True, blank=True, related_name="releases", verbose_name=_("edition")
    )
    kind = models.CharField(_("kind"), max_length=12, choices=Kind, default=Kind.RELEASE)
    headline = LineField(_("headline"), blank=True)
    standfirst = LineField(_("standfirst"), max_length=1000, blank=True)
    dateline_city = LineField(_("dateline: city"), max_length=100, blank=True)
    dateline_date = models.DateField(_("dateline: date"), null=True, blank=True)
    wire = LineField(_("wire"), max_length=100, blank=True, help_text=_("As printed in the dateline: /PRNewswire/."))
    source_line = LineField(_("source"), max_length=200, blank=True, help_text=_("Who issued it, as printed."))
    byline = LineField(_("by-line"), max_length=200, blank=True)
    body = ProseField(_("text"), blank=True)
    boilerplate = ProseField(_("about the forum"), blank=True)
    received_text = PlainTextField(
        _("text as received"), blank=True, help_text=_("Kept as it came. Never shown to readers.")
    )
    contacts = models.ManyToManyField(Contact, blank=True, related_name="releases", verbose_name=_("press contacts"))
    speakers = models.ManyToManyField(
        Speaker, blank=True, related_name="releases", verbose_name=_("speakers mentioned")
    )
    photos = models.ManyToManyField(Photo, through="ReleasePhoto", related_name="releases")
    documents = models.ManyToManyField(Document, through="ReleaseDocument", related_name="releases")
    comments_open = models.BooleanField(
        _("readers may comment"), default=False, help_text=_("Comments appear after an editor approved them.")
    )

    objects = PressReleaseQuerySet.as_manager()

    class Meta(Publishable.Meta):
        verbose_name = _("press release")
        verbose_name_plural = _("press releases")
        ordering = ["-publish_at", "-id"]
        constraints = [
            *Publishable.Meta.constraints,
            models.UniqueConstraint(
                fields=["year", "slug"],
                name="pressrelease_address_once",
                violation_error_message=_("Another release of this year has this address."),
            ),
        ]
        indexes = [
            *Publishable.Meta.indexes,
            models.Index(fields=["publish_at", "id"], name="pressrelease_in_order"),
            models.Index(fields=["edition", "publish_at", "id"], name="pressrelease_of_edition"),
            models.Index(fields=["year", "publish_at", "id"], name="pressrelease_of_year"),
            models.Index(fields=["kind", "publish_at", "id"], name="pressrelease_of_kind"),
            models.Index(fields=["dateline_date", "id"], name="pressrelease_by_dateline"),
            unfinished_index("headline", "pressrelease_unfinished"),
        ]

    def get_absolute_url(self):
        return address("press-detail", self.year, self.slug)

    def clean(self):
        self.settle_year()  # a part of the address
        super().clean()
        # Forms leave out the constraint on the address, since nobody types the year.
        if self.slug and self.slug_rivals().filter(slug=self.slug).exclude(pk=self.pk).exists():
            raise ValidationError({"slug": _("Another release of this year has this address.")})

    def slug_rivals(self):
        return super().slug_rivals().filter(year=self.year)

    def save(self, *args, **kwargs):
        self.date_its_state()
        self.settle_year()
        super().save(*args, **kwargs)

    def settle_year(self) -> None:
        """The year of the dateline, else of publication; fixed when first public."""
        if self.year and self.is_itself_public():
            return
        moment = self.dateline_date or self.publish_at or timezone.now()
        self.year = moment.year


class ReleasePhoto(PublicByParents, Ordered):
    """A photograph in a release, in its place."""

    public_through = ("release", "photo")

    release = models.ForeignKey(PressRelease, models.CASCADE, related_name="release_photos")
    photo = models.ForeignKey(Photo, models.PROTECT, related_name="release_photos", verbose_name=_("photograph"))

    class Meta(Ordered.Meta):
        verbose_name = _("photograph of a release")
        verbose_name_plural = _("photographs")
        constraints = [
            models.UniqueConstraint(
                fields=["release", "photo"],
                name="releasephoto_once",
                violation_error_message=_("This photograph is in the release already."),
            )
        ]


class ReleaseDocument(PublicByParents, Ordered):
    """A document that goes with a release."""

    public_through = ("release", "document")

    release = models.ForeignKey(PressRelease, models.CASCADE, related_name="release_documents")
    document = models.ForeignKey(Document, models.PROTECT, related_name="release_documents", verbose_name=_("document"))

    class Meta(Ordered.Meta):
        verbose_name = _("document of a release")
        verbose_name_plural = _("documents")
        constraints = [
            models.UniqueConstraint(
                fields=["release", "document"],
                name="releasedocument_once",
                violation_error_message=_("This document is in the release already."),
            )
        ]


class Correction(Translated, PublicByParents):
    """A dated note on what was changed, with the earlier texts still readable.

    ``earlier`` maps column names (``body_en``) to the text they held before.
    """

    translated = ("note",)
    lead_field = "note"
    public_through = ("release",)
    public_moments = ("made_at",)

    class Kind(models.TextChoices):
        TYPO = "typo", _("Typing error")
        CLARIFICATION = "clarification", _("Clarification")
        CORRECTION = "correction", _("Correction")
        WITHDRAWAL = "withdrawal", _("Withdrawal")

    release = models.ForeignKey(
        PressRelease, models.CASCADE, related_name="corrections", verbose_name=_("press release")
    )
    kind = models.CharField(_("kind"), max_length=15, choices=Kind, default=Kind.CORRECTION)
    made_at = models.DateTimeField(_("made at"), default=timezone.now)
    note = LineField(_("what was changed"), max_length=1000, blank=True)
    earlier = models.JSONField(_("earlier text"), default=dict, blank=True, editable=False)

    class Meta:
        verbose_name = _("correction")
        verbose_name_plural = _("corrections")
        ordering = ["-made_at", "-id"]
        indexes = [models.Index(fields=["made_at", "id"], name="correction_in_order")]

    @classmethod
    def public_condition(cls, at):
        return super().public_condition(at) & models.Q(made_at__lte=at)

    def is_public(self, at=None):
        return super().is_public(at) and self.made_at <= (at or timezone.now())


class CoverageQuerySet(PublicQuerySet):
    # What has no day stands last; the index ``coverage_newest`` has it.
    newest = (IsNull(models.F("published_on"), True), models.F("published_on").desc(), models.F("id").desc())

    def newest_first(self):
        """Each knows whether the page it leads to is gone: ``is_dead``."""
        return self.order_by(*self.newest).annotate(is_dead=leads_nowhere("link"))


class Coverage(Publishable, Sourced):
    """Something published elsewhere: a link with its title, never a copy, with no page of its own."""

    public_through = ("edition",)

    class Kind(models.TextChoices):
        NEWS = "news", _("News")
        REPORT = "report", _("Report")
        NOTICE = "notice", _("Notice")
        FEATURE = "feature", _("Feature")
        OUTCOME = "outcome", _("Outcome text")
        BROADCAST = "broadcast", _("Broadcast")

    title = LineField(_("title"))
    title_is_published = models.BooleanField(
        _("headline as published"), default=True, help_text=_("Not ticked, the title is neutral wording of ours.")
    )
    language = models.CharField(_("language"), max_length=10, help_text=_("Language code of the text, any language."))
    title_language = models.CharField(
        _("language of the title"), max_length=10, blank=True, help_text=_("When it is not that of the text.")
    )
    publisher = LineField(_("publisher"), max_length=200)
    published_on = models.DateField(_("date"), null=True, blank=True)
    dateline_city = LineField(_("dateline: city"), max_length=100, blank=True)
    kind = models.CharField(_("kind"), max_length=12, choices=Kind, default=Kind.NEWS)
    edition = models.ForeignKey(
        Edition, models.PROTECT, null=True, blank=True, related_name="coverage", verbose_name=_("edition")
    )
    link = models.URLField(_("address"), max_length=1000)
    speakers = models.ManyToManyField(
        Speaker, blank=True, related_name="coverage", verbose_name=_("speakers mentioned")
    )

    objects = CoverageQuerySet.as_manager()

    class Meta(Publishable.Meta):
        verbose_name = _("coverage")
        verbose_name_plural = _("coverage")
        ordering = ["-published_on", "-id"]
        indexes = [
            *Publishable.Meta.indexes,
            models.Index("status", *CoverageQuerySet.newest, name="coverage_newest"),
            models.Index(fields=["published_on", "id"], name="coverage_in_order"),
            models.Index(fields=["status", "published_on", "id"], name="coverage_of_status"),
            models.Index(fields=["edition", "published_on", "id"], name="coverage_of_edition"),
            models.Index(fields=["language", "published_on", "id"], name="coverage_in_language"),
            models.Index(fields=["kind", "published_on", "id"], name="coverage_of_kind"),
        ]

    def __str__(self):
        return self.title

    @property
    def ready_languages(self):
        """Its title stands as it is on the pages of every language."""
        return [self.language] if self.title else []

    def clean(self):
        super().clean()
        if self.link and not self.link.lower().startswith(("http://", "https://")):
            raise ValidationError({"link": _("The address begins with http:// or https://.")})
