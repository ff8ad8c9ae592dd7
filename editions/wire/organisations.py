"""Which organisations are named in a text: known ones under any of their names, and what looks like one."""

import re

from .cleaning import Traced
from .knowledge import Knowledge, KnownName
from .names import Index, misprint_of
from .people import Misprint
from .plain import CJK, HAN, Taken
from .reading import NamedOrganisation

_KIND = r"(?:University|Institute|Institution|Ministry|Council|Foundation|Association|Federation|Academy|Committee|Commission|Bureau|Administration|Agency|Corporation|Company|Group|Chamber|Society|Embassy|Center|Centre|Bank|College|School|Office|Press|Department|NPO|Union|Organization|Organisation|Co\., Ltd\.?|Inc\.|Ltd\.)"
_CAPITAL = r"[A-Z][\w’'&-]{0,60}"
_UNKNOWN = re.compile(
    rf"(?<![\w.])(?P<name>(?:{_CAPITAL} (?:(?:of|for|and|on|the) )*){{0,5}}{_KIND}(?: (?:of|for|on|and) (?:(?:the|of|and|for) )?{_CAPITAL}(?: (?:(?:of|and|for|the) )?{_CAPITAL}){{0,4}}| \([A-Z]{{2,8}}\)(?: (?:{_CAPITAL} ){{0,2}}{_KIND})?)*)(?![\w])"
)
_UNKNOWN_CJK = re.compile(
    rf"(?P<name>[{HAN}ァ-ヶー・A-Z]{{2,16}}?(?:大学|大學|研究所|研究院|研究会|研究センター|协会|協会|基金会|財団|学会|通信社|通讯社|新闻社|新聞社|出版社|有限公司|集团|グループ|株式会社|银行|銀行|联合会|連合会|委员会|委員会|機構|センター))(?![{HAN}])"
)
_CUT = re.compile(
    r"^.*[由和与及在是的对向为被将从等了、]|^(?:现任|原任|时任|元|前|来自|据|会见|出席|主办|合办|共同|今年|当天|日前)"
)
_FORUM_WORDS = re.compile(r"Forum|论坛|フォーラム")


def with_turned_names(known: KnownName) -> KnownName:
    """Also as ``Place's Council`` for ``Council of Place`` and as ``Group (ABC)`` for each."""
    names = list(known.names)
    for name in known.names:
        if match := re.fullmatch(r"(?:The )?(.+) (?:of|in) ([A-Z][\w ]+)", name):
            names += [f"{match[2]}'s {match[1]}", f"{match[2]} {match[1]}"]
        if match := re.fullmatch(r"(.+?) \((.+)\)", name):
            names += [match[1], match[2]]
        if name.startswith("The "):
            names.append(name.removeprefix("The "))
    return KnownName(known.slug, tuple(dict.fromkeys(names)), known.aliases, known.native, known.countries)


def find_organisations(
    parts: list[Traced], knowledge: Knowledge, language: str
) -> tuple[list[NamedOrganisation], list[list[tuple[int, int]]], list[Misprint]]:
    """Every organisation once, where it is first named; the places of all names for each part; misprints."""
    index = Index([with_turned_names(one) for one in knowledge.organisations])
    bare = {name: one.slug for one in knowledge.organisations for name in _without_place(one)}
    found: dict[str, NamedOrganisation] = {}
    places: list[list[tuple[int, int]]] = []
    misprints: dict[str, Misprint] = {}
    for part in parts:
        here: list[tuple[int, int]] = []
        for match in index.find(part.text):
            start, end = match.start, match.end
            if part.text[start:end].endswith(("'s", "’s")):
                end -= 2
            if part.text[max(0, start - 4) : start].casefold() == "the " and match.form.startswith("The "):
                start -= 4
            here.append((start, end))
            sure = not _of_another_country(part.text, start, match.known, knowledge)
            if not sure:
                continue
            # The scripts write the same house with characters of their own; that is no misprint.
            if part.text[start:end].isascii() and (right := misprint_of(match)):
                misprints.setdefault(match.known.slug, Misprint(part.text[start:end], right, part, (start, end)))
            found.setdefault(
                match.known.slug, NamedOrganisation(part.text[start:end], match.known.slug, part.span(start, end), sure)
            )
        known = Taken(here)
        for start, end in _unknown(part.text):
            if known.overlaps(start, end) or _FORUM_WORDS.search(part.text[start:end]):
                continue
            here.append((start, end))
            name = part.text[start:end]
            if slug := bare.get(name.casefold()):
                found.setdefault(slug, NamedOrganisation(name, slug, part.span(start, end), False))
                continue
            found.setdefault(name.casefold(), NamedOrganisation(name, None, part.span(start, end), False))
        places.append(here)
    return list(found.values()), places, list(misprints.values())


def _without_place(known: KnownName) -> list[str]:
    """``Council`` for ``Council of Place``: perhaps this one, perhaps that of another country."""
    found = [re.fullmatch(r"(?:The )?(.+ .+) (?:of|in) [A-Z][\w ]+", name) for name in known.names]
    return [match[1].casefold() for match in found if match]


def _unknown(text: str) -> list[tuple[int, int]]:
    found = []
    for match in _UNKNOWN.finditer(text):
        start, end = match.span("name")
        if article := re.match(r"(?:The|On|In|At|By|And|For|From|With|Of) ", match["name"]):
            start += article.end()
        if " " in text[start:end]:
            found.append((start, end))
    for match in _UNKNOWN_CJK.finditer(text):
        start, end = match.span("name")
        if cut := _CUT.match(match["name"][:-2]):
            start += cut.end()
        if end - start >= 4:
            found.append((start, end))
    return found


def _of_another_country(text: str, start: int, known: KnownName, knowledge: Knowledge) -> bool:
    """``Elsewhere's`` or the name of another country right before a name that does not carry its own."""
    if not known.countries:
        return False
    before = text[max(0, start - 24) : start]
    for country in knowledge.countries:
        if country in known.countries:
            continue
        if re.search(rf"{re.escape(country)}(?:['’]s )?\s?(?:的|の)?$", before):
            own = [one for one in known.countries if one in text[start : start + 40]]
            if not own or re.search(rf"[{CJK}]", country):
                return True
    return False
