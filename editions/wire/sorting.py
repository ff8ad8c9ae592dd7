"""Each paragraph told for what it is: story, caption, contact, boilerplate, source, chrome."""

import re
from dataclasses import dataclass, field

from editions.folding import one_form

from . import captions, datelines, letters, sections
from .chrome import COMMENT_FORM, RELATED, is_kicker, is_top_menu, without_chrome
from .cleaning import Traced
from .dates import PrintedDate, dates
from .knowledge import Knowledge
from .plain import ends_sentence, plain, sentences, width
from .topic import forum_pattern

_TITLED = re.compile("题[:：]\\s*")  # how agencies give the title of a longer piece
_AGENCY = re.compile(
    r"[=(（]*(?:kyodo(?: news)?|xinhua(?: news agency)?|jiji(?: press)?|reuters|afp|共同(?:通信社?)?|时事(?:通信社?)?|新华社|中新社)[=)）]*",
    re.IGNORECASE,
)
_WHEN = re.compile(r"[^\w]?(?:日時|日程|会期|開催日時?|时间|日期|date|dates|when|time)\s*[:：]", re.IGNORECASE)


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
    letter: list[Traced] = field(default_factory=list)  # what was taken for one that came with the text
    subject: Traced | None = None
    source: Traced | None = None
    source_is_sure: bool = True
    byline: Traced | None = None
    published: tuple[PrintedDate, Traced] | None = None
    head: tuple[datelines.Head, Traced] | None = None
    story_from: int | None = None  # the index in texts at which the dateline's paragraph stands
    mode: str = "story"
    has_sentences: bool = False
    is_over: bool = False  # the line that says who issued the text has come: what follows is the page's


def take(sheet: Sheet, block: Traced) -> None:
    began = len(sheet.texts) > 0 or sheet.head is not None
    if sheet.mode == "form" and len(block.text) < 100:
        sheet.chrome.append(block)
        return
    if sheet.mode == "related" and not (len(block.text) > 160 and ends_sentence(block.text)):
        if not _starts_section(sheet, block):
            sheet.chrome.append(block)
            return
        sheet.mode = "story"
    if not sheet.head and not sheet.texts and (found := letters.header(block)):
        _take_header(sheet, block, *found)
        return
    if plain(block.text).casefold().startswith("news provided by") and len(block.text) < 30:
        sheet.chrome.append(block)
        sheet.mode = "provider"
        return
    view = one_form(plain(block.text)).strip() if len(block.text) < 100 else ""
    if COMMENT_FORM.fullmatch(view) and began:
        sheet.chrome.append(block)
        sheet.mode = "form"
        return
    if RELATED.fullmatch(view) and began:
        sheet.chrome.append(block)
        sheet.mode = "related"
        return
    was_over = sheet.is_over
    if found_source := sections.source_at_end(block):
        position, name, end = found_source
        sheet.is_over = sheet.has_sentences
        if sheet.source is None or not sheet.source_is_sure:
            sheet.source, sheet.source_is_sure = block.part(*name), True
        if end < len(block.text):
            sheet.chrome.append(block.part(end, len(block.text)))
        block = block.part(0, position)
        if not block.text:
            sheet.mode = "story" if sheet.mode != "contacts" else sheet.mode
            return
    if plain(block.text).strip() == "--" and sheet.has_sentences:
        sheet.is_over = True  # a mail's signature follows
    kept, removed = without_chrome(block)
    sheet.chrome += [one for one in removed if one.text]
    if kept is None:
        if sheet.mode == "contacts" and not sections.has_details(block.text):
            sheet.mode = "story"
        return
    block = kept
    if sheet.head is None and not sheet.has_sentences and (is_kicker(block.text) or is_top_menu(block.text)):
        sheet.chrome.append(block)
        return
    if letters.is_closing(block.text):
        if sheet.head is None and not sheet.boilerplate:
            _take_letter(sheet)
        elif sheet.has_sentences:
            sheet.is_over, sheet.mode = True, "story"  # whoever sent it signs below
    if letters.is_greeting(block.text):
        sheet.chrome.append(block)
        return
    if sheet.mode == "signature":
        sheet.mode = "story"
        if len(block.text) < 60 and not ends_sentence(block.text):
            sheet.chrome.append(block)
            return
    if was_over and sheet.mode != "contacts" and not _is_afterwards(sheet, block):
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
        start = letters.subject_start(value.text)
        sheet.subject = value.part(start, len(value.text))
        return
    if name == "date" and sheet.published is None and (found := dates(value.text)):
        sheet.published = (found[0], value)
    sheet.chrome.append(block)


def _take_letter(sheet: Sheet) -> None:
    """What was read so far is the letter that came with the text, if it is short; a signature follows."""
    if len(sheet.texts) <= 3 and all(len(one.text) < 240 for one in sheet.texts):
        sheet.chrome += sheet.texts
        sheet.letter = sheet.texts[:]
        sheet.texts.clear()
        sheet.has_sentences = False
        sheet.mode = "signature"


def _is_afterwards(sheet: Sheet, block: Traced) -> bool:
    """Whether something below the end belongs to the text: a caption, a contact, a whole paragraph."""
    return (
        _starts_section(sheet, block)
        or captions.find_label(block) is not None
        or sections.has_details(block.text)
        or sheet.mode == "boilerplate"
        or (len(block.text) > 160 and ends_sentence(block.text))
    )


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
        if sheet.source is None or not sheet.source_is_sure:
            sheet.source, sheet.source_is_sure = block.part(*place), True
        sheet.is_over = sheet.is_over or (sheet.head is not None and sheet.has_sentences)
        return
    head = datelines.find_head(block) if sheet.head is None else None
    if head and head.end == len(block.text) and sheet.texts and head.date is None and head.wire:
        # An agency, perhaps with a place, at the end of its own story.
        start = block.text.rfind(head.wire)
        sheet.source = sheet.source or (block.part(start, start + len(head.wire)) if start >= 0 else block)
        sheet.head = (head, block) if head.city and sheet.has_sentences else None
        return
    if head:
        sheet.head = (head, block)
        sheet.story_from = len(sheet.texts)
        if head.byline:
            sheet.byline = block.part(*head.byline)
        block = block.part(head.end, len(block.text))
        if not block.text:
            return
        if (titled := _TITLED.match(block.text)) and not ends_sentence(block.text) and len(block.text) < 80:
            sheet.texts.append(block.part(titled.end(), len(block.text)))
            sheet.story_from += 1
            return
        if sheet.mode == "boilerplate":
            sheet.mode = "story"
    elif (found := sections.meta(block)) and (
        not started or found.source or found.byline or (len(block.text) < 40 and not _says_when(sheet, block))
    ):
        _take_meta(sheet, block, found)
        return
    if started and (start := sections.about_start(block, forum_pattern(sheet.knowledge))) is not None:
        sheet.mode = "boilerplate"
        if start < len(block.text):
            sheet.boilerplate.append((block.part(start, len(block.text)), True))
        return
    if sheet.has_sentences and _AGENCY.fullmatch(one_form(plain(block.text))):
        sheet.source = sheet.source or block.part(0, len(block.text))
        sheet.is_over = True
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


def _says_when(sheet: Sheet, block: Traced) -> bool:
    """Whether a line below the beginning says when something takes place, not when the text came out."""
    return sheet.published is not None and bool(_WHEN.match(plain(block.text)))


def _is_prose(text: str) -> bool:
    return ends_sentence(text) and len(text) > 60


def _goes_on_with_contacts(block: Traced) -> bool:
    return (
        (sections.has_details(block.text) or len(block.text) < 90)
        and not _is_prose(block.text)
        and sections.about_start(block, None) is None
        and sections.source_line(block) is None
        and datelines.find_head(block) is None
    )


def _take_caption(sheet: Sheet, block: Traced, label: captions.Label) -> None:
    text = block.part(*label.text)
    credit = block.part(*label.credit) if label.credit else None
    if not text.text and not (credit and credit.text):
        sheet.texts.append(block)
        return
    if text.text and (head := datelines.find_head(text)) and head.wire:
        # The captions of a story in pictures have a dateline each.
        if sheet.head is None:
            sheet.head, sheet.story_from = (head, text), len(sheet.texts)
        text = text.part(head.end, len(text.text))
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
    return len(list(sentences(line.text))) == 1 and (near or bool(dates(line.text)))


def _take_meta(sheet: Sheet, block: Traced, found: sections.Meta) -> None:
    if found.date and (sheet.published is None or sheet.published[0].year is None):
        sheet.published = (found.date, block)
    if found.source and sheet.source is None:
        sheet.source = block.part(*found.source)
        sheet.source_is_sure = False
    if found.byline and sheet.byline is None:
        sheet.byline = block.part(*found.byline)
