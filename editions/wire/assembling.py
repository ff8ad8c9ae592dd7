"""A text from beginning to end: what was told apart is put together to a reading."""

import re
from datetime import date

from . import captions, checks, headlines, sections
from .blocks import MOST_SORTED, blocks
from .cleaning import Traced, clean
from .dates import dates, day_near
from .decoding import decode
from .facts import Pieces
from .knowledge import Knowledge
from .language import language_of
from .names import Index
from .organisations import find_organisations
from .people import find_people
from .plain import ends_sentence, plain, width
from .reading import Caption, Dateline, Found, FoundDate, Reading
from .sorting import Sheet, take
from .terms import misprinted
from .topic import find_edition, find_theme, forum_pattern

_LEGAL_FORM = re.compile(r"(?:特定非営利活動法人|(?:認定)?NPO法人|(?:一般|公益)(?:社団|財団)法人|株式会社)\s*")
MAX_TITLE = 260  # columns
LONGEST = 150_000  # characters in which names are looked for and checks made; no release comes near it


def read(text: str | bytes, knowledge: Knowledge | None = None) -> Reading:
    """Everything found in the text; never fails, whatever the text."""
    knowledge = knowledge or Knowledge()
    received = decode(text)[0] if isinstance(text, bytes) else text
    traced = clean(received)
    sheet = Sheet(knowledge)
    for place, block in enumerate(blocks(traced)):
        if place < MOST_SORTED:
            take(sheet, block)
        else:
            sheet.texts.append(block)
    return _reading(sheet, received, traced)


def _reading(sheet: Sheet, received: str, traced: Traced) -> Reading:
    knowledge = sheet.knowledge
    if sheet.letter and not sheet.has_sentences:
        sheet.texts = sheet.letter + sheet.texts  # nothing came after it: it was the text
        sheet.chrome = [one for one in sheet.chrome if one not in sheet.letter]
    _drop_masthead(sheet)
    titles, body = _split(sheet)
    titles = _without_houses(sheet, _without_letter(sheet, titles))
    body = _drop_signature(sheet, body)
    language = language_of("\n".join(one.text for one in (body or titles or [traced])))
    headline, standfirst, glued = _titles(sheet, titles)
    body, tail = _boilerplate_at_end(body, knowledge)
    boilerplate = [*((one, False) for one in tail), *sheet.boilerplate]
    published = _published(sheet)
    main = [one for one in (headline, standfirst) if one] + body
    edition = find_edition(
        _first(main or [one for one, _sure in boilerplate]), knowledge, published.value if published else None
    )
    known = knowledge.edition(edition.number) if edition else None
    dateline = _dateline(sheet, published.value if published else None, known.year if known else None)
    labels = [_caption(one, dateline, published) for one in sheet.captions]
    theme = find_theme(_first(main), knowledge, known)
    caption_texts = [text for text, _credit, _sure in sheet.captions if text]
    places = [*main, *caption_texts, *(one for one, _sure in boilerplate)]
    places, checked = _first(places), _first(main)
    organisations, taken, wrong_bodies = find_organisations(places, knowledge, language)
    people, wrong_names = find_people(places, knowledge, language, taken)
    wrong_names += misprinted(places, language, knowledge.terms)
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
    pieces = Pieces(traced, checked, _first(caption_texts), _first([one for one, _sure in boilerplate]), glued)
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
        if titles and sections.is_particular(one.text):
            break
        titles.append(one)
        if len(titles) == 2 or (sheet.subject and len(titles) == 2):
            break
    if len(titles) == len(sheet.texts) and len(titles) > 1 and not sheet.subject:
        return titles[:1], sheet.texts[1:]
    return titles, sheet.texts[len(titles) :]


def _drop_masthead(sheet: Sheet) -> None:
    """A first line that is nothing but the name of a house or a site stands over every page of it."""
    if len(sheet.texts) < 2 or sheet.story_from == 1 or len(sheet.texts[0].text) > 60:
        return
    first = sheet.texts[0]
    if not (_is_a_house(first.text, sheet.knowledge) or headlines.is_site(first.text)):
        return
    sheet.texts.pop(0)
    if sheet.story_from is not None:
        sheet.story_from -= 1
    if sheet.source is None:
        sheet.source, sheet.source_is_sure = first, False
    else:
        sheet.chrome.append(first)


def _without_letter(sheet: Sheet, titles: list[Traced]) -> list[Traced]:
    """A first line that ends with a colon hands over what follows; no headline does."""
    while len(titles) > 1 and titles[0].text[-1] in ":：":
        sheet.chrome.append(titles[0])
        titles = titles[1:]
    return titles


def _is_a_house(text: str, knowledge: Knowledge) -> bool:
    """Whether a line is nothing but the name of a known house, with its legal form or without."""
    found = Index(knowledge.organisations).find(text)
    form = _LEGAL_FORM.match(text)
    bare = len(text) - (form.end() if form and all(match.start >= form.end() for match in found) else 0)
    return sum(match.end - match.start for match in found) >= 0.7 * bare


def _drop_signature(sheet: Sheet, body: list[Traced]) -> list[Traced]:
    """A last line that is nothing but the name of a known house says who issued the text."""
    if len(body) < 2 or len(body[-1].text) > 60 or not _is_a_house(body[-1].text, sheet.knowledge):
        return body
    if sheet.source is None:
        sheet.source, sheet.source_is_sure = body[-1], False
    else:
        sheet.chrome.append(body[-1])
    return body[:-1]


def _without_houses(sheet: Sheet, titles: list[Traced]) -> list[Traced]:
    """Lines under the headline that are nothing but the name of a known house say who issued the text."""
    index = Index(sheet.knowledge.organisations)
    kept = titles[:1]
    for one in titles[1:]:
        found = index.find(one.text) if len(one.text) < 90 else []
        if found and sum(match.end - match.start for match in found) > 0.6 * len(one.text):
            if sheet.source is None:
                sheet.source, sheet.source_is_sure = one, False
            else:
                sheet.chrome.append(one)
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
        if headline is not sheet.subject:
            sheet.chrome.append(sheet.subject)
    if headline is None:
        return None, None, None
    if sign := headlines.SIGNS.match(headline.text):
        headline = headline.part(sign.end(), len(headline.text))
    if (site := headlines.SITE_NAME.search(headline.text)) and site.start() > 8:
        sheet.chrome.append(headline.part(site.start(), len(headline.text)))
        headline = headline.part(0, site.start())
    glue = headlines.glued_title(headline.text, forum_pattern(sheet.knowledge))
    if glue is not None:
        after = headline.part(glue, len(headline.text))
        place = headline.span(max(0, glue - 1), min(len(headline.text), glue + 1))
        return headline.part(0, glue), after, place
    rest = [one for one in rest if one.text != headline.text]
    standfirst = rest[0] if rest else None
    if len(rest) > 1:
        standfirst = max(rest, key=lambda one: width(one.text))
    sheet.chrome += [one for one in rest if one is not standfirst]
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
    elif head.day and published:
        day, sure = day_near(head.day, published), False
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
    if day is None and text and (own := published.value if published else dateline and dateline.date):
        day = captions.day_alone(text.text, own)
    start = piece.origin[0]
    end = max(piece.whole[1], credit.whole[1] if credit else 0)
    return Caption(text.text if text else "", credit.text if credit else None, day, (start, end), sure)


def _contacts(found: list[Traced]) -> list[Traced]:
    return [one for one in found if one.text]


def _found(piece: Traced | None, sure: bool = True) -> Found | None:
    return Found(piece.text, piece.whole, sure) if piece is not None and piece.text else None
