"""What is searched: the kinds of items, and what each says in each language.

An entry is made of what its item and the rows inside it hold, whatever their state. Who may see it is asked when somebody
searches; so nothing that has a state of its own is copied into the entry of another item.
"""

import datetime
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from typing import Any

from modeltranslation.utils import build_localized_fieldname

from editions import models, prose, wording
from editions.folding import is_cjk
from editions.languages import Text
from editions.models import language_codes


@dataclass(frozen=True, slots=True)
class Words:
    """What one item says in one language. ``forms`` are other forms of its title, found as the title is, and their languages.

    The title is in the language of the entry unless ``title_language`` says otherwise.
    """

    language: str
    title: str
    forms: tuple[tuple[str, str], ...] = ()
    body: tuple[str, ...] = ()
    title_language: str = ""


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of item. ``slot`` is part of every key and never changes; of one day the higher slot is read first."""

    slot: int
    model: Any
    words: Callable[[Any], Iterator[Words]]
    joined: tuple[str, ...] = ()
    fetched: tuple[str, ...] = ()
    edition: Callable[[Any], Any] = lambda item: getattr(item, "edition", None)
    day: Callable[[Any], datetime.date | None] = lambda item: None
    address: Callable[[Any], str] = lambda item: item.get_absolute_url().split("/", 2)[2]
    then: dict[str, str] = field(
        default_factory=dict
    )  # kinds whose entries hold something of this one: by which column


def in_language(item: Any, name: str, code: str) -> str:
    """A column as it is in exactly this language."""
    return getattr(item, build_localized_fieldname(name, code)) or ""


def _plainly(title: str, *body: str) -> Callable[[Any], Iterator[Words]]:
    """Words of an item whose title and texts are columns; ``prose:`` before a name marks formatted text."""

    def words(item: Any) -> Iterator[Words]:
        for code in item.ready_languages:
            texts = []
            for name in body:
                formatted, _, column = name.rpartition(":")
                text = in_language(item, column, code) if column in item.translated else getattr(item, column)
                texts.append(prose.plain_text(text) if formatted else text)
            yield Words(code, in_language(item, title, code), body=tuple(texts))

    return words


def _fallen_back(title: Text, code: str) -> dict[str, Any]:
    """The title of an entry, and its language where that is another."""
    return {"title": str(title), "title_language": title.language if title and title.language != code else ""}


def _others(forms: Iterable[tuple[str | None, str]], title: str) -> tuple[tuple[str, str], ...]:
    """Each form once, in the language it was first met in; without the title itself."""
    kept: dict[str, str] = {}
    for form, language in forms:
        if text := (form or "").strip():
            kept.setdefault(text, language)
    kept.pop(title, None)
    return tuple(kept.items())


def _edition_words(edition: models.Edition) -> Iterator[Words]:
    sides = _sides()
    for code in language_codes():
        names = [in_language(side, "forum_name", code) for side in sides]
        printed = [row.name for row in edition.printed_names.all() if row.language == code]
        places = [in_language(venue, name, code) for venue in edition.venues.all() for name in ("city", "name")]
        title = wording.heading(wording.edition_label(edition.number, code), in_language(edition, "theme", code), code)
        named = [*printed, *(wording.edition_label(edition.number, code, name) for name in names if name)]
        named.append(wording.ordinal_in_other_figures(edition.number, code))
        yield Words(
            code,
            title,
            forms=_others(((name, code) for name in named), title),
            body=(
                str(edition.year),
                *dict.fromkeys(filter(None, places)),
                in_language(edition, "dates_note", code),
                prose.plain_text(in_language(edition, "summary", code)),
            ),
        )


def _sides() -> list[models.Side]:
    return list(models.Side.objects.all())


def _speaker_forms(speaker: models.Speaker) -> list[tuple[str | None, str]]:
    native = speaker.delegation.language if speaker.delegation else ""
    latin = [f"{speaker.given_name} {speaker.family_name}", f"{speaker.family_name} {speaker.given_name}"]
    return [
        *((in_language(speaker, "name", code), code) for code in language_codes()),
        (speaker.name_zh_hant_form, "zh-hant"),
        (speaker.reading, native),
        ("".join(speaker.reading.split()), native),
        *((name, "en") for name in latin),
        *((alias.name, native if is_cjk(alias.name) else "en") for alias in speaker.aliases.all()),
    ]


def _speaker_words(speaker: models.Speaker) -> Iterator[Words]:
    forms = _speaker_forms(speaker)
    for code in language_codes():
        title = _fallen_back(speaker.text("name", code), code)
        biography = prose.plain_text(in_language(speaker, "biography", code))
        yield Words(code, forms=_others(forms, title["title"]), body=(biography,), **title)


def _appearance_words(appearance: models.Appearance) -> Iterator[Words]:
    for code in appearance.languages_of("title"):
        name = _fallen_back(appearance.speaker.text("name", code), code)
        yield Words(code, body=(in_language(appearance, "title", code), appearance.session_label), **name)


def _organisation_words(organisation: models.Organisation) -> Iterator[Words]:
    rows = list(organisation.names.all())
    forms = [
        (in_language(row, name, code), code)
        for row in rows
        for name in ("name", "short_name")
        for code in language_codes()
    ]
    forms += [(alias.name, "" if is_cjk(alias.name) else "en") for alias in organisation.aliases.all()]
    latest = organisation.name_in(None)
    for code in language_codes():
        title = _fallen_back(latest.text("name", code) if latest else Text("", code, code), code)
        description = prose.plain_text(in_language(organisation, "description", code))
        yield Words(code, forms=_others(forms, title["title"]), body=(description,), **title)


def _question_words(question: models.Question) -> Iterator[Words]:
    for code in question.ready_languages:
        answers = [in_language(answer, "label", code) for answer in question.answers.all()]
        yield Words(
            code, in_language(question, "text_line", code), body=(*answers, in_language(question, "note", code))
        )


def _survey_words(survey: models.Survey) -> Iterator[Words]:
    for code in survey.ready_languages:
        asked = [
            in_language(row, name, code) for row in survey.fieldwork.all() for name in ("method", "places", "note")
        ]
        agencies = [row.agency for row in survey.fieldwork.all()]
        own = [in_language(survey, name, code) for name in ("note", "released_at")]
        yield Words(code, in_language(survey, "title", code), body=(*own, *agencies, *asked))


def _coverage_words(coverage: models.Coverage) -> Iterator[Words]:
    yield Words(coverage.title_language or coverage.language, coverage.title, body=(coverage.publisher,))


def _clause_words(clause: models.Clause) -> Iterator[Words]:
    for code in clause.languages_of("text_line"):
        title = _fallen_back(clause.document.text("title", code), code)
        yield Words(code, body=(in_language(clause, "text_line", code),), **title)


def _edition_day(edition: models.Edition | None) -> datetime.date | None:
    return (edition.starts_on or _first_day(edition.year)) if edition else None


def _first_day(year: int) -> datetime.date | None:
    return datetime.date(year, 1, 1) if datetime.MINYEAR <= year <= datetime.MAXYEAR else None


def _document_address(document: models.Document) -> str:
    return document.get_absolute_url().split("/", 2)[2]


KINDS: dict[str, Kind] = {
    "edition": Kind(
        14,
        models.Edition,
        _edition_words,
        fetched=("printed_names", "venues"),
        edition=lambda edition: edition,
        day=_edition_day,
    ),
    "speaker": Kind(
        13,
        models.Speaker,
        _speaker_words,
        joined=("delegation",),
        fetched=("aliases",),
        then={"appearance": "speaker"},
    ),
    "organisation": Kind(12, models.Organisation, _organisation_words, fetched=("names", "aliases")),
    "topic": Kind(11, models.Topic, _plainly("name", "description")),
    "release": Kind(
        10,
        models.PressRelease,
        _plainly("headline", "standfirst", "prose:body", "prose:boilerplate", "dateline_city"),
        joined=("edition",),
        day=lambda item: item.dateline_date or (item.publish_at and item.publish_at.date()),
    ),
    "document": Kind(
        9,
        models.Document,
        _plainly("title", "prose:body", "adopted_at"),
        joined=("edition",),
        day=lambda item: item.adopted_on or _edition_day(item.edition),
        then={"clause": "document"},
    ),
    "session": Kind(
        8,
        models.Session,
        _plainly("title", "announced_as", "description", "room"),
        joined=("edition",),
        day=lambda item: item.day or _edition_day(item.edition),
    ),
    "clause": Kind(
        7,
        models.Clause,
        _clause_words,
        joined=("document__edition",),
        edition=lambda item: item.document.edition,
        day=lambda item: item.document.adopted_on or _edition_day(item.document.edition),
        address=lambda item: f"{_document_address(item.document)}#clause-{item.number}",
    ),
    "appearance": Kind(
        6,
        models.Appearance,
        _appearance_words,
        joined=("edition", "speaker"),
        day=lambda item: _edition_day(item.edition),
        address=lambda item: item.speaker.get_absolute_url().split("/", 2)[2],
    ),
    "photo": Kind(
        5,
        models.Photo,
        _plainly("caption", "alt", "credit"),
        joined=("edition",),
        day=lambda item: (item.taken_at and item.taken_at.date()) or _edition_day(item.edition),
    ),
    "coverage": Kind(
        4,
        models.Coverage,
        _coverage_words,
        joined=("edition",),
        day=lambda item: item.published_on or _edition_day(item.edition),
        address=lambda item: item.link,
    ),
    "survey": Kind(
        3,
        models.Survey,
        _survey_words,
        joined=("edition",),
        fetched=("fieldwork",),
        day=lambda item: item.released_on or _first_day(item.year),
    ),
    "question": Kind(2, models.Question, _question_words, fetched=("answers",)),
    "page": Kind(1, models.Page, _plainly("title", "prose:body")),
}
BY_MODEL = {kind.model: name for name, kind in KINDS.items()}
# Rows inside an item: the kind whose entries hold them, and the column that names the item.
INSIDE: dict[Any, tuple[str, str]] = {
    models.Venue: ("edition", "edition_id"),
    models.EditionName: ("edition", "edition_id"),
    models.SpeakerAlias: ("speaker", "speaker_id"),
    models.OrganisationName: ("organisation", "organisation_id"),
    models.OrganisationAlias: ("organisation", "organisation_id"),
    models.Answer: ("question", "question_id"),
    models.Fieldwork: ("survey", "survey_id"),
}
