"""A stored release looked over before it is published: each of its texts by itself, and the three against each other."""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from itertools import accumulate, zip_longest
from typing import Any

from django.utils.translation import get_language, gettext, pgettext_lazy
from django.utils.translation import gettext_lazy as _
from modeltranslation.utils import build_localized_fieldname

from editions import drafts, parity, prose, wire, wire_knowledge, wording
from editions.findings import Finding
from editions.models import Photo, PressRelease, language_codes, roles
from editions.wire import checks
from editions.wire.cleaning import Traced
from editions.wire.dates import dates
from editions.wire.facts import Facts, Pieces
from editions.wire.organisations import find_organisations
from editions.wire.people import find_people
from editions.wire.reading import Doubt, gettext_noop
from editions.wire.terms import misprinted

_BREAK = "\n\n"
_DAY = re.compile(r"\d{4}-\d\d-\d\d")
_KINDS = {
    "date": _("Date"),
    "ordinal": _("Ordinal"),
    "percent": _("Percentage"),
    "number": pgettext_lazy("in a text", "Number"),
    "speaker": _("Speaker"),
    "organisation": _("Organisation"),
}


Place = tuple[tuple[str, int], str]  # model and key of an item, and a column of it
Parts = list[tuple[str, str]]  # a field, and a text or a paragraph of it


@dataclass(frozen=True, slots=True)
class Remark:
    """A warning in one language, or a difference between several: never a reason not to publish.

    ``code`` is one of the reader's, or ``parity``; ``message`` with ``words`` makes the sentence, as in the reader;
    ``excerpts`` are what stands there, each with its language; ``places`` is where each of the ``languages`` is mended.
    """

    code: str
    languages: tuple[str, ...]
    message: str
    words: dict[str, str]
    excerpts: tuple[tuple[str, str], ...] = ()
    places: tuple[Place, ...] = field(default=(), compare=False)


def findings(release: PressRelease, knowledge: wire.Knowledge | None = None) -> list[Remark]:
    """Everything that does not agree in the release as its editors see it, texts that are held back included."""
    knowledge = knowledge or wire_knowledge.knowledge()
    held = drafts.held_fields([release]).get(release.pk, {}) if release.pk else {}
    texts = {language: _texts(release, language, held) for language in language_codes()}
    photos = _photos(release)
    found = [one for language, parts in texts.items() for one in _in_one(release, language, parts, photos, knowledge)]
    return [*found, *_between(release, texts, knowledge)]


def check(release: PressRelease, circumstances: Any) -> Iterator[Finding]:
    """The same for the publish gate: warnings, each gone past with a reason."""
    for one in findings(release, circumstances.knowledge()):
        yield from as_findings(one, release)


def as_findings(remark: Remark, release: PressRelease) -> Iterator[Finding]:
    """A remark as the gate knows it, once for each language it is about; the same one whichever language the desk speaks."""
    said = remark.message % remark.words  # not what stands around it: a word mended beside it raises no new question
    for language, at in zip_longest(remark.languages, remark.places):
        yield Finding(
            code=remark.code,
            sentence=sentence(remark),
            language=language,
            item=("pressrelease", release.pk),
            field="body",
            role=roles.writing(language, release.original_language),
            about=said,
            stands_at=at,
        )


def sentence(remark: "Remark | Doubt") -> str:
    """What is remarked, in the editor's language, days written out."""
    asked = get_language() or ""
    words = {
        name: wording.day(date.fromisoformat(value), asked) if _DAY.fullmatch(value) else value
        for name, value in remark.words.items()
    }
    if remark.code == "parity":
        words["kind"] = str(_KINDS[words["kind"]])
    return gettext(remark.message) % words


def _in_one(
    release: PressRelease, language: str, parts: Parts, photos: list[Photo], knowledge: wire.Knowledge
) -> list[Remark]:
    written = [(name, text) for name, text in parts if text]
    if not written:
        return []
    pieces = _one_after_the_other([text for _name, text in written])
    shown = [photo.text("caption", language) for photo in photos]
    captions = _one_after_the_other([str(text) for text in shown], after=pieces[-1])
    places = [_place(release, name, language) for name, _text in written]
    places += [_place(one, "caption", text.language or language) for one, text in zip(photos, shown, strict=True)]
    places.append(_place(release, "body", language))
    dateline = wire.Dateline(None, release.dateline_date, None, (0, 0)) if release.dateline_date else None
    facts = Facts(
        knowledge,
        release.edition.number if release.edition else None,
        dateline,
        None,
        tuple(_caption(photo, text) for photo, text in zip(photos, captions, strict=True)),
    )
    text = Pieces(None, pieces, captions, [])
    _organisations, taken, wrong_bodies = find_organisations(pieces, knowledge, language)
    _people, wrong_names = find_people(pieces, knowledge, language, taken)
    wrong_terms = misprinted(pieces, language, knowledge.terms)
    misprints = checks.about_names([*wrong_names, *wrong_bodies, *wrong_terms])
    named = frozenset(place for place, photo in enumerate(photos) if photo.speakers.all())
    named |= {place for place, text in enumerate(captions) if _names_somebody(text, knowledge, language)}
    doubts = checks.in_order([*checks.check_text(text, facts), *checks.check_release(text, named), *misprints])
    ends = [piece.origin[-1] for piece in (*pieces, *captions)]
    remarks = [
        Remark(one.code, (language,), one.message, one.words, places=(places[bisect_left(ends, one.span[0])],))
        for one in doubts
    ]
    # A name that is wrong in headline and text is wrong once.
    return [one for place, one in enumerate(remarks) if one.code != "name" or one not in remarks[:place]]


def _photos(release: PressRelease) -> list[Photo]:
    if not release.pk:
        return []
    rows = release.release_photos.select_related("photo").prefetch_related("photo__speakers")
    return [row.photo for row in rows]


def _caption(photo: Photo, text: Traced) -> wire.Caption:
    day = next((day for one in dates(text.text) if (day := one.on(one.year))), None)
    return wire.Caption(text.text, photo.credit, day, text.whole)


def _names_somebody(caption: Traced, knowledge: wire.Knowledge, language: str) -> bool:
    return bool(find_people([caption], knowledge, language, [[]])[0])


def _place(item: Any, name: str, language: str) -> Place:
    return (str(item._meta.model_name), item.pk), build_localized_fieldname(name, language)


def _between(release: PressRelease, texts: dict[str, Parts], knowledge: wire.Knowledge) -> list[Remark]:
    whole = {language: _BREAK.join(text for _name, text in parts) for language, parts in texts.items()}
    day, message = release.dateline_date, gettext_noop("%(kind)s: %(value)s does not stand in every language.")
    return [
        Remark(
            "parity",
            one.missing,
            message,
            {"kind": one.kind, "value": _value(one, whole)},
            tuple((language, _around(whole[language], place)) for language, place in one.places.items()),
            tuple(_place(release, _field_of(one, texts), language) for language in one.missing),
        )
        for one in parity.compare(whole, knowledge.speakers, knowledge.organisations)
        if not (one.kind == "date" and day and _is_day(_value(one, whole), day))
    ]


def _field_of(one: parity.Difference, texts: dict[str, Parts]) -> str:
    """The field in which it stands first: there the other languages would say it too."""
    language, (start, _end) = next(iter(one.places.items()))
    ends = list(accumulate(len(text) + len(_BREAK) for _name, text in texts[language]))
    return texts[language][bisect_right(ends, start)][0]


def _is_day(printed: str, day: date) -> bool:
    """Whether this is the day of the dateline, which stands over every language: one text may say it and another name the weekday."""
    return any(one.on(day.year) == day for one in dates(printed))


def _value(one: parity.Difference, whole: dict[str, str]) -> str:
    """As it is printed where it stands first."""
    language, (start, end) = next(iter(one.places.items()))
    return whole[language][start:end]


def _around(text: str, place: tuple[int, int]) -> str:
    start, end = max(0, place[0] - 20), min(len(text), place[1] + 20)
    return " ".join(text[start:end].split())


def _texts(release: PressRelease, language: str, held: dict[str, str]) -> Parts:
    """The lines and paragraphs of the release in one language, those that are held back too."""
    found = []
    for name in _FIELDS:
        column = build_localized_fieldname(name, language)
        text = held.get(column) or getattr(release, column) or ""
        is_prose = name in ("body", "boilerplate")
        found += [(name, part) for part in (prose.paragraphs(text) if is_prose else [text])]
    return found


_FIELDS = ("headline", "standfirst", "body", "boilerplate")


def _one_after_the_other(texts: list[str], after: Traced | None = None) -> list[Traced]:
    """Each text with places of its own, so that the same thing found in two of them is two things."""
    found, at = [], after.origin[-1] + 1 if after else 0
    for text in texts:
        found.append(Traced(text, list(range(at, at + len(text) + 1))))
        at += len(text) + 1
    return found
