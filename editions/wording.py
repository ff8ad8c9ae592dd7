"""Numbers, dates, times and lists as each of the three languages writes them.

Every function takes the language of the page ("en", "zh-hans" or "ja"; any other is written as English) and
returns "" where there is nothing to say.
"""

import datetime as dt
import re
import unicodedata
from collections.abc import Iterable, Sequence
from decimal import Decimal
from zoneinfo import ZoneInfo

Number = int | float | Decimal

_MONTHS = ["January", "February", "March", "April", "May", "June"]
_MONTHS += ["July", "August", "September", "October", "November", "December"]
_MONTHS_IN_DATELINES = ["Jan.", "Feb.", "March", "April", "May", "June", "July"]
_MONTHS_IN_DATELINES += ["Aug.", "Sept.", "Oct.", "Nov.", "Dec."]
_WEEKDAYS: dict[str, list[str]] = {
    "en": ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"],
    "zh": [f"星期{day}" for day in "一二三四五六日"],
    "ja": list("月火水木金土日"),
}
_HAN_DIGITS = "零一二三四五六七八九"
_APPROXIMATELY = {
    "exact": {"en": "{n}{unit}", "zh": "{n}{unit}", "ja": "{n}{unit}"},
    "exactly": {"en": "{n}{unit}", "zh": "{n}{unit}", "ja": "{n}{unit}"},
    "over": {"en": "over {n}{unit}", "zh": "逾{n}{unit}", "ja": "{n}{unit}超"},
    "about": {"en": "about {n}{unit}", "zh": "约{n}{unit}", "ja": "約{n}{unit}"},
    "up-to": {"en": "up to {n}{unit}", "zh": "最多{n}{unit}", "ja": "最大{n}{unit}"},
    "nearly": {"en": "nearly {n}{unit}", "zh": "近{n}{unit}", "ja": "{n}{unit}近く"},
}


_SPAN = re.compile(r"(\d{1,2})[:：](\d{2})\s*(?:-|–|—|~|～|〜|至|から)\s*(\d{1,2})[:：](\d{2})")


def _family(language: str | None) -> str:
    """ "zh", "ja" or "en": which of the three ways of writing applies."""
    family = (language or "").lower()[:2]
    return family if family in ("zh", "ja") else "en"


def html_lang(code: str | None) -> str:
    """A language code as the `lang` attribute writes it: zh-hans is zh-Hans."""
    first, *rest = (code or "").replace("_", "-").split("-")
    return "-".join([first.lower(), *(part.title() if len(part) == 4 else part.upper() for part in rest)])


def sharing_locale(code: str) -> str:
    """A language as the Open Graph names it, with the territory it is mostly written in: zh-hans is zh_CN."""
    return {"en": "en_GB", "zh": "zh_CN", "ja": "ja_JP"}[_family(code)]


def news_language(code: str) -> str:
    """A language as the protocol of news sitemaps names it: of Chinese alone it wants to know how it is written."""
    return "zh-cn" if _family(code) == "zh" else code.split("-")[0]


# Numbers


def number(n: Number | None, language: str) -> str:
    """1,500 in English and Japanese; Chinese groups digits only from 10,000 on."""
    if n is None:
        return ""
    return str(n) if _family(language) == "zh" and -10_000 < n < 10_000 else f"{n:,}"


def percent(value: Number | None, language: str) -> str:
    """A value of 0 to 100 with the decimals it came with: 44.8%."""
    return "" if value is None else f"{number(value, language)}%"


def bytes_size(n: int | None, language: str) -> str:
    """The size of a file in the decimal units that browsers show: 372 kB, 1.4 MB."""
    if n is None:
        return ""
    size, units = Decimal(n), ["TB", "GB", "MB", "kB", ""]
    while round(size) >= 1000 and len(units) > 1:
        size /= 1000
        units.pop()
    if units[-1] == "":
        word = {"en": " byte" if n == 1 else " bytes", "zh": "字节", "ja": "バイト"}[_family(language)]
        return f"{n}{word}"
    return f"{size:.1f} {units[-1]}" if round(size, 1) < 10 else f"{size:.0f} {units[-1]}"


def approximately(value: Number | None, precision: str, language: str, unit: str = "") -> str:
    """A figure and how exact it is: over 400, 逾400人, 400人超.

    `precision` is exact (or exactly), over, about, up-to or nearly; `unit` is what is counted, as a word of that language.
    """
    if value is None:
        return ""
    family = _family(language)
    unit = f" {unit}" if unit and family == "en" else unit
    return _APPROXIMATELY[precision.replace("_", "-")][family].format(n=number(value, language), unit=unit)


def counter(counted: str, language: str) -> str:
    """The word Chinese and Japanese set behind a figure whose label says what is counted: 400人, 7个.

    `counted` is sub-forums, attendance, or any word for people.
    """
    words = {"sub-forums": {"zh": "个"}, "attendance": {"zh": "人次", "ja": "人"}}
    return words.get(counted, {"zh": "人", "ja": "人"}).get(_family(language), "")


def ordinal(n: int | None, language: str) -> str:
    """20th, 第二十届, 第20回."""
    if n is None:
        return ""
    family = _family(language)
    if family == "zh":
        return f"第{_han_number(n)}届"
    if family == "ja":
        return f"第{n}回"
    ending = "th" if n % 100 in (11, 12, 13) else {1: "st", 2: "nd", 3: "rd"}.get(n % 10, "th")
    return f"{n}{ending}"


def edition_label(n: int | None, language: str, name: str = "") -> str:
    """ "20th edition", or with the forum's name in that language "20th Beijing-Tokyo Forum"."""
    if n is None:
        return name
    if _family(language) != "en":
        return ordinal(n, language) + name
    return f"{ordinal(n, language)} {name or 'edition'}"


def _han_number(n: int) -> str:
    """A number up to 999 in Chinese characters, greater ones in figures."""
    if not 0 < n < 1000:
        return str(n)
    hundreds, tens, ones = n // 100, n // 10 % 10, n % 10
    text = f"{_HAN_DIGITS[hundreds]}百" if hundreds else ""
    if tens:
        text += ("" if tens == 1 and not hundreds else _HAN_DIGITS[tens]) + "十"
    elif hundreds and ones:
        text += "零"
    return text + (_HAN_DIGITS[ones] if ones else "")


# Days


def year(y: int | None, language: str) -> str:
    """2024, 2024年."""
    return "" if y is None else f"{y}" if _family(language) == "en" else f"{y}年"


def year_span(first: int | None, last: int | None, language: str) -> str:
    """2005–2025, 2005—2025年, 2005～2025年; one year when only one is known or both are the same."""
    if first is None or last is None or first == last:
        return year(last if first is None else first, language)
    return {"en": f"{first}–{last}", "zh": f"{first}—{last}年", "ja": f"{first}～{last}年"}[_family(language)]


def decade(y: int | None, language: str) -> str:
    """The decade of a year: 2010s, 2010年代."""
    return "" if y is None else f"{y // 10 * 10}" + ("s" if _family(language) == "en" else "年代")


def month(d: dt.date | None, language: str) -> str:
    """December 2024, 2024年12月."""
    if d is None:
        return ""
    return f"{_MONTHS[d.month - 1]} {d.year}" if _family(language) == "en" else f"{d.year}年{d.month}月"


def day(d: dt.date | None, language: str) -> str:
    """A date whose year is known from elsewhere: 4 December, 12月4日."""
    if d is None:
        return ""
    return f"{d.day} {_MONTHS[d.month - 1]}" if _family(language) == "en" else f"{d.month}月{d.day}日"


def day_with_weekday(d: dt.date | None, language: str) -> str:
    """Wednesday 4 December, 12月4日（星期三）, 12月4日（水）."""
    return _with_weekday(d, day(d, language), language)


def date(d: dt.date | None, language: str) -> str:
    """4 December 2024, 2024年12月4日."""
    if d is None:
        return ""
    return f"{day(d, language)} {d.year}" if _family(language) == "en" else f"{d.year}年{day(d, language)}"


def date_with_weekday(d: dt.date | None, language: str) -> str:
    """Wednesday 4 December 2024, 2024年12月4日（星期三）, 2024年12月4日（水）."""
    return _with_weekday(d, date(d, language), language)


def date_range(start: dt.date | None, end: dt.date | None, language: str) -> str:
    """4–5 December 2024, 2024年12月4日至5日, 2024年12月4日～5日; what both ends share is said once."""
    if start is None or end is None or start == end:
        return date(end if start is None else start, language)
    family = _family(language)
    same_year = start.year == end.year
    same_month = same_year and start.month == end.month
    if family == "en":
        if same_month:
            return f"{start.day}–{date(end, language)}"
        return f"{day(start, language) if same_year else date(start, language)} – {date(end, language)}"
    last = f"{end.day}日" if same_month else day(end, language) if same_year else date(end, language)
    return date(start, language) + ("至" if family == "zh" else "～") + last


def dateline(city: str, d: dt.date | None, wire: str, language: str) -> str:
    """The head of a release as it is set in type: TOKYO, Dec. 11, 2024 /Wire/ —, 东京2024年12月11日 /Wire/ ——."""
    family = _family(language)
    if family == "en":
        words = [city.upper(), f"{_MONTHS_IN_DATELINES[d.month - 1]} {d.day}, {d.year}" if d else ""]
        place = ", ".join(filter(None, words))
    else:
        place = ("、" if family == "ja" and city and d else "").join([city, date(d, language)])
    told = " ".join(filter(None, [place, wire]))
    return f"{told} {'—' if family == 'en' else '——'}" if told else ""


def _with_weekday(d: dt.date | None, text: str, language: str) -> str:
    if d is None:
        return ""
    family = _family(language)
    weekday = _WEEKDAYS[family][d.weekday()]
    return f"{weekday} {text}" if family == "en" else f"{text}（{weekday}）"


# Hours


def time(t: dt.time | dt.datetime | None, language: str) -> str:
    """09:00 in English, 9:00 in Chinese and Japanese."""
    if t is None:
        return ""
    return f"{t.hour:02}:{t.minute:02}" if _family(language) == "en" else f"{t.hour}:{t.minute:02}"


def time_range(start: dt.time | dt.datetime | None, end: dt.time | dt.datetime | None, language: str) -> str:
    """10:00–12:00, 10:00—12:00, 10:00～12:00; the beginning alone when the end is not known."""
    if start is None or end is None:
        return time(start, language)
    return time(start, language) + {"en": "–", "zh": "—", "ja": "～"}[_family(language)] + time(end, language)


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
    family = _family(language)
    time_word = {"en": "", "zh": "时间", "ja": "時間"}[family]
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
        if family == "en":
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
    return f"{here} ({'; '.join(others)})" if _family(language) == "en" else f"{here}（{'、'.join(others)}）"


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


# Words


def join_list(items: Iterable[str], language: str) -> str:
    """a, b and c; a、b和c; a、b、c. Empty items are left out."""
    *most, last = [item for item in items if item] or [""]
    family = _family(language)
    if not most or family == "ja":
        return "、".join([*most, last])
    return ("、" if family == "zh" else ", ").join(most) + ("和" if family == "zh" else " and ") + last


def series(items: Iterable[str], language: str) -> str:
    """Things of one kind, without “and”: a, b; a、b."""
    return (", " if _family(language) == "en" else "、").join(str(item) for item in items if item)


def clauses(items: Iterable[str], language: str) -> str:
    """Facts of different kinds one after the other: a, b; a，b; a、b."""
    return {"en": ", ", "zh": "，", "ja": "、"}[_family(language)].join(str(item) for item in items if item)


def heading(first: str, second: str, language: str) -> str:
    """A title of two parts: a: b; a：b. One part alone has no colon."""
    return (": " if _family(language) == "en" else "：").join(part for part in (first, second) if part)


def quote(text: str | None, language: str) -> str:
    """The text in quotation marks; marks of the same kind inside it become the inner ones."""
    if not text:
        return ""
    if _family(language) == "ja":
        return f"「{text.replace('「', '『').replace('」', '』')}」"
    return f"“{text.replace('“', '‘').replace('”', '’')}”"


def name_initial(name: str | None) -> str:
    """The first character of a name with the marks that belong to it, for a roundel; an alphabet's letter is a capital."""
    initial = ""
    for character in unicodedata.normalize("NFC", name or ""):
        if initial and not (
            unicodedata.category(character)[0] == "M" or initial.endswith("\u200d") or character == "\u200d"
        ):
            break
        if initial or unicodedata.category(character)[0] in "LN":
            initial += character
    return unicodedata.normalize("NFC", initial.rstrip("\u200d").upper())
