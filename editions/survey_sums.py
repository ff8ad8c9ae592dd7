"""The four-point check: the parts of an answer add up to what was published for the whole, as far as rounding allows."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from decimal import Decimal
from itertools import product

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from editions import wording
from editions.findings import Finding
from editions.models import Answer, Population, Result, Side, Survey


@dataclass(frozen=True, slots=True)
class Mismatch:
    """An answer of one survey whose parts, in one country and population, do not add up to it; values in per cent."""

    answer: Answer
    side: Side
    population: str
    parts: Decimal
    whole: Decimal

    @property
    def sentence(self) -> str:
        language = get_language() or ""
        told = {
            "country": self.side,
            "population": Population(self.population).label,
            "answer": self.answer,
            "question": self.answer.question,
            "parts": wording.percent(printed(self.parts), language),
            "whole": wording.percent(printed(self.whole), language),
        }
        return (
            _(
                "%(country)s, %(population)s: the parts of “%(answer)s” (%(question)s) add up to %(parts)s, not to %(whole)s."
            )
            % told
        )


def printed(value: Decimal) -> Decimal:
    """With one decimal, or as many as it has."""
    tenth = value.quantize(Decimal("0.1"))
    return tenth if tenth == value else value.normalize()


def adds_up(parts: Iterable[tuple[Decimal, bool]], whole: tuple[Decimal, bool]) -> bool:
    """Whether the parts make the whole, each given with whether its source rounded it to whole per cents."""
    parts = list(parts)
    allowed = sum((_half_a_step(*one) for one in [*parts, whole]), Decimal(0))
    return abs(sum((value for value, _rounded in parts), Decimal(0)) - whole[0]) <= allowed


def _half_a_step(value: Decimal, is_rounded: bool) -> Decimal:
    if is_rounded:
        return Decimal("0.5")
    tenths = value * 10
    return Decimal("0.05") if tenths == tenths.to_integral_value() else Decimal("0.005")


def mismatches(survey: Survey) -> Iterator[Mismatch]:
    """The wholes of a year whose parts are all recorded and do not add up. Where sources disagree, one that fits is enough."""
    wholes = Answer.objects.filter(parts__isnull=False).distinct().select_related("question").prefetch_related("parts")
    values: dict[tuple[int, int, str], list[tuple[Decimal, bool]]] = defaultdict(list)
    sides: dict[int, Side] = {}
    for one in survey.results.filter(value__isnull=False).select_related("side"):
        values[one.answer_id, one.side_id, one.population].append((Decimal(str(one.value)), one.is_rounded))
        sides[one.side_id] = one.side
    groups = sorted({(side, population) for _answer, side, population in values})
    for whole in wholes:
        for side, population in groups:
            told = values.get((whole.pk, side, population), [])
            parts = [values.get((part.pk, side, population), []) for part in whole.parts.all()]
            if not told or not all(parts):
                continue
            if not any(adds_up(some, one) for one in told for some in product(*parts)):
                made = sum((some[0][0] for some in parts), Decimal(0))
                yield Mismatch(whole, sides[side], population, made, told[0][0])


def check(survey: Survey, _circumstances: object) -> Iterator[Finding]:
    """The same for the publish gate."""
    for one in mismatches(survey):
        about = f"{one.answer.pk} {one.side.pk} {one.population} {one.parts} {one.whole}"
        yield Finding("parts", one.sentence, item=(Survey._meta.model_name or "", survey.pk), about=about)


def of_result(result: Result) -> list[str]:
    """What an editor who has just saved a result is told."""
    return [
        one.sentence
        for one in mismatches(result.survey)
        if (one.side.pk, one.population) == (result.side_id, result.population)
        and result.answer_id in {one.answer.pk, *(part.pk for part in one.answer.parts.all())}
    ]
