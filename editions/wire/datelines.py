"""The head of a story: city, date and wire as agencies of three languages print them, and who wrote it."""

import re
from dataclasses import dataclass, replace

from .cleaning import Traced
from .dates import PrintedDate, dates
from .plain import HAN, plain


@dataclass(frozen=True, slots=True)
class Head:
    """A dateline found at the beginning of a block; ``end`` is where the story itself begins."""

    city: str | None
    date: PrintedDate | None
    wire: str | None
    byline: tuple[int, int] | None
    start: int
    end: int
    sure: bool = True
    day: int | None = None  # given without its month


_MONTH = r"(?i:(?:Jan|Feb|Mar|Apr|May|June?|July?|Aug|Sept?|Oct|Nov|Dec)[a-z]{0,6}\.?)"
_DATE = rf"(?:{_MONTH}\s{{0,3}}\d{{1,2}}(?:st|nd|rd|th)?(?:\s?-\s?\d{{1,2}})?(?:\s?,?\s{{0,2}}\d{{4}})?|\d{{1,2}}(?:st|nd|rd|th)? {_MONTH}(?:,? \d{{4}})?|\d{{4}}-\d{{1,2}}-\d{{1,2}})"
_DASH = r"\s*(?:-{1,3}|_|:)\s*"
_PLACE = r"(?P<place>[A-Z][A-Za-z.' ]{1,30}(?:(?:,|/| and| &|;) ?[A-Z][A-Za-z.' ]{1,25}){0,4}?)"
_AGENCY = r"(?P<wire>[A-Z][\w.&'-]{1,24}(?: [A-Z0-9][\w.&'-]{0,20}){0,4})"
_LATIN = [
    # TOKYO, Dec. 11, 2024 /PRNewswire/ --   and GLOBE NEWSWIRE, Xinhua, Kyodo in brackets
    re.compile(
        rf"{_PLACE}?\s*,?\s*(?P<date>{_DATE})?\s*,?\s*(?:/\s?{_AGENCY}\s?/|\(\s?{_AGENCY.replace('wire', 'wire2')}\s?\))(?:{_DASH}(?P<date2>{_DATE})?(?:{_DASH})?|\s+(?=[A-Z\"“]))"
    ),
    # TOKYO--(BUSINESS WIRE)--
    re.compile(rf"{_PLACE}?\s*{_DASH}\(\s?{_AGENCY}\s?\)(?:{_DASH}(?P<date>{_DATE}))?{_DASH}"),
    # TOKYO, Dec. 4, Kyodo -
    re.compile(rf"{_PLACE},?\s+(?P<date>{_DATE}),\s*{_AGENCY}{_DASH}"),
    re.compile(rf"{_PLACE}(?:,?\s+|\s*(?:-{{1,3}}|_)\s*)(?P<date>{_DATE}),?\s*/?{_DASH}"),
]
_SHOUTED = re.compile(rf"(?P<place>[A-Z][A-Z.' ]{{2,28}}(?:, ?[A-Z][A-Za-z.' ]{{1,25}})?)\s*(?:--+|-(?=\s)|—|–){''}\s*")
_HAN_AGENCY = (
    rf"(?P<wire>(?:[{HAN}]{{1,6}}?(?:通讯社|通信社|新闻社|新闻网|日报网|日报|社|网|報|报|台|在线|新闻)))(?!网)"
)
_HAN_DATE = r"(?P<date>(?:\d{4}年)?\d{1,2}月\d{1,2}日)"
_REPORTER = r"(?:\s*[(](?P<reporters>[^()]{2,60})[)])?"
# Who distributes it, and the dash after that: 新华社大连11月8日电 /美通社/ --
_RELAYED = r"(?:\s*/[^/\n]{2,24}/)?(?:\s*-{1,3}(?=\s))?"
_CHINESE = [
    re.compile(
        rf"[【\[(]?\s*据?{_HAN_AGENCY}\s*(?P<place>[{HAN}·]{{0,8}}?)\s*{_HAN_DATE}\s*(?:专?电|專?電|讯|訊|消息|报道|報道){_REPORTER}\s*[】\])]?(?:\s*综合报道)?{_REPORTER.replace('reporters', 'reporters2')}{_RELAYED}\s*[::]?\s*"
    ),
    re.compile(
        rf"[【\[(]?\s*{_HAN_AGENCY}\s*(?P<place>[{HAN}·]{{0,6}}?)\s*(?:专?电|專?電|讯|訊|消息)\s*{_REPORTER}\s*[】\])]?{_RELAYED}\s*"
    ),
]
# How distributors of releases print it in Chinese and Japanese: 东京2024年12月4日 /美通社/ --   【東京2024年12月4日PR Newswire】
_DISTRIBUTED = [
    re.compile(
        rf"(?P<place>[{HAN}ァ-ヶー·]{{1,12}}?)[,、]?\s*{_HAN_DATE}\s*(?:专?电|專?電|讯)?\s*/\s?(?P<wire>[^/\n]{{2,24}}?)\s?/\s*(?:-{{1,3}}\s*)?"
    ),
    re.compile(
        rf"【\s?(?P<place>[{HAN}ァ-ヶー·]{{1,12}}?)[,、]?\s*{_HAN_DATE}\s*[/=]?\s*(?P<wire>(?=[^】]*(?i:wire|net|ワイヤー))[A-Z{HAN}][^】\n]{{2,28}})】\s*(?:-{{1,3}}\s+)?"
    ),
]
_JAPANESE_AGENCY = r"(?:共同通信社?|共同|時事通信社?|時事|新華社|新華網|人民網(?:日本語版)?|ロイター|CNS|AFP時事|AFP|AP|[\u3400-\u9fff]{1,4}(?:通信|通訊)社?|[\u3400-\u9fff]{2,4}新聞)"
_BRACKET = re.compile(
    r"[【\[(〔](?P<inside>[^】\])〕\n]{2,45}?)[】\])〕]\s*(?:[(]\s*(?:[^()]{0,10}?(?:記者|记者))[\s/::=]*(?P<reporters>[^()]{2,40})[)]\s*)?(?:-{1,3}\s+)?"
)
_INSIDE_AGENCY = re.compile(_JAPANESE_AGENCY)
_DAY_ONLY = re.compile(r"(?<!\d)(\d{1,2})日")
_JAPANESE_OPEN = re.compile(
    rf"(?P<wire>新華社|共同|時事)?\s?(?P<place>[{HAN}ァ-ヶー]{{1,8}}?)\s?{_HAN_DATE}\s?(?P<wire2>{_JAPANESE_AGENCY})\s*(?:[-=]|発)?\s*"
)


def find_head(block: Traced) -> Head | None:
    """The dateline with which a block begins; None where it begins with something else."""
    view = plain(block.text[:260])
    for pattern in _LATIN:
        match = pattern.match(view)
        if match and (head := _latin(match, view)):
            return head
    for pattern in (_CHINESE[0], *_DISTRIBUTED, _CHINESE[1]):
        if match := pattern.match(view):
            return _chinese(match)
    if match := _BRACKET.match(view):
        return _bracketed(match)
    if (match := _JAPANESE_OPEN.match(view)) and match["place"]:
        printed = dates(match["date"])
        return Head(match["place"], printed[0] if printed else None, match["wire2"], None, 0, match.end())
    if (match := _SHOUTED.match(view)) and len(view) > match.end() + 20 and not _is_agency(match["place"]):
        return Head(_city(match["place"]), None, None, None, 0, match.end(), sure=False)
    return None


def _latin(match: re.Match[str], view: str) -> Head | None:
    parts = match.groupdict()
    wire = parts.get("wire") or parts.get("wire2")
    printed = dates(parts.get("date") or parts.get("date2") or "")
    place = (parts.get("place") or "").strip(" ,")
    if not wire and not (place and printed):
        return None
    if (wire and not printed and not _is_agency(wire)) or (not wire and _is_agency(place)):
        return None
    if not wire and not place.isupper() and len(place.split()) > 3:
        return None
    return Head(
        _city(place) if place else None, printed[0] if printed else None, wire, None, match.start(), match.end()
    )


def _is_agency(wire: str) -> bool:
    return bool(
        re.search(
            r"wire|news|xinhua|kyodo|jiji|reuters|\bAP\b|\bAFP\b|\bECNS\b|\bCNS\b|media|asianet", wire, re.IGNORECASE
        )
    )


def _city(place: str) -> str:
    """The first place of several, set as a name: ``TOKYO, Japan`` is Tokyo."""
    first = re.split(r"\s*(?:,|/|;| and | AND | & )\s*", place.strip())[0].strip(" ,.")
    return first.title() if first.isupper() else first


def _chinese(match: re.Match[str]) -> Head:
    parts = match.groupdict()
    printed = dates(parts.get("date") or "")
    byline = None
    for name in ("reporters", "reporters2"):
        if parts.get(name):
            start, end = match.span(name)
            label = re.match(r"(?:[^\s]{0,8}?记者|[^\s]{0,8}?記者|作者)?[\s::]*", parts[name])
            byline = (start + (label.end() if label else 0), end)
            break
    return Head(parts.get("place") or None, printed[0] if printed else None, parts["wire"], byline, 0, match.end())


def _bracketed(match: re.Match[str]) -> Head | None:
    inside = match["inside"]
    agency = list(_INSIDE_AGENCY.finditer(inside))
    if not agency:
        return None
    printed = dates(inside)
    rest = inside.replace(agency[-1][0], " ")
    for one in printed:
        rest = rest.replace(inside[one.place[0] : one.place[1]], " ")
    day = None if printed else _DAY_ONLY.search(rest)
    rest = _DAY_ONLY.sub(" ", rest)
    byline = None
    if (
        found := re.search(rf"(?:記者|记者)?[\s=::]*([{HAN}]{{2,5}}(?:[、,・][{HAN}]{{2,5}})*)(?:記者|特派員)", rest)
    ) or (found := re.search(rf"(?:記者|记者)[\s=::]*([{HAN}]{{2,5}}(?:[、,・\s][{HAN}]{{2,5}})*)", rest)):
        start = inside.find(found[1])
        byline = (match.start("inside") + start, match.start("inside") + start + len(found[1]))
        rest = rest.replace(found[0], " ")
    if match["reporters"]:
        byline = match.span("reporters")
    words = [word for word in re.split(r"[\s=、,・/\-発]+", rest) if word]
    if any(len(word) > 10 for word in words) or len(words) > 4:
        return None
    head = Head(words[0] if words else None, printed[0] if printed else None, agency[-1][0], byline, 0, match.end())
    return replace(head, day=int(day[1])) if day else head
