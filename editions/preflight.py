"""A stored release looked over before it is published: each of its texts by itself, and the three against each other."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils.translation import get_language, gettext, pgettext_lazy
from django.utils.translation import gettext_lazy as _

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

_DAY = re.compile(r"\d{4}-\d\d-\d\d")
_KINDS = {
    "date": _("Date"),
    "ordinal": _("Ordinal"),
    "percent": _("Percentage"),
    "number": pgettext_lazy("in a text", "Number"),
    "speaker": _("Speaker"),
    "organisation": _("Organisation"),
}


@dataclass(frozen=True, slots=True)
class Remark:
    """A warning in one language, or a difference between several: never a reason not to publish.

    ``code`` is one of the reader's, or ``parity``; ``message`` with ``words`` makes the sentence, as in the reader;
    ``excerpts`` are what stands there, each with its language.
    """

    code: str
    languages: tuple[str, ...]
    message: str
    words: dict[str, str]
    excerpts: tuple[tuple[str, str], ...] = ()


def findings(release: PressRelease, knowledge: wire.Knowledge | None = None) -> list[Remark]:
    """Everything that does not agree in the release as its editors see it, texts that are held back included."""
    knowledge = knowledge or wire_knowledge.knowledge()
    held = drafts.held_fields([release]).get(release.pk, {}) if release.pk else {}
    texts = {language: _texts(release, language, held) for language in language_codes()}
    photos = _photos(release)
    found = [one for language, parts in texts.items() for one in _in_one(release, language, parts, photos, knowledge)]
    return [*found, *_between(texts, knowledge, release.dateline_date)]


def check(release: PressRelease, circumstances: Any) -> Iterator[Finding]:
    """The same for the publish gate: warnings, each gone past with a reason."""
    for one in findings(release, circumstances.knowledge()):
        yield from as_findings(one, release)


def as_findings(remark: Remark, release: PressRelease) -> Iterator[Finding]:
    """A remark as the gate knows it, once for each language it is about; the same one whichever language the desk speaks."""
    said = remark.message % remark.words  # not what stands around it: a word mended beside it raises no new question
    for language in remark.languages:
        yield Finding(
            code=remark.code,
            sentence=sentence(remark),
            language=language,
            item=("pressrelease", release.pk),
            field="body",
            role=roles.writing(language, release.original_language),
            about=said,
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
    release: PressRelease, language: str, parts: list[str], photos: list[Photo], knowledge: wire.Knowledge
) -> list[Remark]:
    if not any(parts):
        return []
    pieces = _one_after_the_other([part for part in parts if part])
    captions = _one_after_the_other([str(photo.text("caption", language)) for photo in photos], after=pieces[-1])
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
    remarks = [Remark(one.code, (language,), one.message, one.words) for one in doubts]
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


def _between(texts: dict[str, list[str]], knowledge: wire.Knowledge, day: date | None) -> list[Remark]:
    whole = {language: "\n\n".join(parts) for language, parts in texts.items()}
    message = gettext_noop("%(kind)s: %(value)s does not stand in every language.")
    return [
        Remark(
            "parity",
            one.missing,
            message,
            {"kind": one.kind, "value": _value(one, whole)},
            tuple((language, _around(whole[language], place)) for language, place in one.places.items()),
        )
        for one in parity.compare(whole, knowledge.speakers, knowledge.organisations)
        if not (one.kind == "date" and day and _is_day(_value(one, whole), day))
    ]


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


def _texts(release: PressRelease, language: str, held: dict[str, str]) -> list[str]:
    suffix = language.replace("-", "_")
    values = {name: held.get(f"{name}_{suffix}") or getattr(release, f"{name}_{suffix}") or "" for name in _FIELDS}
    lines = [values["headline"], values["standfirst"]]
    return lines + prose.paragraphs(values["body"]) + prose.paragraphs(values["boilerplate"])


_FIELDS = ("headline", "standfirst", "body", "boilerplate")


def _one_after_the_other(texts: list[str], after: Traced | None = None) -> list[Traced]:
    """Each text with places of its own, so that the same thing found in two of them is two things."""
    found, at = [], after.origin[-1] + 1 if after else 0
    for text in texts:
        found.append(Traced(text, list(range(at, at + len(text) + 1))))
        at += len(text) + 1
    return found
