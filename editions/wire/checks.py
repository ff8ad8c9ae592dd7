"""What does not agree in a text, with itself or with what is known: warnings, never more than that.

The sentences are marked for translation and stay English here; whoever shows them translates and fills them in.
"""

import re
from collections.abc import Iterator
from dataclasses import replace

from . import letters
from .check_days import check_days, check_weekdays
from .check_numbers import check_numbers
from .check_signs import check_encoding, check_glued, check_quotes
from .check_years import check_decades, check_ordinals
from .chrome import without_chrome
from .cleaning import Traced
from .facts import Facts, Pieces
from .knowledge import Knowledge
from .people import Misprint
from .plain import plain
from .reading import Doubt, Reading, Span, gettext_noop

_SOMEBODY = re.compile(
    r"\b(?:a|an|one|the|two|three|some|several)? ?(?:guests?|speakers?|participants?|delegates?|attendees?|officials?|experts?|panelists?|scholars?|students?|representatives?|leaders?|moderator|man|woman)\b.{0,40}\b(?:speaks?|delivers?|poses?|pose|attends?|addresses?|shakes?|signs?|exchange|talks?|discuss|gives?|is seen|are seen)\b|(?:与会)?(?:嘉宾|代表|专家|学者|发言人|参会者|领导|官员)(?:们)?(?:在|合影|发言|致辞|出席|签署|握手)|(?:登壇者|参加者|出席者|パネリスト|関係者|代表者|専門家|講演者|来賓)(?:ら|たち)?(?:が|の|は|による)",
    re.IGNORECASE,
)
MOST = 150_000  # characters in which weekdays are looked for


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
        if not letters.header(Traced(one.text, list(range(len(one.text) + 1)))):
            found.append(_of_the_page(one.text, one.span))
    if pieces.whole:
        found += check_encoding(pieces.whole)
    for place, caption in enumerate(reading.captions):
        if (
            shows_somebody(caption.text)
            and not _is_named(caption.span, reading)
            and place not in pieces.captions_name_somebody
        ):
            found.append(_names_nobody(caption.span))
    return in_order(found)


def check_release(pieces: Pieces, named: frozenset[int]) -> Iterator[Doubt]:
    """What is asked of a stored release besides: chrome that stayed in its texts, captions that name nobody of those they show.

    ``named`` are the places of the captions whose photographs say who is on them.
    """
    for part in [*pieces.main, *pieces.boilerplate]:
        for removed in without_chrome(part)[1]:
            yield _of_the_page(removed.text, removed.whole)
    for place, caption in enumerate(pieces.captions):
        if shows_somebody(caption.text) and place not in named:
            yield _names_nobody(caption.whole)


def shows_somebody(caption: str) -> bool:
    return bool(caption and _SOMEBODY.search(plain(caption)))


def _of_the_page(words: str, span: Span) -> Doubt:
    return Doubt(
        "chrome", gettext_noop("“%(words)s” belongs to the page, not to the text."), span, {"words": words[:80]}
    )


def _names_nobody(span: Span) -> Doubt:
    return Doubt("name", gettext_noop("The caption shows people and names nobody."), span)


def check_text(pieces: Pieces, facts: Facts) -> Iterator[Doubt]:
    """The checks that a text as received and a stored release have in common."""
    everything = [*pieces.main, *pieces.captions, *pieces.boilerplate]
    for part in [pieces.whole.part(0, MOST)] if pieces.whole else everything:
        yield from check_weekdays(part, facts)
    for part in everything:
        yield from check_glued(part)
        yield from check_quotes(part)
        yield from check_ordinals(part, facts)
        yield from check_decades(part, facts, everything)
    yield from check_days(pieces, facts)
    yield from check_numbers(pieces.main)


def in_order(found: list[Doubt]) -> list[Doubt]:
    """By place; the same thing is not said twice of one place."""
    seen: dict[tuple[str, Span], Doubt] = {}
    for one in found:
        seen.setdefault((one.code, one.span), one)
    return sorted(seen.values(), key=lambda one: (one.span, one.code))


def with_warnings(reading: Reading, warnings: list[Doubt]) -> Reading:
    return replace(reading, warnings=tuple(warnings))


def about_names(misprints: list[Misprint]) -> Iterator[Doubt]:
    for one in misprints:
        message = gettext_noop("Printed “%(printed)s”; the name on record is “%(right)s”.")
        yield Doubt("name", message, one.part.span(*one.place), {"printed": one.printed, "right": one.right})


def _is_named(span: Span, reading: Reading) -> bool:
    caption = reading.received[span[0] : span[1]]
    return any(person.name in caption for person in reading.people) or bool(
        re.search(r"\b[A-Z][a-z]+ [A-Z][a-z]+ (?:\(|, )", caption)
    )
