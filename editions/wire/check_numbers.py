"""Numbers that a text says twice and differently."""

import re
from collections.abc import Iterator

from .cleaning import Traced
from .dates import dates
from .numerals import HAN_NUMBER, NUMBER_WORD, ordinal, word_number
from .plain import plain
from .reading import Doubt, Span, gettext_noop

_COUNTED = re.compile(
    rf"(?P<n>\d{{1,3}}(?:,\d{{3}})+|\d{{1,6}}|\b{NUMBER_WORD})(?P<gap>\s(?:[a-z-]+ ){{0,2}}?)(?P<noun>participants|attendees|attendants|sub-?forums|panelists|panellists|delegates|guests|parallel sessions)\b"
    rf"|(?P<n2>\d{{1,6}}|{HAN_NUMBER}{{1,4}})\s?(?:多|余|餘)?\s?(?:名|位|人|个|個|场|場|つ|の)?(?:[^，。、；\d]{{0,3}}?)(?P<noun2>与会者|与会嘉宾|参会者|参会嘉宾|分论坛|平行分论坛|参加者|分科会|パネリスト|パネラー)",
    re.IGNORECASE,
)
_LISTED = re.compile(
    rf"\b(?P<n>{NUMBER_WORD}|\d{{1,2}}) (?:[a-z]+ ){{0,2}}(?:sub-?forums|sessions|panels|topics|themes|areas|fields)\b[^.;:]{{0,12}}?(?:focusing on|covering|on|including|namely|addressing|dedicated to|:)\s?(?P<list>[^.;:]{{10,400}}?)(?=,? (?:alongside|as well as|in addition|with|along with|plus|were|was|took|will)\b|[.;:]|$)",
    re.IGNORECASE,
)
_DAYS = re.compile(
    r"\b(?P<n>one|two|three|four|five|\d)-day\b|为期(?P<h>[一两二三四五\d])天|(?P<j>[一二三四五\d])日間", re.IGNORECASE
)
_COUNTS_SAME = {
    "attendants": "participants",
    "attendees": "participants",
    "panellists": "panelists",
    "subforums": "sub-forums",
    "参会者": "与会者",
    "与会嘉宾": "与会者",
    "参会嘉宾": "与会者",
    "平行分论坛": "分论坛",
    "パネラー": "パネリスト",
}


def check_numbers(parts: list[Traced]) -> Iterator[Doubt]:
    counted: dict[str, tuple[int, Span]] = {}
    for part in parts:
        view = plain(part.text)
        for match in _COUNTED.finditer(view):
            noun = (match["noun"] or match["noun2"]).casefold()
            noun = _COUNTS_SAME.get(noun, noun)
            value = ordinal((match["n"] or match["n2"]).replace(",", ""))
            if not value or (
                match["n"]
                and view[max(0, match.start() - 10) : match.start()].casefold().endswith(("sub-", "other ", "another "))
            ):
                continue
            place = part.span(*match.span())
            if noun in counted and counted[noun][0] != value:
                message = gettext_noop("The text counts %(this)s here and %(other)s elsewhere: %(noun)s.")
                words = {"this": str(value), "other": str(counted[noun][0]), "noun": match["noun"] or match["noun2"]}
                yield Doubt("numbers", message, place, words)
            counted.setdefault(noun, (value, place))
        for match in _LISTED.finditer(view):
            count = word_number(match["n"])
            items = [item for item in re.split(r",\s*(?:and )?|;\s*", match["list"]) if item.strip()]
            if count and len(items) > 1 and count not in (len(items), len(items) + 1):
                message = gettext_noop("The text announces %(this)s and names %(other)s.")
                yield Doubt(
                    "numbers", message, part.span(*match.span()), {"this": str(count), "other": str(len(items))}
                )
    yield from _days(parts)


def _days(parts: list[Traced]) -> Iterator[Doubt]:
    """``two-day`` against the days from the first to the last that the text gives for it."""
    said: tuple[int, Span] | None = None
    ranges: list[int] = []
    for part in parts:
        view = plain(part.text)
        for match in _DAYS.finditer(view):
            if count := ordinal((match["n"] or match["h"] or match["j"]).replace("两", "二")):
                said = said or (count, part.span(*match.span()))
        for one in dates(view):
            if one.last and one.last > one.day:
                ranges.append(one.last - one.day + 1)
        for match in re.finditer(
            r"\bfrom (?P<a>[A-Z][a-z]{2,8}\.? \d{1,2}) (?:to|through|until) (?P<b>(?:[A-Z][a-z]{2,8}\.? )?\d{1,2})\b",
            view,
        ):
            pair = dates(match["a"] + ", 2024") + dates(
                (match["b"] if match["b"][0].isalpha() else match["a"].split(" ")[0] + " " + match["b"]) + ", 2024"
            )
            if len(pair) == 2 and (first := pair[0].on(2024)) and (last := pair[1].on(2024)) and last > first:
                ranges.append((last - first).days + 1)
    if said and ranges and said[0] not in ranges:
        message = gettext_noop("The text speaks of %(this)s days and gives dates for %(other)s.")
        yield Doubt("numbers", message, said[1], {"this": str(said[0]), "other": str(ranges[0])})
