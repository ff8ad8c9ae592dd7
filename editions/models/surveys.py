"""The joint survey: fieldwork per country, a question's identity and its wording each year, results with their source."""

from decimal import Decimal

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Q
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from editions import wording
from editions.paths import address

from .documents import Document
from .editions import Edition
from .fields import LineField, PlainTextField
from .forum import Side
from .publishing import PublicByParents, Publishable
from .querysets import PublicQuerySet
from .rows import Ordered, Sourced, Translated
from .slugs import Slugged


class Population(models.TextChoices):
    """Who was asked. Populations are never mixed in one line."""

    GENERAL_PUBLIC = "general-public", _("General public")
    STUDENTS = "students", _("University students")
    EXPERTS = "experts", _("Intellectuals and experts")
    ELITES = "elites", _("Elites (students, teachers)")


class Survey(Translated, Publishable, Sourced):
    """One year's poll."""

    translated = ("title", "released_at", "note", "withdrawal_note")
    lead_field = "title"
    public_through = ("edition",)

    year = models.PositiveSmallIntegerField(_("year"), unique=True)
    number = models.PositiveSmallIntegerField(_("number"), null=True, blank=True)
    edition = models.ForeignKey(
        Edition, models.PROTECT, null=True, blank=True, related_name="surveys", verbose_name=_("edition")
    )
    title = LineField(_("title"), blank=True)
    released_on = models.DateField(_("released on"), null=True, blank=True)
    released_at = LineField(_("released at"), max_length=200, blank=True)
    note = PlainTextField(_("note"), blank=True)
    papers = models.ManyToManyField(Document, blank=True, related_name="surveys", verbose_name=_("papers"))

    class Meta(Publishable.Meta):
        verbose_name = _("survey")
        verbose_name_plural = _("surveys")
        ordering = ["-year"]

    def get_absolute_url(self):
        return address("survey-year", self.year)


class Fieldwork(Translated, PublicByParents, Ordered, Sourced):
    """How one country was asked: dates, method, places, sample, agency."""

    translated = ("dates_note", "method", "places", "note")
    lead_field = "method"
    public_through = ("survey",)

    survey = models.ForeignKey(Survey, models.CASCADE, related_name="fieldwork", verbose_name=_("survey"))
    side = models.ForeignKey(Side, models.PROTECT, related_name="fieldwork", verbose_name=_("country"))
    population = models.CharField(_("population"), max_length=20, choices=Population, default=Population.GENERAL_PUBLIC)
    starts_on = models.DateField(_("first day"), null=True, blank=True)
    ends_on = models.DateField(_("last day"), null=True, blank=True)
    dates_note = LineField(
        _("dates in words"), max_length=200, blank=True, help_text=_("When only the month is known.")
    )
    sample = models.PositiveIntegerField(_("sample"), null=True, blank=True)
    places_count = models.PositiveSmallIntegerField(_("number of places"), null=True, blank=True)
    places = LineField(_("places"), blank=True)
    method = LineField(_("method"), blank=True)
    agency = LineField(_("agency as printed"), max_length=300, blank=True)
    agency_language = models.CharField(_("language of that name"), max_length=10, blank=True)
    note = LineField(_("note"), blank=True)

    class Meta(Ordered.Meta):
        verbose_name = _("fieldwork")
        verbose_name_plural = _("fieldwork")
        constraints = [
            models.UniqueConstraint(
                fields=["survey", "side", "population"],
                name="fieldwork_once",
                violation_error_message=_("This survey has fieldwork for this country and population already."),
            ),
            models.CheckConstraint(
                name="fieldwork_ends_after_start",
                condition=Q(ends_on__isnull=True) | Q(starts_on__isnull=True) | Q(ends_on__gte=models.F("starts_on")),
                violation_error_message=_("Fieldwork does not end before it begins."),
            ),
        ]

    def __str__(self):
        return wording.clauses([self.survey, self.side], get_language() or "")


class Question(Slugged, Translated, Publishable):
    """A question asked over the years, whatever its wording."""

    translated = ("text_line", "note", "withdrawal_note")
    lead_field = "text_line"

    text_line = LineField(_("question"), blank=True)
    note = PlainTextField(_("note"), blank=True)
    order = models.PositiveIntegerField(_("order"), default=0)

    class Meta(Publishable.Meta):
        verbose_name = _("question")
        verbose_name_plural = _("questions")
        ordering = ["order", "id"]

    def get_absolute_url(self):
        return address("question-detail", self.slug)


class Answer(Translated, PublicByParents, Ordered):
    """One of a question's answers."""

    translated = ("label",)
    lead_field = "label"
    public_through = ("question",)

    question = models.ForeignKey(Question, models.CASCADE, related_name="answers", verbose_name=_("question"))
    code = models.SlugField(_("code"), max_length=80)
    label = LineField(_("answer"), max_length=300, blank=True)
    part_of = models.ForeignKey(
        "self",
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="parts",
        verbose_name=_("part of"),
        help_text=_(
            "The answer that sums it up: “rather good” is part of “favourable”. The parts are added up and compared."
        ),
    )

    class Meta(Ordered.Meta):
        verbose_name = _("answer")
        verbose_name_plural = _("answers")
        constraints = [
            models.CheckConstraint(
                name="answer_is_not_its_own_part",
                condition=Q(part_of__isnull=True) | ~Q(part_of=models.F("id")),
                violation_error_message=_("An answer is no part of itself."),
            ),
            models.UniqueConstraint(
                fields=["question", "code"],
                name="answer_once",
                violation_error_message=_("This question has an answer with this code already."),
            ),
        ]


class Wording(Translated, PublicByParents):
    """How a question was put in one year; the line of the chart breaks where wording or method changed."""

    translated = ("text_line", "note")
    lead_field = "text_line"
    public_through = ("survey", "question")

    survey = models.ForeignKey(Survey, models.CASCADE, related_name="wordings", verbose_name=_("survey"))
    question = models.ForeignKey(Question, models.CASCADE, related_name="wordings", verbose_name=_("question"))
    text_line = LineField(_("wording"), max_length=1000, blank=True)
    breaks_line = models.BooleanField(
        _("breaks the line"),
        default=False,
        help_text=_("Not comparable with the year before: wording or method changed."),
    )
    note = LineField(_("note"), blank=True)

    class Meta:
        verbose_name = _("wording")
        verbose_name_plural = _("wordings")
        ordering = ["survey__year", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["survey", "question"],
                name="wording_once",
                violation_error_message=_("This question has a wording in this survey already."),
            )
        ]


class ResultQuerySet(PublicQuerySet):
    def in_line(self):
        """Loaded with survey, answer and side, in the order of the years."""
        return self.select_related("survey", "answer", "side").order_by(
            "answer__order", "survey__year", "side__order", "id"
        )


class Result(Translated, PublicByParents, Sourced):
    """A percentage of one answer, in one country and population. Two sources that disagree are two rows."""

    translated = ("note",)
    lead_field = "note"
    public_through = ("survey", "answer")

    survey = models.ForeignKey(Survey, models.CASCADE, related_name="results", verbose_name=_("survey"))
    answer = models.ForeignKey(Answer, models.PROTECT, related_name="results", verbose_name=_("answer"))
    side = models.ForeignKey(Side, models.PROTECT, related_name="results", verbose_name=_("country"))
    population = models.CharField(_("population"), max_length=20, choices=Population, default=Population.GENERAL_PUBLIC)
    value = models.DecimalField(
        _("per cent"),
        max_digits=5,
        decimal_places=2,
        null=True,
        blank=True,
        validators=[MinValueValidator(0), MaxValueValidator(100)],
    )
    is_rounded = models.BooleanField(_("rounded by the source"), default=False)
    note = LineField(_("note"), blank=True)

    objects = ResultQuerySet.as_manager()

    class Meta:
        verbose_name = _("result")
        verbose_name_plural = _("results")
        ordering = ["survey__year", "side__order", "id"]
        constraints = [
            models.CheckConstraint(
                name="result_is_a_percentage",
                condition=Q(value__isnull=True) | Q(value__gte=0, value__lte=100),
                violation_error_message=_("A percentage lies between 0 and 100."),
            )
        ]

    def __str__(self):
        language = get_language() or ""
        return wording.heading(
            wording.clauses([self.answer, self.side], language), wording.percent(self.value, language), language
        )

    @property
    def printed_value(self) -> Decimal | None:
        """The value with no more decimals than a survey states: none when its source rounded, else one, or two if it has them."""
        if self.value is None:
            return None
        value = Decimal(self.value)
        if self.is_rounded and value == value.to_integral_value():
            return value.quantize(Decimal(1))
        tenth = value.quantize(Decimal("0.1"))
        return tenth if tenth == value else value
