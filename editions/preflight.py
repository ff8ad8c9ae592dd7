"""A stored release looked over before it is published: each of its texts by itself, and the three against each other."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from editions import drafts, parity, prose, wire, wire_knowledge
from editions.findings import Finding
from editions.models import PressRelease, language_codes
from editions.wire import checks
from editions.wire.cleaning import Traced
from editions.wire.dates import dates
from editions.wire.facts import Facts, Pieces
from editions.wire.organisations import find_organisations
from editions.wire.people import find_people
from editions.wire.reading import gettext_noop
from editions.wire.terms import misprinted

_KINDS = {
    "date": _("Date"),
    "ordinal": _("Ordinal"),
    "percent": _("Percentage"),
    "number": _("Number"),
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
    found = [one for language, parts in texts.items() for one in _in_one(release, language, parts, knowledge)]
    return [*found, *_between(texts, knowledge, release.dateline_date)]


def check(release: PressRelease, _circumstances: object) -> Iterator[Finding]:
    """The same for the publish gate: warnings, each gone past with a reason."""
    for one in findings(release):
        yield from as_findings(one, release)


def as_findings(remark: Remark, release: PressRelease) -> Iterator[Finding]:
    """A remark as the gate knows it, once for each language it is about."""
    said = remark.message % remark.words
    excerpts = "".join(text for _language, text in remark.excerpts)
    for language in remark.languages:
        yield Finding(
            code=remark.code,
            sentence=gettext(remark.message) % remark.words,
            language=language,
            item=("pressrelease", release.pk),
            field="body",
            about=f"{said} {excerpts}",
        )


def _in_one(release: PressRelease, language: str, parts: list[str], knowledge: wire.Knowledge) -> list[Remark]:
    if not any(parts):
        return []
    pieces = [_traced(part) for part in parts if part]
    dateline = wire.Dateline(None, release.dateline_date, None, (0, 0)) if release.dateline_date else None
    captions = _captions(release, language)
    facts = Facts(
        knowledge,
        release.edition.number if release.edition else None,
        dateline,
        None,
        tuple(one for one, _t in captions),
    )
    text = Pieces(None, pieces, [traced for _caption, traced in captions], [])
    _organisations, taken, wrong_bodies = find_organisations(pieces, knowledge, language)
    _people, wrong_names = find_people(pieces, knowledge, language, taken)
    wrong_terms = misprinted(pieces, language, knowledge.terms)
    misprints = checks.about_names([*wrong_names, *wrong_bodies, *wrong_terms])
    doubts = checks.in_order([*checks.check_text(text, facts), *misprints])
    return [Remark(one.code, (language,), one.message, one.words) for one in doubts]


def _captions(release: PressRelease, language: str) -> list[tuple[wire.Caption, Traced]]:
    if not release.pk:
        return []
    found = []
    for row in release.release_photos.select_related("photo"):
        text = str(row.photo.text("caption", language))
        day = next((day for one in dates(text) if (day := one.on(one.year))), None)
        found.append((wire.Caption(text, row.photo.credit, day, (0, len(text))), _traced(text)))
    return found


def _between(texts: dict[str, list[str]], knowledge: wire.Knowledge, day: date | None) -> list[Remark]:
    whole = {language: "\n\n".join(parts) for language, parts in texts.items()}
    message = gettext_noop("%(kind)s: %(value)s does not stand in every language.")
    return [
        Remark(
            "parity",
            one.missing,
            message,
            {"kind": str(_KINDS[one.kind]), "value": _value(one, whole)},
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


def _traced(text: str) -> Traced:
    return Traced(text, list(range(len(text) + 1)))
