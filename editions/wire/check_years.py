"""Editions against their years and hosts, decades and anniversaries against the calendar."""

import re
from collections.abc import Iterator

from .check_days import EVENT, WILL
from .cleaning import Traced
from .dates import dates
from .facts import Facts
from .knowledge import Knowledge, KnownEdition
from .numerals import HAN_NUMBER, NUMBER_WORD, ordinal
from .plain import plain, sentences
from .reading import Doubt, gettext_noop
from .topic import forum_pattern, numbered

_YEAR_NEAR = re.compile(
    r"^[”\"」』》]?\s?(?:[(,]\s?(?P<a>20\d\d)\s?[),]|(?:\s?(?:was |were |is )?(?:held|opened|took place|convened))?(?: in [A-Z]\w+)?,? (?:in|of) (?:\w+ )?(?P<b>20\d\d)\b)"
)
_YEAR_BEFORE = re.compile(
    r"(?P<a>20\d\d)年?(?:の|的|に开催の|に開催(?:された|した))?[,、]?\s?[“「]?$|\b[Ii]n (?P<b>20\d\d),? (?:at )?(?:the )?$"
)
_RANGE = re.compile(
    r"(?:decade|10 years|ten years|十年|10年)(?:間)?[,\s]*[(（]?\s*(?:from )?(?P<a>(?:19|20)\d\d)年?\s?(?:[-~至到]|to)\s?(?P<b>(?:19|20)\d\d)",
    re.IGNORECASE,
)
_SINCE = [
    re.compile(
        rf"(?P<n>{NUMBER_WORD}|\d{{1,3}}) (?P<u>decades?|years)\b(?:[^.;]{{0,60}}?)\b(?:since|from|after) (?:[a-z' ]{{0,40}}? )?(?:in )?(?P<y>(?:19|20)\d\d)\b",
        re.IGNORECASE,
    ),
    re.compile(
        rf"\b(?:since|established in|founded in|launched in|after) (?:[a-z' ]{{0,40}}? in )?(?P<y>(?:19|20)\d\d)\b(?:[^.;]{{0,80}}?)\b(?:for|over|past|last|spanning|through|in|after|of)\b(?: the| more than| over)?(?: past| last)? (?P<n>{NUMBER_WORD}|\d{{1,3}}) (?P<u>decades?|years)\b",
        re.IGNORECASE,
    ),
    re.compile(
        rf"(?P<y>(?:19|20)\d\d)年[^。；]{{0,24}}?(?:以来|以後|以降|至今)[^。；]{{0,16}}?(?P<n>\d{{1,3}}|{HAN_NUMBER}{{1,3}})(?P<u>多?年|周年)"
    ),
    re.compile(
        rf"(?:过去|走过|历经|経て|迎え)[^。；]{{0,6}}?(?P<n>\d{{1,3}}|{HAN_NUMBER}{{1,3}})(?P<u>多?年)[^。；]{{0,24}}?(?:自|从)(?P<y>(?:19|20)\d\d)年"
    ),
]
_ANNIVERSARY = re.compile(
    rf"(?P<n>\d{{1,3}})(?:st|nd|rd|th) anniversary|(?P<w>[a-z-]+) anniversary|(?P<h>\d{{1,3}}|{HAN_NUMBER}{{1,3}})\s?周年",
    re.IGNORECASE,
)
_FOUNDED_IN = re.compile(
    r"\b(?:established|founded|launched|created|initiated|inaugurated|started)\b[^.]{0,80}?\b(?P<a>(?:19|20)\d\d)\b|(?P<b>(?:19|20)\d\d)年[^。]{0,30}?(?:创办|创立|成立|创设|发起|設立|創設|発足|始ま|スタート)",
    re.IGNORECASE,
)


def check_ordinals(part: Traced, facts: Facts) -> Iterator[Doubt]:
    view = plain(part.text)
    knowledge = facts.knowledge
    for number, (start, end) in numbered(view, knowledge):
        known = knowledge.edition(number)
        right = known.year if known else knowledge.founded + number - 1 if knowledge.founded else None
        if right is None:
            continue
        words = {"number": str(number), "year": str(right)}
        near = _YEAR_NEAR.match(view[end : end + 60])
        before = _YEAR_BEFORE.search(view[max(0, start - 16) : start])
        printed = next(
            (int(match[name]) for match in (near, before) if match for name in ("a", "b") if match[name]), None
        )
        if printed and printed != right:
            message = gettext_noop("Edition %(number)s belongs to %(year)s, the text says %(printed)s.")
            yield Doubt("ordinal-year", message, part.span(start, end), words | {"printed": str(printed)})
        sentence_end = min(
            [place for place in (view.find(". ", end), view.find("。", end)) if place > 0], default=len(view)
        )
        sentence = view[start : min(sentence_end, end + 160)]
        happens = EVENT.search(sentence) and not re.search(r"\b(?:since|after|previous|last year)\b", sentence)
        if (
            not printed
            and facts.day
            and facts.day.year != right
            and number == facts.edition
            and happens
            and not WILL.search(sentence)
            and not any(one.year for one in dates(sentence))
        ):
            message = gettext_noop("Edition %(number)s belongs to %(year)s, the text is dated %(printed)s.")
            yield Doubt("ordinal-year", message, part.span(start, end), words | {"printed": str(facts.day.year)})
        if known and known.cities and (city := _host(sentence[end - start :], known, knowledge)):
            message = gettext_noop("Edition %(number)s was not held in %(city)s.")
            yield Doubt("ordinal-year", message, part.span(start, end), words | {"city": city})


def _host(after: str, known: KnownEdition, knowledge: Knowledge) -> str:
    """The city in which the sentence says it was held, where the edition was in another."""
    for city in knowledge.cities:
        if city in known.cities:
            continue
        place = re.escape(city)
        if re.search(
            rf"^[^.]{{0,60}}?\b(?:opened|opens|kicked off|kicks off|was held|held|will be held|be held|took place|concluded|closed|convened|began|wrapped up|ended|open) in {place}\b|^[^。]{{0,40}}?在{place}(?:市)?(?:开幕|闭幕|举行|召开|举办|落幕)|^[^。]{{0,40}}?{place}(?:都内)?(?:市)?で(?:開幕|開催|開かれ|閉幕|行われ|始ま)",
            after,
        ):
            return city
    return ""


def check_decades(part: Traced, facts: Facts, everything: list[Traced]) -> Iterator[Doubt]:
    view = plain(part.text)
    for match in _RANGE.finditer(view):
        years = int(match["b"]) - int(match["a"])
        if years not in (9, 10):
            message = gettext_noop("From %(first)s to %(last)s is not a decade.")
            yield Doubt("decade", message, part.span(*match.span()), {"first": match["a"], "last": match["b"]})
    if facts.year is None:
        return
    for pattern in _SINCE:
        for match in pattern.finditer(view):
            count = ordinal(match["n"])
            if not count:
                continue
            said = count * 10 if match["u"].casefold().startswith("decade") else count
            passed = facts.year - int(match["y"])
            if passed > 0 and abs(passed - said) > 1:
                message = gettext_noop("From %(first)s to %(last)s are %(passed)s years, the text says %(said)s.")
                words = {"first": match["y"], "last": str(facts.year), "passed": str(passed), "said": str(said)}
                yield Doubt("decade", message, part.span(*match.span()), words)
    founded = facts.knowledge.founded or _founded_in(everything)
    forum = forum_pattern(facts.knowledge)
    if not founded or not forum:
        return
    for start, end in sentences(view):
        sentence = view[start:end]
        found = next((one for one in _ANNIVERSARY.finditer(sentence) if not _of_ties(sentence, one.start())), None)
        if not found or not (named := forum.search(sentence)) or abs(named.start() - found.start()) > 60:
            continue
        if re.search(
            r"anniversary of (?!the (?:forum|founding|launch|establishment)|its\b)(?:the )?(?:normali[sz]ation|treaty|signing|diplomatic)|国交|邦交|条约|条約|treaty",
            sentence[found.start() : found.end() + 60],
            re.IGNORECASE,
        ):
            continue
        count = ordinal(found["n"] or found["w"] or found["h"])
        year = next((int(one) for one in re.findall(r"\b[Ii]n (20\d\d)\b", sentence)), facts.year)
        if count and year - founded != count:
            message = gettext_noop("From %(first)s to %(last)s are %(passed)s years, the text says %(said)s.")
            words = {"first": str(founded), "last": str(year), "passed": str(year - founded), "said": str(count)}
            yield Doubt("decade", message, part.span(start + found.start(), start + found.end()), words)


def _of_ties(sentence: str, place: int) -> bool:
    """Whether what stands right before counts the years of something other than the forum."""
    return bool(re.search(r"邦交|国交|条约|条約|正常化|建交|締結|缔结", sentence[max(0, place - 14) : place]))


def _founded_in(parts: list[Traced]) -> int | None:
    for part in reversed(parts):
        if match := _FOUNDED_IN.search(plain(part.text)):
            return int(match["a"] or match["b"])
    return None
