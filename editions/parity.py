"""Whether the texts of one item say the same numbers, dates, ordinals, amounts and names in each language.

What may differ: how a number is written (20th, 第二十, 第20), which of two years stands in a date, weekdays, small
numbers up to two, ordinals up to three, months alone, and whatever is said in words on one side and in digits on the other.
"""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal

from editions.wire.dates import dates
from editions.wire.knowledge import KnownName
from editions.wire.names import Index
from editions.wire.numerals import HAN_NUMBER, NUMBER_WORD, ORDINAL_WORD, amounts, han_number, word_number
from editions.wire.organisations import with_turned_names
from editions.wire.plain import plain

Place = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Difference:
    """Something that stands in some of the texts and not in others.

    ``kind`` is date, ordinal, percent, number, speaker or organisation; ``places`` has, for each language in which it
    stands, where it stands first.
    """

    kind: str
    value: str
    places: dict[str, Place]
    missing: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class _Said:
    """What one text says: things that the others should say too, and everything that counts as saying it."""

    things: dict[tuple[str, str], Place]
    numbers: frozenset[Decimal]
    days: frozenset[int]


_COUNTERS = "个個名位场場年天人国國项項つ回社件分倍度次家所届层種种条段期代省市校省歳岁票席"
_HAN_COUNTED = re.compile(rf"(?P<n>{HAN_NUMBER}{{1,5}})(?P<more>多|余|餘|数)?(?P<c>[{_COUNTERS}]|日間|カ国|か国|ヵ国)")
_WORD = re.compile(
    rf"\b(?P<n>{NUMBER_WORD})(?P<scale> (?:hundred|thousand|million|billion))?\b(?P<unit>[ -]decades?)?", re.IGNORECASE
)
_ORDINAL = re.compile(rf"\b(?P<n>{ORDINAL_WORD})\b", re.IGNORECASE)
_DECADE = re.compile(r"\b(?P<n>\d{1,2}) decades\b", re.IGNORECASE)
_DOZEN = re.compile(r"\ba dozen\b", re.IGNORECASE)
_ERA_YEAR = re.compile(r"(?:令和|平成|昭和)(?:元|\d{1,2})年")
_MONTH_ALONE = re.compile(rf"(?:(?<!\d)\d{{1,2}}|{HAN_NUMBER}{{1,2}})月(?!\d)")  # English says it by its name
_DAY_ALONE = re.compile(r"(?<![\d月])(\d{1,2})日(?!間|本)")
_SCALES = {"hundred": 100, "thousand": 1000, "million": 10**6, "billion": 10**9}
_MAY_DIFFER = 2
_LEAST = {"number": _MAY_DIFFER, "ordinal": 3}  # the first may be “inaugural”, 第三 may be a third party


def compare(
    texts: Mapping[str, str], speakers: Index | None = None, organisations: Iterable[KnownName] = ()
) -> list[Difference]:
    """Every thing that is not said in all of the texts (by language, empty ones left out), in the order of its place."""
    filled = {language: text for language, text in texts.items() if text.strip()}
    indexes = {"speaker": speakers or Index(), "organisation": Index(with_turned_names(one) for one in organisations)}
    said = {language: _said(text, indexes) for language, text in filled.items()}
    things = dict.fromkeys(thing for one in said.values() for thing in one.things)
    found = []
    for kind, value in things:
        missing = tuple(language for language, one in said.items() if not _says(one, kind, value))
        if missing:
            places = {
                language: one.things[kind, value] for language, one in said.items() if (kind, value) in one.things
            }
            found.append(Difference(kind, value, places, missing))
    return found


def _says(said: _Said, kind: str, value: str) -> bool:
    if (kind, value) in said.things:
        return True
    if kind == "date":
        return int(value.split("-")[1]) in said.days
    if kind in {"number", "ordinal", "percent"}:
        return Decimal(value) in said.numbers
    return False


def _said(text: str, indexes: Mapping[str, Index]) -> _Said:
    view = plain(text)
    things: dict[tuple[str, str], Place] = {}
    numbers: set[Decimal] = set()
    days: set[int] = set()
    for one in dates(view):
        things.setdefault(("date", f"{one.month:02}-{one.day:02}"), one.place)
        if one.last:
            things.setdefault(("date", f"{one.month:02}-{one.last:02}"), one.place)
        if one.year:
            numbers.add(Decimal(one.year))
        view = _blank(view, one.place)
    for match in _DAY_ALONE.finditer(view):
        days.add(int(match[1]))
    for passed in (_DAY_ALONE, _ERA_YEAR, _MONTH_ALONE):
        view = passed.sub(lambda match: " " * len(match[0]), view)
    for match in _DECADE.finditer(view):
        numbers.add(Decimal(match["n"]) * 10)
    for amount in list(amounts(view)):
        numbers.add(amount.value)
        kind = "number" if amount.kind == "plain" else amount.kind
        if amount.value > _LEAST.get(kind, -1):
            things.setdefault((kind, _written(amount.value)), amount.place)
        view = _blank(view, amount.place)
    for value, place in _in_words(view):
        numbers.add(value)
        if value > _MAY_DIFFER:
            things.setdefault(("number", _written(value)), place)
    for match in _ORDINAL.finditer(view):
        if (count := word_number(match["n"])) is not None:
            numbers.add(Decimal(count))
            if count > _LEAST["ordinal"]:
                things.setdefault(("ordinal", _written(Decimal(count))), match.span())
    for kind, index in indexes.items():
        for known in index.find(text):
            things.setdefault((kind, known.known.slug), (known.start, known.end))
    return _Said(things, frozenset(numbers), frozenset(days))


def _blank(view: str, place: Place) -> str:
    return view[: place[0]] + " " * (place[1] - place[0]) + view[place[1] :]


def _in_words(view: str) -> Iterable[tuple[Decimal, Place]]:
    for match in _DOZEN.finditer(view):
        yield Decimal(12), match.span()
    for match in _WORD.finditer(view):
        count = word_number(match["n"])
        if count is None:
            continue
        value = count * _SCALES[match["scale"].strip().casefold()] if match["scale"] else count
        if match["unit"]:
            value *= 10
        yield Decimal(value), match.span()
    for match in _HAN_COUNTED.finditer(view):
        number = han_number(match["n"])
        if number is not None:
            yield Decimal(number), match.span()


def _written(value: Decimal) -> str:
    """The same number the same way: 400, 64.2, 120000000."""
    return f"{value.normalize():f}"
