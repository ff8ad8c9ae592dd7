"""Search entries: what each kind of item says in each language, and keeping the entries as the items are.

An entry is made of what its item and the rows inside it hold, whatever their state. Who may see it is asked when somebody
searches; so nothing that has a state of its own is copied into the entry of another item.
"""

import datetime
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from typing import Any

from django.conf import settings
from django.db import connection, transaction
from django.db import models as db
from django.utils.translation import override
from modeltranslation.utils import build_localized_fieldname

from editions import models, prose, tokens, wording
from editions.models import SearchEntry, language_codes

AT_ONCE = 200  # items that are read together
UNDATED = (1 << 20) - 1  # what lasts is read before what has a day


@dataclass(frozen=True, slots=True)
class Words:
    """What one item says in one language. ``forms`` are other forms of its title: found as the title is, shown as text."""

    language: str
    title: str
    forms: tuple[str, ...] = ()
    body: tuple[str, ...] = ()


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


def _edition_words(edition: models.Edition) -> Iterator[Words]:
    sides = _sides()
    for code in language_codes():
        names = [in_language(side, "forum_name", code) for side in sides]
        printed = [row.name for row in edition.printed_names.all() if row.language == code]
        places = [in_language(venue, name, code) for venue in edition.venues.all() for name in ("city", "name")]
        yield Words(
            code,
            wording.heading(wording.edition_label(edition.number, code), in_language(edition, "theme", code), code),
            forms=(*printed, *(wording.edition_label(edition.number, code, name) for name in names if name)),
            body=(
                str(edition.year),
                *dict.fromkeys(filter(None, places)),
                in_language(edition, "dates_note", code),
                prose.plain_text(in_language(edition, "summary", code)),
            ),
        )


def _sides() -> list[models.Side]:
    return list(models.Side.objects.all())


def _speaker_forms(speaker: models.Speaker) -> list[str]:
    names = [in_language(speaker, "name", code) for code in language_codes()]
    latin = [f"{speaker.given_name} {speaker.family_name}", f"{speaker.family_name} {speaker.given_name}"]
    others = [speaker.name_zh_hant_form, speaker.reading, *latin, *(alias.name for alias in speaker.aliases.all())]
    return list(dict.fromkeys(name.strip() for name in [*names, *others] if name and name.strip()))


def _speaker_words(speaker: models.Speaker) -> Iterator[Words]:
    forms = _speaker_forms(speaker)
    for code in language_codes():
        title = str(speaker.text("name", code))
        others = tuple(form for form in forms if form != title)
        yield Words(code, title, others, (prose.plain_text(in_language(speaker, "biography", code)),))


def _appearance_words(appearance: models.Appearance) -> Iterator[Words]:
    for code in appearance.languages_of("title"):
        name = str(appearance.speaker.text("name", code))
        yield Words(code, name, body=(in_language(appearance, "title", code), appearance.session_label))


def _organisation_words(organisation: models.Organisation) -> Iterator[Words]:
    rows = list(organisation.names.all())
    names = [
        in_language(row, name, code) for row in rows for name in ("name", "short_name") for code in language_codes()
    ]
    forms = list(dict.fromkeys(filter(None, [*names, *(alias.name for alias in organisation.aliases.all())])))
    latest = organisation.name_in(None)
    for code in language_codes():
        title = str(latest.text("name", code)) if latest else ""
        description = prose.plain_text(in_language(organisation, "description", code))
        yield Words(code, title, tuple(form for form in forms if form != title), (description,))


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
        yield Words(code, str(clause.document.text("title", code)), body=(in_language(clause, "text_line", code),))


def _edition_day(edition: models.Edition | None) -> datetime.date | None:
    return (edition.starts_on or datetime.date(edition.year, 1, 1)) if edition else None


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
    "speaker": Kind(13, models.Speaker, _speaker_words, fetched=("aliases",), then={"appearance": "speaker"}),
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
        day=lambda item: item.released_on or datetime.date(item.year, 1, 1),
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


def is_searched(model: Any) -> bool:
    return model in BY_MODEL or model in INSIDE or model is models.Side


def items_of(row: db.Model) -> dict[str, set[int]]:
    """Kinds and keys of the items whose entries this row is part of."""
    if type(row) in BY_MODEL:
        return {BY_MODEL[type(row)]: {row.pk}}
    if type(row) in INSIDE:
        kind, column = INSIDE[type(row)]
        return {kind: {getattr(row, column)}}
    return _all_editions() if isinstance(row, models.Side) else {}


def items_of_rows(model: Any, keys: list[int]) -> dict[str, set[int]]:
    """The same for many rows of one model."""
    if model in BY_MODEL:
        return {BY_MODEL[model]: set(keys)}
    if model in INSIDE:
        kind, column = INSIDE[model]
        return {kind: set(model.objects.filter(pk__in=keys).values_list(column, flat=True))}
    return _all_editions() if model is models.Side else {}


def _all_editions() -> dict[str, set[int]]:
    return {"edition": set(models.Edition.objects.values_list("pk", flat=True))}


def entry_id(language: str, day: datetime.date | None, kind: Kind, key: int) -> int:
    """The key of an entry: language, day, slot of the kind and item, in bits from the top, so that it sorts as they do."""
    days = day.toordinal() if day else UNDATED
    return language_slot(language) << 59 | days << 39 | kind.slot << 34 | key


def language_slot(language: str) -> int:
    """1, 2, 3 for the site's languages; 0 for those of others' headlines, which share one range of keys."""
    codes = language_codes()
    return codes.index(language) + 1 if language in codes else 0


def made_of(name: str, items: Iterable[Any]) -> Iterator[SearchEntry]:
    """The entries these items ought to have; none in a language in which an item has no title."""
    kind = KINDS[name]
    with override(settings.LANGUAGE_CODE):
        for item in items:
            day, edition, address = kind.day(item), kind.edition(item), kind.address(item)
            for words in kind.words(item):
                if not words.title:
                    continue
                yield SearchEntry(
                    id=entry_id(words.language, day, kind, item.pk),
                    kind=name,
                    object_id=item.pk,
                    language=words.language,
                    edition_number=edition.number if edition else None,
                    day=day,
                    address=address,
                    title=words.title,
                    body="\n".join(filter(None, [" · ".join(words.forms), *words.body])),
                    title_tokens=tokens.index(words.title, *words.forms),
                    body_tokens=tokens.index(*words.body),
                )


def rows(name: str) -> db.QuerySet[Any]:
    kind = KINDS[name]
    return kind.model.objects.select_related(*kind.joined).prefetch_related(*kind.fetched)


def renew(name: str, keys: Iterable[int]) -> int:
    """Make the entries of these items as they ought to be; those of items that are gone go. Returns how many changed."""
    keys, changed = sorted(keys), 0
    for at in range(0, len(keys), AT_ONCE):
        some = keys[at : at + AT_ONCE]
        with transaction.atomic():
            changed += len(_renewed(name, some, and_what_moved=True))
        for other, column in KINDS[name].then.items():
            theirs = KINDS[other].model.objects.filter(**{f"{column}__in": some}).values_list("pk", flat=True)
            changed += renew(other, theirs)
    return changed


def _renewed(name: str, keys: list[int], *, and_what_moved: bool = False) -> list[int]:
    if connection.features.has_select_for_update:
        # Of two saves at one moment the second waits here, and so reads what the first one wrote.
        list(KINDS[name].model.objects.select_for_update().filter(pk__in=keys).order_by("pk").values_list("pk"))
    there = {entry.id: entry for entry in SearchEntry.objects.filter(kind=name, object_id__in=keys)}
    wanted = {entry.id: entry for entry in made_of(name, rows(name).filter(pk__in=keys))}
    stale = [key for key, entry in there.items() if key not in wanted or differs(entry, wanted[key])]
    fresh = [entry for key, entry in wanted.items() if key not in there or key in stale]
    SearchEntry.objects.filter(pk__in=stale).delete()
    SearchEntry.objects.bulk_create(fresh)
    if and_what_moved and name == "edition":
        _renew_what_moved([there[key] for key in stale], fresh)
    return [*stale, *(entry.id for entry in fresh)]


def _renew_what_moved(before: list[SearchEntry], now: list[SearchEntry]) -> None:
    """An edition of another number or day moves what belongs to it."""
    stood = {(entry.object_id, entry.edition_number, entry.day) for entry in before}
    moved = {entry.object_id for entry in now if (entry.object_id, entry.edition_number, entry.day) not in stood}
    for name, kind in KINDS.items():
        if moved and any(relation.name == "edition" for relation in kind.model._meta.fields):
            renew(name, kind.model.objects.filter(edition__in=moved).values_list("pk", flat=True))


def differs(one: SearchEntry, other: SearchEntry) -> bool:
    return any(getattr(one, column.attname) != getattr(other, column.attname) for column in SearchEntry._meta.fields)


def rebuild() -> Iterator[tuple[str, int, int]]:
    """Make every entry anew where it differs: yields kind, items done, entries changed, after each portion."""
    for name in KINDS:
        gone = SearchEntry.objects.filter(kind=name).exclude(object_id__in=KINDS[name].model.objects.values("pk"))
        changed, done = gone.delete()[0], 0
        yield name, done, changed
        for keys in _portions(name):
            with transaction.atomic():
                changed += len(_renewed(name, keys))
            done += len(keys)
            yield name, done, changed
    SearchEntry.objects.exclude(kind__in=KINDS).delete()


def wrong() -> Iterator[tuple[str, int, int]]:
    """What differs from what ought to be there, nothing written: yields kind, items read, entries that are wrong."""
    for name in KINDS:
        gone = SearchEntry.objects.filter(kind=name).exclude(object_id__in=KINDS[name].model.objects.values("pk"))
        bad, done = gone.count(), 0
        for keys in _portions(name):
            there = {entry.id: entry for entry in SearchEntry.objects.filter(kind=name, object_id__in=keys)}
            wanted = {entry.id: entry for entry in made_of(name, rows(name).filter(pk__in=keys))}
            bad += len(there.keys() ^ wanted.keys())
            bad += sum(differs(there[key], wanted[key]) for key in there.keys() & wanted.keys())
            done += len(keys)
        yield name, done, bad


def _portions(name: str) -> Iterator[list[int]]:
    last = 0
    while keys := list(
        KINDS[name].model.objects.filter(pk__gt=last).order_by("pk").values_list("pk", flat=True)[:AT_ONCE]
    ):
        yield keys
        last = keys[-1]
