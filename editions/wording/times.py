"""Days, hours and the clocks of several capitals as each language writes them."""

import datetime as dt
import re
from collections.abc import Sequence
from zoneinfo import ZoneInfo

from .families import family

_MONTHS = ["January", "February", "March", "April", "May", "June"]
_MONTHS += ["July", "August", "September", "October", "November", "December"]
_MONTHS_IN_DATELINES = ["Jan.", "Feb.", "March", "April", "May", "June", "July"]
_MONTHS_IN_DATELINES += ["Aug.", "Sept.", "Oct.", "Nov.", "Dec."]
_WEEKDAYS: dict[str, list[str]] = {
    "en": ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"],
    "zh": [f"星期{day}" for day in "一二三四五六日"],
    "ja": list("月火水木金土日"),
}
_SPAN = re.compile(r"(\d{1,2})[:：](\d{2})\s*(?:-|–|—|~|～|〜|至|から)\s*(\d{1,2})[:：](\d{2})")


# Days


def year(y: int | None, language: str) -> str:
    """2024, 2024年."""
    return "" if y is None else f"{y}" if family(language) == "en" else f"{y}年"


def year_span(first: int | None, last: int | None, language: str) -> str:
    """2005–2025, 2005—2025年, 2005～2025年; one year when only one is known or both are the same."""
    if first is None or last is None or first == last:
        return year(last if first is None else first, language)
    return {"en": f"{first}–{last}", "zh": f"{first}—{last}年", "ja": f"{first}～{last}年"}[family(language)]


def decade(y: int | None, language: str) -> str:
    """The decade of a year: 2010s, 2010年代."""
    return "" if y is None else f"{y // 10 * 10}" + ("s" if family(language) == "en" else "年代")


def month(d: dt.date | None, language: str) -> str:
    """December 2024, 2024年12月."""
    if d is None:
        return ""
    return f"{_MONTHS[d.month - 1]} {d.year}" if family(language) == "en" else f"{d.year}年{d.month}月"


def month_name(number: int, language: str) -> str:
    """A month of any year, from 1: December, 12月."""
    return _MONTHS[number - 1] if family(language) == "en" else f"{number}月"


def day(d: dt.date | None, language: str) -> str:
    """A date whose year is known from elsewhere: 4 December, 12月4日."""
    if d is None:
        return ""
    return f"{d.day} {_MONTHS[d.month - 1]}" if family(language) == "en" else f"{d.month}月{d.day}日"


def day_with_weekday(d: dt.date | None, language: str) -> str:
    """Wednesday 4 December, 12月4日（星期三）, 12月4日（水）."""
    return _with_weekday(d, day(d, language), language)


def date(d: dt.date | None, language: str) -> str:
    """4 December 2024, 2024年12月4日."""
    if d is None:
        return ""
    return f"{day(d, language)} {d.year}" if family(language) == "en" else f"{d.year}年{day(d, language)}"


def date_with_weekday(d: dt.date | None, language: str) -> str:
    """Wednesday 4 December 2024, 2024年12月4日（星期三）, 2024年12月4日（水）."""
    return _with_weekday(d, date(d, language), language)


def date_range(start: dt.date | None, end: dt.date | None, language: str) -> str:
    """4–5 December 2024, 2024年12月4日至5日, 2024年12月4日～5日; what both ends share is said once."""
    if start is None or end is None or start == end:
        return date(end if start is None else start, language)
    manner = family(language)
    same_year = start.year == end.year
    same_month = same_year and start.month == end.month
    if manner == "en":
        if same_month:
            return f"{start.day}–{date(end, language)}"
        return f"{day(start, language) if same_year else date(start, language)} – {date(end, language)}"
    last = f"{end.day}日" if same_month else day(end, language) if same_year else date(end, language)
    return date(start, language) + ("至" if manner == "zh" else "～") + last


def dateline(city: str, d: dt.date | None, wire: str, language: str) -> str:
    """The head of a release as it is set in type: TOKYO, Dec. 11, 2024 /Wire/ —, 东京2024年12月11日 /Wire/ ——."""
    manner = family(language)
    if manner == "en":
        words = [city.upper(), f"{_MONTHS_IN_DATELINES[d.month - 1]} {d.day}, {d.year}" if d else ""]
        place = ", ".join(filter(None, words))
    else:
        place = ("、" if manner == "ja" and city and d else "").join([city, date(d, language)])
    told = " ".join(filter(None, [place, wire]))
    return f"{told} {'—' if manner == 'en' else '——'}" if told else ""


def _with_weekday(d: dt.date | None, text: str, language: str) -> str:
    if d is None:
        return ""
    manner = family(language)
    weekday = _WEEKDAYS[manner][d.weekday()]
    return f"{weekday} {text}" if manner == "en" else f"{text}（{weekday}）"


# Hours


def time(t: dt.time | dt.datetime | None, language: str) -> str:
    """09:00 in English, 9:00 in Chinese and Japanese."""
    if t is None:
        return ""
    return f"{t.hour:02}:{t.minute:02}" if family(language) == "en" else f"{t.hour}:{t.minute:02}"


def time_range(start: dt.time | dt.datetime | None, end: dt.time | dt.datetime | None, language: str) -> str:
    """10:00–12:00, 10:00—12:00, 10:00～12:00; the beginning alone when the end is not known."""
    if start is None or end is None:
        return time(start, language)
    return time(start, language) + {"en": "–", "zh": "—", "ja": "～"}[family(language)] + time(end, language)


def clock_pair(
    start: dt.datetime | None, zones: Sequence[tuple[str, str]], language: str, end: dt.datetime | None = None
) -> str:
    """One moment, or one span, on the clocks of several capitals: 10:00 Tokyo (09:00 Beijing).

    `zones` are (capital as named in that language, time zone name), the place itself first; a capital named
    twice is told once. The day of another clock is named where it differs from the first. Raises ValueError
    for a time without a zone.
    """
    return _in_one(_clocks(start, end, zones, language, with_date=False), language)


def clocks(
    start: dt.datetime | None, zones: Sequence[tuple[str, str]], language: str, end: dt.datetime | None = None
) -> list[str]:
    """The same one by one, for a list: ["10:00 Tokyo", "09:00 Beijing"]."""
    return _clocks(start, end, zones, language, with_date=False)


def moment(at: dt.datetime | None, zones: Sequence[tuple[str, str]], language: str) -> str:
    """A moment with its date: 4 December 2024, 10:00 Tokyo (09:00 Beijing)."""
    return _in_one(_clocks(at, None, zones, language, with_date=True), language)


def _clocks(
    start: dt.datetime | None,
    end: dt.datetime | None,
    zones: Sequence[tuple[str, str]],
    language: str,
    with_date: bool,
) -> list[str]:
    if start is None or not zones:
        return []
    if start.tzinfo is None or (end is not None and end.tzinfo is None):
        raise ValueError("A time on two clocks needs a time zone.")
    manner = family(language)
    time_word = {"en": "", "zh": "时间", "ja": "時間"}[manner]
    told_clocks: list[str] = []
    first_day: dt.date | None = None
    told: set[str] = set()
    for capital, zone in zones:
        if capital in told:
            continue
        told.add(capital)
        local_start = start.astimezone(ZoneInfo(zone))
        hours = time_range(local_start, end and end.astimezone(ZoneInfo(zone)), language)
        on = local_start.date()
        if first_day is None:
            first_day, said = on, date(on, language) if with_date else ""
        else:
            said = "" if on == first_day else day(on, language) if on.year == first_day.year else date(on, language)
        if manner == "en":
            before, after = (f"{said}, ", "") if said and not told_clocks else ("", f", {said}" if said else "")
            told_clocks.append(f"{before}{hours} {capital}{after}")
        elif told_clocks:
            told_clocks.append(f"{capital}{time_word}{said}{hours}")
        else:
            told_clocks.append(f"{said}{capital}{time_word}{hours}")
    return told_clocks


def _in_one(clocks: list[str], language: str) -> str:
    here, *others = clocks or [""]
    if not others:
        return here
    return f"{here} ({'; '.join(others)})" if family(language) == "en" else f"{here}（{'、'.join(others)}）"


def office_hours(hours: str, zones: Sequence[tuple[str, str]], on: dt.date, language: str) -> str:
    """Hours as somebody wrote them, each span of them told on every clock: Mon–Fri, 9:00–17:00 Tokyo (8:00–16:00 Beijing).

    `zones` as in `clock_pair`, the writer's own first; `on` is the day whose offsets count. Words without a span stay.
    """

    def told(span: re.Match) -> str:
        values = [int(value) for value in span.groups()]
        if max(values[0], values[2]) > 23 or max(values[1], values[3]) > 59:
            return span[0]
        zone = ZoneInfo(zones[0][1])
        start = dt.datetime(on.year, on.month, on.day, values[0], values[1], tzinfo=zone)
        end = start.replace(hour=values[2], minute=values[3])
        return clock_pair(start, zones, language, end + dt.timedelta(days=end < start))

    return _SPAN.sub(told, hours) if zones else hours
