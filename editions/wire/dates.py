"""Dates as printed in three languages, era years and weekdays with them."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from .numerals import HAN_NUMBER, han_number
from .plain import plain

MONTHS = [
    "january",
    "february",
    "march",
    "april",
    "may",
    "june",
    "july",
    "august",
    "september",
    "october",
    "november",
    "december",
]
_MONTH = r"(?P<month>Jan|Feb|Mar|Apr|May|June?|July?|Aug|Sept?|Oct|Nov|Dec)[a-z]{0,6}\b\.?"
WEEKDAYS = ["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"]
_WEEKDAY = r"(?P<weekday>Mon|Tues?|Wed(?:nes)?|Thu(?:rs?)?|Fri|Sat(?:ur)?|Sun)(?:day)?\b\.?"
_ERAS = {"令和": 2018, "平成": 1988, "昭和": 1925}
_HAN_DAY = "(?P<hanweekday>[月火水木金土日一二三四五六天])"
_N = f"(?:\\d{{1,4}}|{HAN_NUMBER}{{1,4}})"

_PATTERNS = [
    re.compile(
        rf"(?:{_WEEKDAY},?\s+)?\b{_MONTH}\s{{0,3}}(?P<day>\d{{1,2}})(?:st|nd|rd|th)?\b"
        rf"(?:\s?(?:-|to|and|&)\s?(?P<last>\d{{1,2}})\b(?!:))?(?:,?\s{{0,3}}(?P<year>(?:19|20)\d\d)\b)?",
        re.IGNORECASE,
    ),
    re.compile(
        rf"(?:{_WEEKDAY},?\s+)?\b(?P<day>\d{{1,2}})(?:st|nd|rd|th)?(?:\s?(?:-|to|and|&)\s?(?P<last>\d{{1,2}}))?"
        rf"\s+(?:of\s+)?{_MONTH}(?:,?\s+(?P<year>(?:19|20)\d\d)\b)?",
        re.IGNORECASE,
    ),
    re.compile(
        f"(?:(?:(?P<era>令和|平成|昭和)\\s?(?P<erayear>元|{_N})|(?P<year>\\d{{4}}|[〇零○一二三四五六七八九]{{4}}))\\s?年\\s?)?"
        f"(?P<month>\\d{{1,2}}|{HAN_NUMBER}{{1,3}})\\s?月\\s?(?P<day>\\d{{1,2}}|{HAN_NUMBER}{{1,3}})\\s?[日号]?"
        f"(?:\\s?(?:-|~|至|到|、|・|和)\\s?(?P<last>\\d{{1,2}})\\s?日)?"
        f"\\s?(?:[(]?(?:星期|周|週)?{_HAN_DAY}(?:曜日?)?[)]|(?:星期|周|週){_HAN_DAY.replace('hanweekday', 'handay2')}|{_HAN_DAY.replace('hanweekday', 'handay3')}曜日)?"
    ),
    re.compile(r"(?<![\d/-])(?P<year>(?:19|20)\d\d)(?P<sep>[-/.])(?P<month>\d{1,2})(?P=sep)(?P<day>\d{1,2})(?!\d)"),
]
_MONTH_HINT = re.compile(r"\b(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)", re.IGNORECASE)
_HINTS = [_MONTH_HINT, _MONTH_HINT, re.compile("月"), re.compile(r"\d{4}[-/.]\d")]
_AFTER = re.compile(rf"\s?[(,]\s?{_WEEKDAY}", re.IGNORECASE)
WEEKDAY = re.compile(r"\b(Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class PrintedDate:
    """A date in a text: ``year`` is None where none is printed; ``weekday`` counts from Monday, 0 to 6."""

    year: int | None
    month: int
    day: int
    weekday: int | None
    place: tuple[int, int]
    last: int | None = None

    def on(self, year: int | None) -> date | None:
        """The day itself, in its own year, else in ``year``; None for a day that no calendar has."""
        return _day(self.year or year, self.month, self.day)


def dates(text: str, start: int = 0, end: int | None = None) -> list[PrintedDate]:
    """Every date in the text, in the order of its place, none twice."""
    view = plain(text[start:end])
    found: list[PrintedDate] = []
    for hint, pattern in zip(_HINTS, _PATTERNS, strict=True):
        if not hint.search(view):
            continue
        for match in pattern.finditer(view):
            if printed := _printed(match, view):
                found.append(_moved(printed, start))
    kept: list[PrintedDate] = []
    for one in sorted(found, key=lambda one: (one.place[0], -one.place[1])):
        if not kept or one.place[0] >= kept[-1].place[1]:
            kept.append(one)
    return kept


def day_near(day: int, near: date) -> date | None:
    """A day given without its month: of the month of ``near``, or of the one before where it is not yet that far."""
    month = near if day <= near.day else near.replace(day=1) - timedelta(1)
    return _day(month.year, month.month, day)


def weekday_words(text: str) -> Iterator[tuple[int, tuple[int, int]]]:
    """Weekdays that stand alone in English: their number from Monday and their place."""
    for match in WEEKDAY.finditer(text):
        yield _weekday(match[0]) or 0, match.span()


def _printed(match: re.Match[str], view: str) -> PrintedDate | None:
    parts = match.groupdict()
    month = _month(parts["month"])
    day = _number(parts["day"])
    if month is None or day is None or not 1 <= month <= 12 or not 1 <= day <= 31:
        return None
    year = _number(parts.get("year") or "")
    if parts.get("era"):
        count = 1 if parts["erayear"] == "元" else _number(parts["erayear"])
        year = _ERAS[parts["era"]] + count if count else None
    if _day(year or 2024, month, day) is None:
        return None
    weekday, end = None, match.end()
    if parts.get("weekday"):
        weekday = _weekday(parts["weekday"])
    elif han := parts.get("hanweekday") or parts.get("handay2") or parts.get("handay3"):
        weekday = "月火水木金土日".find(han) if han in "月火水木金土" else "一二三四五六天日".find(han)
        weekday = 6 if han in "日天" else weekday
    elif after := _AFTER.match(view, end):
        weekday, end = _weekday(after["weekday"]), after.end()
    last = _number(parts.get("last") or "")
    return PrintedDate(year, month, day, weekday, (match.start(), end), last if last and last <= 31 else None)


def _moved(one: PrintedDate, by: int) -> PrintedDate:
    place = (one.place[0] + by, one.place[1] + by)
    return PrintedDate(one.year, one.month, one.day, one.weekday, place, one.last)


def _month(text: str) -> int | None:
    if text[0].isascii() and text[0].isalpha():
        return next((i for i, name in enumerate(MONTHS, 1) if name[:3] == text[:3].casefold()), None)
    return _number(text)


def _number(text: str) -> int | None:
    if not text:
        return None
    return int(text) if text.isascii() and text.isdecimal() else han_number(text)


def _weekday(text: str) -> int | None:
    return next((i for i, name in enumerate(WEEKDAYS) if name[:3] == text[:3].casefold()), None)


def _day(year: int | None, month: int, day: int) -> date | None:
    try:
        return date(year, month, day) if year else None
    except ValueError:
        return None
