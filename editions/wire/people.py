"""Who is named in a text, with the title printed beside the name."""

import re
from dataclasses import dataclass

from editions.folding import one_form

from .cleaning import Traced
from .dates import MONTHS, WEEKDAYS
from .knowledge import Knowledge
from .names import Index, Match, misprint_of
from .plain import CJK, HAN, Taken, plain
from .reading import Person
from .titles import HAS_TITLE, TITLE_WORD, TITLES_ZH, title_of

_NAME = r"(?P<name>[A-Z][a-z'’]+(?:-[A-Za-z][a-z]+)?(?: [A-Z]\.)?(?: (?:[A-Z][a-z'’]+|[A-Z]{2,12})(?:-[A-Za-z][a-z]+)?){1,2})"
_SAID = r"(?:said|says|noted|stressed|told|highlighted|emphasi[sz]ed|pointed out|added|delivered|urged|argued|praised|remarked|stated|observed|moderated|explained)"
_UNKNOWN = [
    re.compile(rf"(?<![\w.-]){_NAME}(?=,\s+(?:an? |the |then[- ]|former |also )?(?:[\w'’.-]+ ){{0,5}}?{TITLE_WORD}\b)"),
    re.compile(
        rf"\b(?:{TITLE_WORD}|Mr\.?|Ms\.?|Mrs\.?|Dr\.?|Prof\.?)\s+{_NAME.replace('(?P<name>', '(?P<name>(?-i:').replace('{1,2})', '{1,2}))')}",
        re.IGNORECASE,
    ),
    re.compile(rf"(?<![\w.-]){_NAME}(?= {_SAID}\b)"),
    re.compile(rf"(?<![\w.-]){_NAME}(?=\s*[(（][{CJK}・·\s]{{2,12}}[)）])"),
]
_NOT_NAMES = frozenset(
    [
        "the",
        "this",
        "that",
        "these",
        "those",
        "forum",
        "institute",
        "ministry",
        "university",
        "council",
        "group",
        "office",
        "center",
        "centre",
        "committee",
        "association",
        "foundation",
        "agency",
        "bureau",
        "department",
        "academy",
        "corporation",
        "company",
        "international",
        "national",
        "global",
        "foreign",
        "prime",
        "general",
        "central",
        "republic",
        "party",
        "state",
        "news",
        "daily",
        "times",
        "press",
        "network",
        "north",
        "south",
        "east",
        "west",
        "united",
        "asia",
        "asian",
        "european",
        "union",
        "world",
        "bank",
        *WEEKDAYS,
        *MONTHS,
        "opening",
        "closing",
        "ceremony",
        "keynote",
        "plenary",
        "session",
        "dialogue",
        "cooperation",
        "framework",
        "agreement",
        "declaration",
        "consensus",
        "joint",
        "statement",
        "media",
        "security",
        "economic",
        "digital",
        "economy",
        "youth",
        "political",
        "diplomacy",
        "people's",
        "relations",
        "policy",
        "affairs",
        "research",
        "development",
        "communications",
        "communication",
        "publishing",
        "industry",
        "chamber",
        "federation",
        "society",
        "strategic",
        "studies",
        "school",
        "college",
        "treaty",
        "peace",
        "order",
        "hotel",
        "tower",
        "hall",
        "house",
        "post",
        "review",
        "journal",
        "magazine",
        "survey",
        "poll",
        "public",
        "opinion",
        "npo",
        "executive",
        "new",
        "year",
        "professor",
        "president",
        "chairman",
        "director",
        "minister",
        "ambassador",
        "secretary",
        "but",
        "and",
        "for",
        "with",
        "from",
        "over",
        "about",
        "during",
        "following",
        "speaking",
        "according",
    ]
)
_NATIVE = re.compile(rf"\s*[(（]\s*(?P<native>[{CJK}・·\s]{{2,12}})\s*[)）]")
_SURNAMES = "王李张刘陈杨赵黄周吴徐孙胡朱高林何郭马罗梁宋郑谢韩唐冯于董萧程曹袁邓许傅沈曾彭吕苏卢蒋蔡贾丁魏薛叶阎余潘杜戴夏钟汪田任姜范方石姚谭廖邹熊金陆郝孔白崔康毛邱秦江史顾侯邵孟龙万段雷钱汤尹黎易常武乔贺赖龚文莫"
_UNKNOWN_ZH = re.compile(
    rf"(?:{TITLES_ZH})(?P<name>[{_SURNAMES}][{HAN}]{{1,2}}?|[{HAN}]{{4}}?)(?=[，,、。；;（(]|在|表示|说|指出|致辞|发表|认为|强调|出席|介绍|主持|主张|透露|呼吁|和|与|及|等|就|对|向|宣布)"
)
_UNKNOWN_JA = re.compile(
    rf"(?:の|、|。|・|^|」|\s|と|（)(?P<name>[{HAN}]{{2,3}}[\s　]?[{HAN}ァ-ヶー]{{1,3}}|[ァ-ヶー]{{2,8}}[・＝][ァ-ヶー・＝]{{2,12}})(?=(?:氏|さん)(?:[はがのをもとへに、。」（(]|ら|から|$))"
)


@dataclass(frozen=True, slots=True)
class Misprint:
    printed: str
    right: str
    part: Traced
    place: tuple[int, int]


def find_people(
    parts: list[Traced], knowledge: Knowledge, language: str, taken: list[list[tuple[int, int]]]
) -> tuple[list[Person], list[Misprint]]:
    """Everybody once, at the first mention that has a title, else at the first; and names printed wrongly.

    ``taken`` lists for each part the places that are names of something else.
    """
    index = knowledge.speakers
    order: list[str] = []
    people: dict[str, Person] = {}
    misprints: dict[str, Misprint] = {}
    for part, places in zip(parts, taken, strict=True):
        known = index.find(part.text)
        candidates: list[tuple[int, int, Match | None]] = [(match.start, match.end, match) for match in known]
        here = Taken([*places, *((match.start, match.end) for match in known)])
        for start, end in _unknown(part.text, language):
            if not here.overlaps(start, end):
                here.add(start, end)
                candidates.append((start, end, None))
        for start, end, match in sorted(candidates, key=lambda one: one[:2]):
            person, misprint = _person(part, start, end, match, index, language)
            if person is None:
                continue
            key = person.speaker or person.name
            if misprint:
                misprints.setdefault(key, misprint)
            if key not in people:
                order.append(key)
                people[key] = person
            elif people[key].title is None and person.title and people[key].name == person.name:
                people[key] = person
    return [people[key] for key in order], list(misprints.values())


def _person(
    part: Traced, start: int, end: int, match: Match | None, index: Index, language: str
) -> tuple[Person | None, Misprint | None]:
    text = part.text
    name = text[start:end]
    for ending in ("'s", "’s"):
        if name.endswith(ending):
            name, end = name.removesuffix(ending), end - 2
    native = _NATIVE.match(text, end)
    title = title_of(text, start, end, language)
    printed_native = re.sub(r"\s", "", native["native"]) if native and not re.search(rf"[{CJK}]", name) else None
    misprint = None
    if match:
        right = misprint_of(match)
        if right:
            misprint = Misprint(name, right, part, (start, end))
        return Person(
            name, printed_native or match.known.native or None, title, match.known.slug, part.span(start, end), True
        ), misprint
    near = index.nearest(name)
    if near is None and printed_native and (found := index.find(printed_native)):
        return Person(name, printed_native, title, found[0].known.slug, part.span(start, end), False), None
    if near:
        misprint = Misprint(name, near[1], part, (start, end))
        return Person(
            name, printed_native or near[0].native or None, title, near[0].slug, part.span(start, end), False
        ), misprint
    return Person(name, printed_native, title, None, part.span(start, end), False), None


def _unknown(text: str, language: str) -> list[tuple[int, int]]:
    """Places of what looks like somebody's name."""
    if language == "zh-hans":
        return [match.span("name") for match in _UNKNOWN_ZH.finditer(one_form(plain(text)))]
    if language == "ja":
        return [match.span("name") for match in _UNKNOWN_JA.finditer(text)]
    found = []
    for pattern in _UNKNOWN:
        for match in pattern.finditer(text):
            words = re.split(r"[ -]", match["name"].casefold())
            if not any(word.strip(".'’") in _NOT_NAMES or HAS_TITLE.fullmatch(word) for word in words):
                found.append(match.span("name"))
    return found
