"""Which edition a text is about, under which name, and its theme."""

import re
from collections import Counter
from datetime import date
from functools import lru_cache

from .cleaning import Traced
from .knowledge import Knowledge, KnownEdition
from .names import pattern_of
from .numerals import HAN_NUMBER, NUMBER_WORD, ORDINAL_WORD, ordinal
from .plain import Taken, plain
from .reading import Found, FoundEdition

_ANY_FORUM = r"(?:[A-Z][\w.'&]*(?:[ -]+(?:[A-Z][\w.'&]*|of|on|for|the|and)){0,9}[ -]+(?:Forum|Dialogue|Conference|Summit)|[“「『《\"]?[\u3400-\u9fffァ-ヶー\-~・·]{2,14}?[”」』》\"]?(?:论坛|論壇|フォーラム))"
_NUMBER_BEFORE = (
    rf"(?:(?:the\s+)?(?P<a>\d{{1,3}})\s?(?:st|nd|rd|th)\s+(?:annual\s+)?|(?:the\s+)?(?P<b>{ORDINAL_WORD})\s+(?:annual\s+)?"
    rf"|[“「『《\"]?第\s?(?P<c>\d{{1,3}}|{HAN_NUMBER}{{1,4}})\s?[届回次屆]\s?)"
)
_EDITION_ALONE = re.compile(
    rf"第\s?(?P<a>\d{{1,3}}|{HAN_NUMBER}{{1,4}})\s?[届屆]论坛|(?P<b>\d{{1,3}})(?:st|nd|rd|th) (?:edition of the )?(?:forum)\b",
    re.IGNORECASE,
)
_NUMBER_HINT = re.compile(r"\d|第|th\b|first|second|third", re.IGNORECASE)
_THEME = [
    re.compile(
        r"\b(?:themed|theme[sd]?(?: (?:of|is|was|being|for))?|theme of (?:the|this) [\w' -]{1,50}? (?:is|was)|under the (?:\w+ )?(?:theme|title|topic|banner)(?: of| is| was)?|theme,)\s*[:,]?\s*(?:on |as |\"the )?[\"“'](?P<theme>[^\"”]{6,300}?)[,.]?(?:[\"”]|'(?=[\s.,;]))",
        re.IGNORECASE,
    ),
    re.compile(
        r"[\"“](?P<theme>[^\"”]{6,300}?)[,.]?[\"”],? (?:is|was|as) (?:the|its|this year's) (?:\w+ )?theme",
        re.IGNORECASE,
    ),
    re.compile(
        r"(?:主题(?:为|是|:|：)?|主題は|以)\s*[“「『《\"](?P<theme>[^”」』》\"]{4,160})[”」』》\"](?:为(?:主题|题))?"
    ),
    re.compile(r"(?:テーマ(?:は|として|に|を)?[、:：]?|題(?:は|して)[、]?)\s*[「『“](?P<theme>[^」』”]{4,160})[」』”]"),
    re.compile(r"[「『“](?P<theme>[^」』”]{4,160})[」』”]を?(?:総合|全体|共通|メイン)?(?:の)?(?:を)?(?:テーマ|主題)"),
    re.compile(r"(?:^|\n|[。.]\s?)(?:テーマ|主题|theme)\s*[:：]\s*(?P<theme>[^\n。“「]{6,160})", re.IGNORECASE),
]


def forum_pattern(knowledge: Knowledge) -> re.Pattern[str] | None:
    """The names of the forum as they may be printed; None where none is known."""
    return _forum(knowledge.forum_names)


@lru_cache(maxsize=8)
def _forum(names: tuple[str, ...]) -> re.Pattern[str] | None:
    return pattern_of(names)


@lru_cache(maxsize=8)
def _numbered_forum(names: tuple[str, ...]) -> re.Pattern[str]:
    known = _forum(names)
    return re.compile(
        _NUMBER_BEFORE + rf"[“「『《\"]?(?:{known.pattern if known else _ANY_FORUM})", re.IGNORECASE if known else 0
    )


def numbered(text: str, knowledge: Knowledge) -> list[tuple[int, tuple[int, int]]]:
    """Every edition named with its number: the number and the place of the whole name, in a ``plain`` text."""
    if not _NUMBER_HINT.search(text):
        return []
    found = []
    for match in _numbered_forum(knowledge.forum_names).finditer(text):
        number = ordinal(next(part for part in (match["a"], match["b"], match["c"]) if part))
        if number and 0 < number < 200:
            found.append((number, _name_place(match, text)))
    taken = Taken(place for _number, place in found)
    for match in _EDITION_ALONE.finditer(text):
        number = ordinal(match["a"] or match["b"])
        if number and 0 < number < 200 and not taken.overlaps(*match.span()):
            found.append((number, match.span()))
    return sorted(found, key=lambda one: one[1])


def _name_place(match: re.Match[str], text: str) -> tuple[int, int]:
    """Without the article, and with the quotation mark that closes the name."""
    start, end = match.span()
    if article := re.match(r"the\s+", match[0], re.IGNORECASE):
        start += article.end()
    name = match[0]
    for opening, closing in ("“”", "「」", "『』", "《》"):
        if name.count(opening) > name.count(closing) and text[end : end + 1] == closing:
            end += 1
            break
        if name.count(opening) > name.count(closing) and name.startswith(opening):
            start += 1
            break
    return start, end


def find_edition(parts: list[Traced], knowledge: Knowledge, day: date | None) -> FoundEdition | None:
    """The edition most spoken of; earlier parts (headline, standfirst, first paragraph) weigh more."""
    weights: Counter[int] = Counter()
    places: dict[int, tuple[Traced, tuple[int, int]]] = {}
    for order, part in enumerate(parts):
        for number, place in numbered(plain(part.text), knowledge):
            weights[number] += max(1, 12 - 3 * order)
            places.setdefault(number, (part, place))
    if weights:
        (number, weight), *others = weights.most_common(2)
        part, place = places[number]
        sure = not others or weight > 2 * others[0][1]
        known = knowledge.edition(number)
        if known is None and knowledge.editions:
            sure = False
        return FoundEdition(number, part.text[slice(*place)], part.span(*place), sure)
    pattern = forum_pattern(knowledge)
    if pattern is None:
        return None
    for part in parts:
        if match := pattern.search(plain(part.text)):
            year = re.match(r"\s*[(（]?\s*(20\d\d)", plain(part.text[match.end() : match.end() + 10]))
            before = re.search(
                r"(20\d\d)年?(?:の|度)?[“「『\"]?\s?$", plain(part.text[max(0, match.start() - 10) : match.start()])
            )
            printed = int(year[1]) if year else int(before[1]) if before else None
            edition = _of_year(knowledge, printed, day)
            place = (match.start(), match.end() + (year.end() if year else 0))
            return FoundEdition(edition.number if edition else None, part.text[slice(*place)], part.span(*place), False)
    return None


def _of_year(knowledge: Knowledge, year: int | None, day: date | None) -> KnownEdition | None:
    """The edition of a printed year; else the one whose days are within two months of the date."""
    if year is None and day is not None:
        near = [one for one in knowledge.editions if one.starts_on and abs((one.starts_on - day).days) <= 60]
        return min(near, key=lambda one: abs((one.starts_on - day).days) if one.starts_on else 99, default=None)
    return next((one for one in knowledge.editions if one.year == year), None)


def find_theme(parts: list[Traced], knowledge: Knowledge, edition: KnownEdition | None) -> Found | None:
    """The theme as printed: said to be one in so many words, else a known one that stands in the text."""
    for part in parts:
        for pattern in _THEME:
            if match := pattern.search(part.text):
                start, end = match.span("theme")
                text = match["theme"]
                end -= len(text) - len(text.rstrip(" ,.，。"))
                return Found(part.text[start:end], part.span(start, end))
    editions = [edition] if edition else []
    for known in [*editions, *(one for one in knowledge.editions if one is not edition)]:
        for theme in known.themes:
            if len(theme) < 10:
                continue
            printed = pattern_of([theme])
            for part in parts[:6]:
                if printed and (match := printed.search(plain(part.text))):
                    return Found(part.text[match.start() : match.end()], part.span(*match.span()), known is edition)
    return None


DECADES = re.compile(
    rf"\b(?P<count>\d{{1,3}}|{NUMBER_WORD}|past|last|next|coming) (?P<unit>decades?|years?)\b", re.IGNORECASE
)
