"""A text from beginning to end: each paragraph is told for what it is, and the reading put together."""

from dataclasses import dataclass, field
from datetime import date

from . import captions, checks, datelines, sections
from .blocks import blocks
from .chrome import COMMENT_FORM, RELATED, without_chrome
from .cleaning import Traced, clean
from .dates import PrintedDate, dates
from .decoding import decode
from .knowledge import Knowledge
from .language import language_of
from .names import Index
from .organisations import find_organisations
from .people import find_people
from .plain import ends_sentence, plain, width
from .reading import Caption, Dateline, Found, FoundDate, Reading
from .topic import find_edition, find_theme, forum_pattern

MAX_TITLE = 260  # columns
LONGEST = 150_000  # characters in which names are looked for and checks made; no release comes near it


@dataclass
class Sheet:
    """What has been told apart so far; texts are pieces of the cleaned text."""

    knowledge: Knowledge
    texts: list[Traced] = field(default_factory=list)
    captions: list[tuple[Traced | None, Traced | None, bool]] = field(default_factory=list)
    caption_after: list[int] = field(default_factory=list)
    boilerplate: list[tuple[Traced, bool]] = field(default_factory=list)
    contacts: list[Traced] = field(default_factory=list)
    chrome: list[Traced] = field(default_factory=list)
    subject: Traced | None = None
    source: Traced | None = None
    source_is_sure: bool = True
    byline: Traced | None = None
    published: tuple[PrintedDate, Traced] | None = None
    head: tuple[datelines.Head, Traced] | None = None
    story_from: int | None = None  # the index in texts at which the dateline's paragraph stands
    mode: str = "story"
    has_sentences: bool = False


def read(text: str | bytes, knowledge: Knowledge | None = None) -> Reading:
    """Everything found in the text; never fails, whatever the text."""
    knowledge = knowledge or Knowledge()
    received = decode(text)[0] if isinstance(text, bytes) else text
    traced = clean(received)
    sheet = Sheet(knowledge)
    for block in blocks(traced):
        _take(sheet, block)
    return _reading(sheet, received, traced)


def _take(sheet: Sheet, block: Traced) -> None:
    began = len(sheet.texts) > 0 or sheet.head is not None
    if sheet.mode == "form" and len(block.text) < 100:
        sheet.chrome.append(block)
        return
    if sheet.mode == "related" and not (len(block.text) > 160 and ends_sentence(block.text)):
        if not _starts_section(sheet, block):
            sheet.chrome.append(block)
            return
        sheet.mode = "story"
    if not sheet.head and not sheet.texts and (found := sections.header(block)):
        _take_header(sheet, block, *found)
        return
    if plain(block.text).casefold().startswith("news provided by") and len(block.text) < 30:
        sheet.chrome.append(block)
        sheet.mode = "provider"
        return
    if COMMENT_FORM.fullmatch(plain(block.text).strip()) and began:
        sheet.chrome.append(block)
        sheet.mode = "form"
        return
    if RELATED.fullmatch(plain(block.text).strip()) and began:
        sheet.chrome.append(block)
        sheet.mode = "related"
        return
    if found_source := sections.source_at_end(block):
        position, name, end = found_source
        if sheet.source is None or not sheet.source_is_sure:
            sheet.source, sheet.source_is_sure = block.part(*name), True
        if end < len(block.text):
            sheet.chrome.append(block.part(end, len(block.text)))
        block = block.part(0, position)
        if not block.text:
            sheet.mode = "story" if sheet.mode != "contacts" else sheet.mode
            return
    kept, removed = without_chrome(block)
    sheet.chrome += [one for one in removed if one.text]
    if kept is None:
        if sheet.mode == "contacts" and not sections.has_details(block.text):
            sheet.mode = "story"
        return
    block = kept
    if sections.is_greeting(block.text):
        sheet.chrome.append(block)
        return
    if sheet.mode == "provider":
        sheet.mode = "story"
        if len(block.text) < 120 and not ends_sentence(block.text):
            sheet.source = block
            return
    _sort(sheet, block)


def _take_header(sheet: Sheet, block: Traced, name: str, place: tuple[int, int]) -> None:
    value = block.part(*place)
    if name == "subject" and value.text and sheet.subject is None:
        start = sections.subject_start(value.text)
        sheet.subject = value.part(start, len(value.text))
        return
    if name == "date" and sheet.published is None and (found := dates(value.text)):
        sheet.published = (found[0], value)
    sheet.chrome.append(block)


def _starts_section(sheet: Sheet, block: Traced) -> bool:
    return sections.contact_start(block) is not None or sections.about_start(block, None) is not None


def _sort(sheet: Sheet, block: Traced) -> None:
    started = sheet.head is not None or sheet.has_sentences
    start = sections.contact_start(block)
    if start is not None and not (sheet.mode == "contacts" and start == len(block.text) and block.text[-1].isalpha()):
        sheet.mode = "contacts"
        if start < len(block.text):
            sheet.contacts.append(block.part(start, len(block.text)))
        return
    if sheet.mode == "contacts":
        if _goes_on_with_contacts(block):
            sheet.contacts.append(block)
            return
        sheet.mode = "story"
    if label := captions.find_label(block):
        _take_caption(sheet, block, label)
        return
    if place := sections.source_line(block):
        if sheet.source is None:
            sheet.source = block.part(*place)
        return
    head = datelines.find_head(block) if sheet.head is None else None
    if head and head.end == len(block.text) and sheet.texts and head.city is None:
        sheet.source = sheet.source or block.part(1, len(block.text) - 1)  # an agency at the end of its own story
        return
    if head:
        sheet.head = (head, block)
        sheet.story_from = len(sheet.texts)
        if head.byline:
            sheet.byline = block.part(*head.byline)
        block = block.part(head.end, len(block.text))
        if not block.text:
            return
        if sheet.mode == "boilerplate":
            sheet.mode = "story"
    elif (found := sections.meta(block)) and (not started or found.source or found.byline or len(block.text) < 40):
        _take_meta(sheet, block, found)
        return
    if started and (start := sections.about_start(block, forum_pattern(sheet.knowledge))) is not None:
        sheet.mode = "boilerplate"
        if start < len(block.text):
            sheet.boilerplate.append((block.part(start, len(block.text)), True))
        return
    if (bracketed := sections.source_in_brackets(block)) is not None:
        sheet.source = sheet.source or block.part(*bracketed[1])
        block = block.part(0, bracketed[0])
    if sheet.mode == "boilerplate":
        sheet.boilerplate.append((block, True))
        return
    if started and sections.has_details(block.text) and not _is_prose(block.text):
        sheet.contacts.append(block)
        return
    sheet.texts.append(block)
    sheet.has_sentences = sheet.has_sentences or ends_sentence(block.text)


def _is_prose(text: str) -> bool:
    return ends_sentence(text) and len(text) > 60


def _goes_on_with_contacts(block: Traced) -> bool:
    return (
        (sections.has_details(block.text) or len(block.text) < 90)
        and not _is_prose(block.text)
        and sections.about_start(block, None) is None
        and datelines.find_head(block) is None
    )


def _take_caption(sheet: Sheet, block: Traced, label: captions.Label) -> None:
    text = block.part(*label.text)
    credit = block.part(*label.credit) if label.credit else None
    if not text.text and not (credit and credit.text):
        sheet.texts.append(block)
        return
    if not text.text and credit:
        if sheet.captions and sheet.captions[-1][1] is None:
            before, _none, sure = sheet.captions[-1]
            sheet.captions[-1] = (before, credit, sure)
            return
        last = sheet.texts[-1] if sheet.texts else None
        first = 1 if sheet.story_from is None else sheet.story_from + 1
        # A credit on a line of its own belongs to the short line right above it.
        if last is not None and len(sheet.texts) > first and width(last.text) < 220 and _goes_with(last, block):
            sheet.texts.pop()
            sheet.captions.append((last, credit, False))
            return
    sheet.captions.append((text if text.text else None, credit, label.sure))


def _goes_with(line: Traced, credit: Traced) -> bool:
    near = credit.origin[0] - line.whole[1] <= 3
    return len(list(checks.sentences(line.text))) == 1 and (near or bool(dates(line.text)))


def _take_meta(sheet: Sheet, block: Traced, found: sections.Meta) -> None:
    if found.date and (sheet.published is None or sheet.published[0].year is None):
        sheet.published = (found.date, block)
    if found.source and sheet.source is None:
        sheet.source = block.part(*found.source)
        sheet.source_is_sure = False
    if found.byline and sheet.byline is None:
        sheet.byline = block.part(*found.byline)


def _reading(sheet: Sheet, received: str, traced: Traced) -> Reading:
    knowledge = sheet.knowledge
    titles, body = _split(sheet)
    titles = _without_houses(sheet, titles)
    language = language_of("\n".join(one.text for one in (body or titles or [traced])))
    headline, standfirst, glued = _titles(sheet, titles)
    body, tail = _boilerplate_at_end(body, knowledge)
    boilerplate = [*((one, False) for one in tail), *sheet.boilerplate]
    published = _published(sheet)
    main = [one for one in (headline, standfirst) if one] + body
    edition = find_edition(
        main or [one for one, _sure in boilerplate], knowledge, published.value if published else None
    )
    known = knowledge.edition(edition.number) if edition else None
    dateline = _dateline(sheet, published.value if published else None, known.year if known else None)
    labels = [_caption(one, dateline, published) for one in sheet.captions]
    theme = find_theme(main, knowledge, known)
    caption_texts = [text for text, _credit, _sure in sheet.captions if text]
    places = [*main, *caption_texts, *(one for one, _sure in boilerplate)]
    places, checked = _first(places), _first(main)
    organisations, taken, wrong_bodies = find_organisations(places, knowledge, language)
    people, wrong_names = find_people(places, knowledge, language, taken)
    reading = Reading(
        received=received,
        language=language,
        headline=_found(headline),
        standfirst=_found(standfirst),
        dateline=dateline,
        byline=_found(sheet.byline),
        published=published,
        source=_found(sheet.source, sheet.source_is_sure),
        edition=edition,
        theme=theme,
        body=tuple(Found(one.text, one.whole) for one in body),
        captions=tuple(labels),
        boilerplate=tuple(Found(one.text, one.whole, sure) for one, sure in boilerplate),
        contacts=tuple(Found(one.text, one.whole) for one in _contacts(sheet.contacts)),
        people=tuple(people),
        organisations=tuple(organisations),
        chrome=tuple(Found(one.text, one.whole) for one in sorted(sheet.chrome, key=lambda one: one.origin[0])),
    )
    pieces = checks.Pieces(traced, checked, _first(caption_texts), _first([one for one, _sure in boilerplate]), glued)
    warnings = checks.check_reading(reading, pieces, knowledge, [*wrong_names, *wrong_bodies])
    return checks.with_warnings(reading, warnings)


def _first(parts: list[Traced]) -> list[Traced]:
    kept: list[Traced] = []
    room = LONGEST
    for part in parts:
        if room <= 0:
            break
        kept.append(part if len(part.text) <= room else part.part(0, room))
        room -= len(part.text)
    return kept


def _split(sheet: Sheet) -> tuple[list[Traced], list[Traced]]:
    """Titles, and the paragraphs of the story."""
    if sheet.story_from is not None:
        return sheet.texts[: sheet.story_from], sheet.texts[sheet.story_from :]
    titles: list[Traced] = []
    for place, one in enumerate(sheet.texts):
        if (ends_sentence(one.text) and (len(one.text) > 60 or titles) and not _is_question(one, place)) or width(
            one.text
        ) > MAX_TITLE:
            break
        titles.append(one)
        if len(titles) == 2 or (sheet.subject and len(titles) == 2):
            break
    if len(titles) == len(sheet.texts) and len(titles) > 1 and not sheet.subject:
        return titles[:1], sheet.texts[1:]
    return titles, sheet.texts[len(titles) :]


def _without_houses(sheet: Sheet, titles: list[Traced]) -> list[Traced]:
    """Lines under the headline that are nothing but the name of a known house say who issued the text."""
    index = Index(sheet.knowledge.organisations)
    kept = titles[:1]
    for one in titles[1:]:
        found = index.find(one.text) if len(one.text) < 90 else []
        if found and sum(match.end - match.start for match in found) > 0.6 * len(one.text):
            if sheet.source is None:
                sheet.source, sheet.source_is_sure = one, False
            continue
        kept.append(one)
    return kept


def _is_question(one: Traced, place: int) -> bool:
    return place == 0 and one.text[-1] in "?？!！" and width(one.text) < 160


def _titles(sheet: Sheet, titles: list[Traced]) -> tuple[Traced | None, Traced | None, tuple[int, int] | None]:
    """Headline, standfirst, and the place at which one was glued to the other."""
    rest = list(titles)
    headline = rest.pop(0) if rest else None
    if sheet.subject is not None and sheet.subject.text:
        if headline is not None and plain(headline.text).casefold().strip(" .") != plain(
            sheet.subject.text
        ).casefold().strip(" ."):
            if sheet.subject.text.casefold() not in headline.text.casefold() and width(headline.text) > MAX_TITLE:
                rest.insert(0, headline)
                headline = sheet.subject
        elif headline is None:
            headline = sheet.subject
    if headline is None:
        return None, None, None
    if (site := checks.SITE_NAME.search(headline.text)) and site.start() > 8:
        sheet.chrome.append(headline.part(site.start(), len(headline.text)))
        headline = headline.part(0, site.start())
    glue = checks.glued_title(headline.text, forum_pattern(sheet.knowledge))
    if glue is not None:
        after = headline.part(glue, len(headline.text))
        place = headline.span(max(0, glue - 1), min(len(headline.text), glue + 1))
        return headline.part(0, glue), after, place
    rest = [one for one in rest if one.text != headline.text]
    standfirst = rest[0] if rest else None
    if len(rest) > 1:
        standfirst = max(rest, key=lambda one: width(one.text))
    return headline, standfirst, None


def _boilerplate_at_end(body: list[Traced], knowledge: Knowledge) -> tuple[list[Traced], list[Traced]]:
    if len(body) > 2 and sections.describes_itself(body[-1].text, forum_pattern(knowledge)):
        return body[:-1], body[-1:]
    return body, []


def _published(sheet: Sheet) -> FoundDate | None:
    if sheet.published is None:
        return None
    printed, block = sheet.published
    year = printed.year or (sheet.head[0].date.year if sheet.head and sheet.head[0].date else None)
    day = printed.on(year)
    return FoundDate(day, block.span(*printed.place), printed.year is not None) if day else None


def _dateline(sheet: Sheet, published: date | None, year: int | None) -> Dateline | None:
    if sheet.head is None:
        return None
    head, block = sheet.head
    day, sure = None, head.sure
    if head.date is not None:
        concluded = published.year if published else year
        if published and head.date.month == 12 and published.month == 1:
            concluded = published.year - 1
        day = head.date.on(concluded)
        sure = sure and head.date.year is not None
    return Dateline(head.city, day, head.wire, block.part(head.start, head.end).whole, sure)


def _caption(
    one: tuple[Traced | None, Traced | None, bool], dateline: Dateline | None, published: FoundDate | None
) -> Caption:
    text, credit, sure = one
    piece = text or credit
    assert piece is not None  # noqa: S101 - one of the two was found
    fallback = dateline.date.year if dateline and dateline.date else published.value.year if published else None
    printed = dates(text.text) if text else []
    day = next((found for entry in printed if (found := entry.on(fallback))), None)
    start = piece.origin[0]
    end = max(piece.whole[1], credit.whole[1] if credit else 0)
    return Caption(text.text if text else "", credit.text if credit else None, day, (start, end), sure)


def _contacts(found: list[Traced]) -> list[Traced]:
    return [one for one in found if one.text]


def _found(piece: Traced | None, sure: bool = True) -> Found | None:
    return Found(piece.text, piece.whole, sure) if piece is not None and piece.text else None
