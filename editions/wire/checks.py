"""What does not agree in a text, with itself or with what is known: warnings, never more than that.

The sentences are marked for translation and stay English here; whoever shows them translates and fills them in.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from datetime import date, timedelta

from . import sections
from .cleaning import Traced
from .dates import dates, weekday_words
from .knowledge import Knowledge, KnownEdition
from .numerals import HAN_NUMBER, NUMBER_WORD, ordinal, word_number
from .people import Misprint
from .plain import CJK, HAN, plain
from .reading import Caption, Dateline, Doubt, FoundDate, Reading, Span, gettext_noop
from .topic import forum_pattern, numbered

SITE_NAME = re.compile(
    r"\s+[-|_–—]\s+(?:Xinhua.*|[\w. ]{2,30}\.(?:cn|com|net|org|jp)\b.*|(?:[\u3400-\u9fff]{2,6}[网社]|[\w ]{2,20}News(?: Agency)?)(?:\s?[|-].{0,40})?)$"
)
_BRANDS = re.compile(
    r"(?:PR|Globe|Business)?(?:Newswire|NewsWire|AsiaNet|LinkedIn|YouTube|WeChat|TikTok|iPhone|eBay|FinTech|Fintech|DeepSeek|OpenAI|BioTech|PayPal|McDonald|MacArthur|McKinsey|DreamNews|EcoTech)"
)
_GLUED = re.compile(
    rf"(?<=[a-z0-9)”\"’'%])(?<![A-Z])[.!?](?=[“\"]?[A-Z][a-z]+(?:[ ,’'-]|$))|(?<=[a-z][.!?][”\"])(?=[A-Z][a-z]+ )|(?<=[a-z]),(?=[A-Z][a-z]+ [a-z])|(?<=[{CJK}])。(?=[,，、])"
)
_EVENT = re.compile(
    r"\b(?:open(?:ed|s)|kick(?:ed|s) off|beg(?:an|ins)|commence[ds]?|start(?:ed|s)|convene[ds]?|conclude[ds]?|close[ds]?|wrap(?:ped|s) up|was held|is being held|held|took place|end(?:ed|s))\b|开幕|開幕|闭幕|閉幕|举行|召开|開かれ|開催され|開催した|始まっ|始まり",
    re.IGNORECASE,
)
_OPENING = re.compile(r"\b(?:open(?:ed|s)|kick(?:ed|s) off|beg(?:an|ins)|commence[ds]?|start(?:ed|s))\b", re.IGNORECASE)
_WILL = re.compile(
    r"\bwill (?:be|open|take|kick|convene|start|begin)|\b(?:is|are) (?:to be|scheduled|set|due)\b|将(?:于|在)|予定|開催し(?:ます|ま)|upcoming",
    re.IGNORECASE,
)
_SENTENCE = re.compile(r"[^.!?。！？]*(?:\.(?=\d|[a-zA-Z]\.|\w)[^.!?。！？]*)*(?:[.!?。！？]+[\"”」』）)]*|$)")
_ABBREVIATION = re.compile(r"\b(Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept?|Oct|Nov|Dec|Mr|Ms|Mrs|Dr|Prof|St|No|vs|Inc|Ltd|Co)\.")
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
_SOMEBODY = re.compile(
    r"\b(?:a|an|one|the|two|three|some|several)? ?(?:guests?|speakers?|participants?|delegates?|attendees?|officials?|experts?|panelists?|scholars?|students?|representatives?|leaders?|moderator|man|woman)\b.{0,40}\b(?:speaks?|delivers?|poses?|pose|attends?|addresses?|shakes?|signs?|exchange|talks?|discuss|gives?|is seen|are seen)\b|(?:与会)?(?:嘉宾|代表|专家|学者|发言人|参会者|领导|官员)(?:们)?(?:在|合影|发言|致辞|出席|签署|握手)|(?:登壇者|参加者|出席者|パネリスト|関係者|代表者|専門家|講演者|来賓)(?:ら|たち)?(?:が|の|は|による)",
    re.IGNORECASE,
)
_LOST = re.compile(
    rf"(?<=[{HAN}])\?(?=[{HAN}、。,])|(?<=[{HAN}])[■〓□](?=[{HAN}、。]|\s|$)|\ufffd+|(?<!\d)(?:20\d\d)?(?:1[0-2]|[1-9])(?:[0-2]\d|3[01])日"
)
MOST = 150_000  # characters in which weekdays are looked for
_NO_END = {"Mr", "Ms", "Mrs", "Dr", "Prof", "St", "vs", "No", "Inc", "Ltd", "Co", "Gen", "Sen", "Jr", "Sr"}
_PAIRS = {"“": "”", "「": "」", "『": "』", "《": "》", "‘": "’", "【": "】"}
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


@dataclass(frozen=True, slots=True)
class Pieces:
    """The text in its parts: what a reading leaves out but a check looks at."""

    whole: Traced | None
    main: list[Traced]
    captions: list[Traced]
    boilerplate: list[Traced]
    glued_title: Span | None = None
    captions_name_somebody: frozenset[int] = field(default=frozenset())


@dataclass(frozen=True, slots=True)
class Facts:
    """What the text is compared with: its own dateline, edition and days."""

    knowledge: Knowledge
    edition: int | None = None
    dateline: Dateline | None = None
    published: FoundDate | None = None
    captions: tuple[Caption, ...] = ()

    @property
    def day(self) -> date | None:
        if self.dateline and self.dateline.date:
            return self.dateline.date
        return self.published.value if self.published else None

    @property
    def known(self) -> KnownEdition | None:
        return self.knowledge.edition(self.edition)

    @property
    def year(self) -> int | None:
        return self.day.year if self.day else self.known.year if self.known else None


def check_reading(reading: Reading, pieces: Pieces, knowledge: Knowledge, misprints: list[Misprint]) -> list[Doubt]:
    """Every warning about a text as received, in the order of its place."""
    facts = Facts(
        knowledge,
        reading.edition.number if reading.edition else None,
        reading.dateline,
        reading.published,
        reading.captions,
    )
    found = [*check_text(pieces, facts), *about_names(misprints)]
    if pieces.glued_title:
        found.append(
            Doubt(
                "glued-title",
                gettext_noop("The headline and the line below it stand together as one."),
                pieces.glued_title,
            )
        )
    for one in reading.chrome:
        if not sections.header(Traced(one.text, list(range(len(one.text) + 1)))):
            message = gettext_noop("“%(words)s” belongs to the page, not to the text.")
            found.append(Doubt("chrome", message, one.span, {"words": one.text[:80]}))
    if pieces.whole:
        found += _about_encoding(pieces.whole)
    for place, caption in enumerate(reading.captions):
        if (
            caption.text
            and _SOMEBODY.search(plain(caption.text))
            and not _is_named(caption.span, reading)
            and place not in pieces.captions_name_somebody
        ):
            found.append(Doubt("name", gettext_noop("The caption shows people and names nobody."), caption.span))
    return in_order(found)


def check_text(pieces: Pieces, facts: Facts) -> Iterator[Doubt]:
    """The checks that a text as received and a stored release have in common."""
    everything = [*pieces.main, *pieces.captions, *pieces.boilerplate]
    for part in [pieces.whole.part(0, MOST)] if pieces.whole else everything:
        yield from _weekdays(part, facts)
    for part in everything:
        yield from _glued(part)
        yield from _quotes(part)
        yield from _ordinals(part, facts)
        yield from _decades(part, facts, everything)
    yield from _datelines(facts)
    yield from _edition_days(pieces, facts)
    yield from _numbers(pieces.main, facts)


def in_order(found: list[Doubt]) -> list[Doubt]:
    """By place; the same thing is not said twice of one place."""
    seen: dict[tuple[str, Span], Doubt] = {}
    for one in found:
        seen.setdefault((one.code, one.span), one)
    return sorted(seen.values(), key=lambda one: (one.span, one.code))


def with_warnings(reading: Reading, warnings: list[Doubt]) -> Reading:
    return replace(reading, warnings=tuple(warnings))


def glued_title(text: str, forum: re.Pattern[str] | None) -> int | None:
    """Where a second line begins that was glued to a headline; None where it is one."""
    if forum:
        for match in forum.finditer(plain(text)):
            rest = text[match.end() :]
            if match.start() < 40 and re.match(r"[A-Z][a-z]+[ -]", rest):
                return match.end()
    brands = [match.span() for match in _BRANDS.finditer(text)]
    for match in re.finditer(r"(?<=[a-z]{3})(?=[A-Z][a-z]+[ ,’'-])", text):
        if any(start <= match.start() <= end for start, end in brands):
            continue
        before = re.search(r"[\w'-]+$", text[: match.start()])
        if before and len(before[0]) > 3 and before[0] not in {"Mac"} and match.start() > 8:
            return match.start()
    return None


def sentences(text: str) -> Iterator[tuple[int, int]]:
    """The places of the sentences; abbreviations do not end one."""
    view = _ABBREVIATION.sub(lambda match: match[1] + "_", text)
    start = 0
    for match in re.finditer(r"[.!?。！？]+[\"”」』）)]*(?=\s|$|[A-Z“\u3040-\u9fff])", view):
        yield start, match.end()
        start = match.end()
    if text[start:].strip():
        yield start, len(text)


def _weekdays(part: Traced, facts: Facts) -> Iterator[Doubt]:
    for one in dates(part.text):
        day = one.on(facts.year)
        if one.weekday is not None and day and day.weekday() != one.weekday:
            message = gettext_noop("%(day)s was not the day of the week that is printed.")
            yield Doubt("weekday", message, part.span(*one.place), {"day": day.isoformat()})


def _datelines(facts: Facts) -> Iterator[Doubt]:
    dateline = facts.dateline
    if not dateline or not dateline.date:
        return
    for caption in facts.captions:
        if caption.date and caption.date != dateline.date:
            message = gettext_noop("The caption is dated %(caption)s, the dateline %(dateline)s.")
            words = {"caption": caption.date.isoformat(), "dateline": dateline.date.isoformat()}
            yield Doubt("dateline-caption-date", message, caption.span, words)


def _edition_days(pieces: Pieces, facts: Facts) -> Iterator[Doubt]:
    known = facts.known
    if not known or not known.starts_on:
        return
    first, last = known.starts_on, known.ends_on or known.starts_on
    lead = pieces.main[:3]
    # A report from later days says when it was; then its own date claims nothing.
    claims = [part for part in lead if _EVENT.search(plain(part.text)) and not _WILL.search(plain(part.text))]
    claims = [] if any(dates(part.text) for part in claims) else claims
    words = {"number": str(known.number), "first": first.isoformat(), "last": last.isoformat()}
    dateline = facts.dateline
    message = gettext_noop("The text is dated %(day)s; edition %(number)s was held from %(first)s to %(last)s.")
    if (
        claims
        and dateline
        and dateline.date
        and dateline.date.year == known.year
        and not _within(dateline.date, first, last)
    ):
        yield Doubt("date-edition", message, dateline.span, words | {"day": dateline.date.isoformat()})
    message = gettext_noop("The caption is dated %(day)s; edition %(number)s was held from %(first)s to %(last)s.")
    for caption in facts.captions:
        if (
            caption.date
            and not _within(caption.date, first, last, 3)
            and _mentions(caption.text, known.number, facts.knowledge)
        ):
            yield Doubt("date-edition", message, caption.span, words | {"day": caption.date.isoformat()})
    message = gettext_noop("The text says %(day)s; edition %(number)s was held from %(first)s to %(last)s.")
    for part in pieces.main[:6]:
        for start, end in sentences(part.text):
            sentence = plain(part.text[start:end])
            if not _mentions(sentence, known.number, facts.knowledge) or not (
                _EVENT.search(sentence) or _WILL.search(sentence)
            ):
                continue
            for one in dates(sentence):
                day = one.on(known.year)
                ends = (
                    date(day.year, day.month, one.last)
                    if day and one.last and one.last >= day.day and one.last < 29
                    else day
                )
                if day and ends and (day > last + timedelta(1) or ends < first - timedelta(1)):
                    yield Doubt(
                        "date-edition",
                        message,
                        part.span(start + one.place[0], start + one.place[1]),
                        words | {"day": day.isoformat()},
                    )
    if not lead or not facts.day or abs((facts.day - first).days) > 7:
        return
    for part in lead:
        for start, end in sentences(part.text):
            sentence = part.text[start:end]
            if (
                not _OPENING.search(sentence)
                or not _mentions(plain(sentence), known.number, facts.knowledge)
                or dates(sentence)
            ):
                continue
            opening = _OPENING.search(sentence)
            after = opening.end() if opening else 0
            for weekday, place in list(weekday_words(sentence[after : after + 60]))[:1]:
                place = (after + place[0], after + place[1])
                if weekday != first.weekday():
                    message = gettext_noop("The weekday is not that of %(first)s, the first day of edition %(number)s.")
                    yield Doubt("weekday", message, part.span(start + place[0], start + place[1]), words)


def _within(day: date, first: date, last: date, slack: int = 1) -> bool:
    return first - timedelta(slack) <= day <= last + timedelta(slack)


def _mentions(text: str, number: int, knowledge: Knowledge) -> bool:
    return any(found == number for found, _place in numbered(plain(text), knowledge))


def _ordinals(part: Traced, facts: Facts) -> Iterator[Doubt]:
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
        happens = _EVENT.search(sentence) and not re.search(r"\b(?:since|after|previous|last year)\b", sentence)
        if (
            not printed
            and facts.day
            and facts.day.year != right
            and number == facts.edition
            and happens
            and not _WILL.search(sentence)
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


def _decades(part: Traced, facts: Facts, everything: list[Traced]) -> Iterator[Doubt]:
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
        found = _ANNIVERSARY.search(sentence)
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


def _founded_in(parts: list[Traced]) -> int | None:
    for part in reversed(parts):
        if match := _FOUNDED_IN.search(plain(part.text)):
            return int(match["a"] or match["b"])
    return None


def _glued(part: Traced) -> Iterator[Doubt]:
    for match in _GLUED.finditer(part.text):
        before = part.text[max(0, match.start() - 40) : match.start()].split(" ")[-1]
        after = part.text[match.end() : match.end() + 30].split(" ")[0]
        if (
            re.search(r"www|https?:|@|/|\.", before)
            or re.search(r"\.(?:com|cn|org|net|jp)\b|@", after)
            or len(before) < 2
            or before in _NO_END
        ):
            continue
        place = (max(0, match.start() - len(before)), match.end() + len(after))
        message = gettext_noop("Two sentences stand together without a space: %(words)s.")
        yield Doubt("glued-sentence", message, part.span(*place), {"words": part.text[place[0] : place[1]].rstrip(",")})


def _quotes(part: Traced) -> Iterator[Doubt]:
    text = part.text
    message = gettext_noop("A quotation mark has no partner.")
    for opening, closing in _PAIRS.items():
        if opening == "‘":
            continue
        depth: list[int] = []
        for match in re.finditer(f"[{opening}{closing}]", text):
            if match[0] == opening:
                depth.append(match.start())
            elif depth:
                depth.pop()
            else:
                yield Doubt("quotes", message, part.span(*match.span()))
        # A quotation that goes on in the next paragraph is closed there.
        for place in depth:
            if opening in "“「" and place == 0:
                continue
            yield Doubt("quotes", message, part.span(place, place + 1))
    marks = [match.start() for match in re.finditer(r"(?<!\d)[\"＂]|(?<=\d)[\"＂](?=[\s,.;)]|$)", text)]
    if len(marks) % 2 and not (len(marks) == 1 and marks[0] == 0):
        yield Doubt("quotes", message, part.span(marks[-1], marks[-1] + 1))


def _numbers(parts: list[Traced], facts: Facts) -> Iterator[Doubt]:
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
    yield from _days(parts, facts)


def _days(parts: list[Traced], facts: Facts) -> Iterator[Doubt]:
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


def about_names(misprints: list[Misprint]) -> Iterator[Doubt]:
    for one in misprints:
        message = gettext_noop("Printed “%(printed)s”; the name on record is “%(right)s”.")
        yield Doubt("name", message, one.part.span(*one.place), {"printed": one.printed, "right": one.right})


def _is_named(span: Span, reading: Reading) -> bool:
    caption = reading.received[span[0] : span[1]]
    return any(person.name in caption for person in reading.people) or bool(
        re.search(r"\b[A-Z][a-z]+ [A-Z][a-z]+ (?:\(|, )", caption)
    )


def _about_encoding(whole: Traced) -> Iterator[Doubt]:
    for _code, span in whole.notes[:20]:
        yield Doubt(
            "encoding", gettext_noop("These characters were read in a wrong encoding and have been put right."), span
        )
    for place, match in enumerate(_LOST.finditer(whole.text)):
        if place == 20:
            break
        message = gettext_noop("A character was lost here: %(words)s.")
        around = whole.text[max(0, match.start() - 6) : match.end() + 6].replace("\n", " ")
        yield Doubt("encoding", message, whole.span(*match.span()), {"words": around})
