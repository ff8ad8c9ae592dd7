"""What anyone may take away as data: tables of what is public, column by column, a thousand rows at a time.

Names of tables and columns are promised to the outside (docs/data.md): columns are added at the end, none is renamed.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.conf import settings
from django.db.models import Prefetch, QuerySet
from django.urls import reverse
from modeltranslation.utils import build_localized_fieldname

from editions import models, prose, zipping

AT_ONCE = 1000
SCHEMA = "https://json-schema.org/draft/2020-12/schema"
LIST = "array"


@dataclass(frozen=True, slots=True)
class Column:
    """``type`` is one of JSON Schema's; ``read`` takes a row of the table's model to the value, None for none."""

    name: str
    type: str
    meaning: str
    read: Callable[[Any], Any]


@dataclass(frozen=True, slots=True)
class Table:
    """``rows`` gives the public rows in a fixed order; ``told`` loads what the columns need besides, for each reading."""

    name: str
    meaning: str
    columns: tuple[Column, ...]
    rows: Callable[[], QuerySet[Any]]
    told: Callable[[], Callable[[Any], Any]] = lambda: lambda row: row

    def values(self, **narrowed: Any) -> Iterator[dict[str, Any]]:
        """One dict a row, empty values as None. As many queries for a thousand rows as for one."""
        prepare = self.told()
        for row in self.rows().filter(**narrowed).iterator(chunk_size=AT_ONCE):
            prepared = prepare(row)
            yield {column.name: plain(column.read(prepared)) for column in self.columns}

    def schema(self) -> dict[str, Any]:
        """The JSON Schema of one row."""
        properties = {
            column.name: {"type": [column.type, "null"], "description": column.meaning}
            | ({"items": {"type": "string"}} if column.type == LIST else {})
            for column in self.columns
        }
        return {
            "$schema": SCHEMA,
            "title": self.name,
            "description": self.meaning,
            "type": "object",
            "properties": properties,
            "required": list(properties),
            "additionalProperties": False,
        }


def plain(value: Any) -> Any:
    """A value as JSON has it: days and moments as ISO 8601, numbers as numbers; nothing is None."""
    if value is None or value == "":
        return None
    if isinstance(value, bool | int | list):
        return value
    if hasattr(value, "isoformat"):
        return value.isoformat()
    if isinstance(value, Decimal):
        return int(value) if value.as_tuple().exponent == 0 else float(value)
    return str(value)


def as_csv(table: Table, rows: Iterable[dict[str, Any]]) -> Iterator[bytes]:
    """The same rows for a spreadsheet; several values of a cell are parted by `` | ``."""
    names = [column.name for column in table.columns]
    return zipping.table_pieces(names, ([cell(row[name]) for name in names] for row in rows))


def cell(value: Any) -> str:
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, list):
        return " | ".join(value)
    return "" if value is None else str(value)


def as_json(about: dict[str, Any], rows: Iterable[dict[str, Any]]) -> Iterator[bytes]:
    """One object: what it is ``about``, and its ``rows``."""
    yield json.dumps(about, ensure_ascii=False, indent=1)[:-2].encode() + b',\n "rows": ['
    between = "\n  "
    for row in rows:
        yield (between + json.dumps(row, ensure_ascii=False)).encode()
        between = ",\n  "
    yield b"\n ]\n}\n"


def permanent_address(item: models.Publishable) -> str:
    return settings.SITE_URL + reverse("permalink", args=[item.permanent_id])


def column(name: str, meaning: str, kind: str = "string", path: str = "") -> Column:
    """A column read from the attribute of its name, or along ``path``; None where there is nothing on the way."""
    steps = (path or name).split(".")

    def read(row: Any) -> Any:
        for step in steps:
            row = getattr(row, step) if row is not None else None
        return row

    return Column(name, kind, meaning, read)


def said(name: str, meaning: str, path: str = "", kind: str = "string") -> list[Column]:
    """A column for each language of the site; a text that is not ready in one is empty there."""
    return [
        column(
            build_localized_fieldname(name, code),
            f"{meaning} ({code})",
            kind,
            build_localized_fieldname(path or name, code),
        )
        for code in models.language_codes()
    ]


def identity(what: str) -> list[Column]:
    return [
        column("id", f"Permanent id of {what}; it never changes", path="permanent_id"),
        Column("address", "string", "Address that always leads to it", permanent_address),
    ]


def sources() -> Column:
    return column("sources", "Addresses of the sources", LIST, "source_list")


def prose_in(name: str, meaning: str) -> list[Column]:
    """The same without its markup."""

    def words(field: str) -> Callable[[Any], str]:
        return lambda row: prose.plain_text(getattr(row, field) or "")

    fields = [build_localized_fieldname(name, code) for code in models.language_codes()]
    return [Column(field, "string", f"{meaning}, as plain text", words(field)) for field in fields]


def public(name: str, rows: QuerySet[Any]) -> Prefetch[str]:
    """What a row names, as far as it is public itself."""
    return Prefetch(name, rows.published())  # type: ignore[attr-defined]


EDITIONS = Table(
    "editions",
    "Every edition of the forum, with its days, theme and places.",
    (
        *identity("the edition"),
        column("number", "Number of the edition", "integer"),
        column("year", "Year of the edition", "integer"),
        column("state", "What became of it: planned, confirmed, held, postponed, cancelled"),
        column("mode", "How it met: in-person, hybrid, online"),
        column("starts_on", "First day of the main programme"),
        column("ends_on", "Last day of the main programme"),
        *said("theme", "Theme"),
        *said("theme_is_official", "Whether that theme is the official wording", kind="boolean"),
        Column("hosts", LIST, "Codes of the sides that hosted it", lambda row: [side.code for side in row.host_sides]),
        Column(
            "cities",
            LIST,
            "Cities it met in (en)",
            lambda row: list(dict.fromkeys(str(venue.text("city", "en")) for venue in row.main_venues)),
        ),
        *prose_in("summary", "Summary"),
        sources(),
    ),
    lambda: models.Edition.objects.published().with_venues().order_by("number"),
)
SESSIONS = Table(
    "sessions",
    "Every session of the programmes.",
    (
        *identity("the session"),
        column("edition", "Number of the edition", "integer", "edition.number"),
        column("slug", "Word in its address"),
        column("kind", "Kind of session"),
        column("state", "What became of it: planned, held, cancelled"),
        *said("title", "Title"),
        *said("title_is_official", "Whether that title is the official wording", kind="boolean"),
        column("topic", "Word of its topic", path="topic.slug"),
        column("day", "Day"),
        column("start_time", "Time of its beginning, on the clock of time_zone"),
        column("end_time", "Time of its end; earlier than the beginning: the next day"),
        column("time_zone", "Clock of these times"),
        column("times_are_planned", "Whether the times are those of the programme", "boolean"),
        *said("room", "Room"),
        column("spoken", "Languages spoken", LIST),
        column("interpreted", "Languages interpreted into", LIST),
        sources(),
    ),
    lambda: (
        models.Session.objects.published()
        .select_related("edition")
        .prefetch_related(public("topic", models.Topic.objects.all()))
        .order_by("edition__number", "id")
    ),
)
SPEAKERS = Table(
    "speakers",
    "Everybody who appeared. Titles are with the appearances: they are those of their day.",
    (
        *identity("the speaker"),
        column("slug", "Word in the address"),
        column("family_name", "Family name in Latin letters"),
        column("given_name", "Given name in Latin letters"),
        *said("name", "Name as written"),
        column("name_zh_hant_form", "Name in traditional characters"),
        column("reading", "Reading of the name"),
        column("delegation", "Code of the side whose delegation it was", path="delegation.code"),
        Column(
            "also",
            LIST,
            "Other forms in which the name was printed",
            lambda row: [one.name for one in row.aliases.all()],
        ),
        sources(),
    ),
    lambda: (
        models.Speaker.objects.published()
        .select_related("delegation")
        .prefetch_related(public("aliases", models.SpeakerAlias.objects.all()))
        .order_by("slug")
    ),
)
APPEARANCES = Table(
    "appearances",
    "Who appeared where, as what, and with the title held then.",
    (
        column("edition", "Number of the edition", "integer", "edition.number"),
        column("speaker_id", "Permanent id of the speaker", path="speaker.permanent_id"),
        column("speaker", "Word of the speaker", path="speaker.slug"),
        column("session_id", "Permanent id of the session, where it is known", path="session.permanent_id"),
        column("session", "Word of the session", path="session.slug"),
        column("session_label", "Session as the source names it, where it is not known"),
        column("part", "Part of the session: whole, first-half, second-half"),
        column("roles", "What the speaker did", LIST),
        column("mode", "How: in-person, live-link, video, written, read-by"),
        column("read_by", "Word of the speaker who read it out", path="read_by.slug"),
        *said("title", "Title held then"),
        column("is_confirmed", "Whether it is reported, and not only announced", "boolean"),
        sources(),
    ),
    lambda: (
        models.Appearance.objects.published()
        .select_related("edition", "speaker", "session", "read_by")
        .order_by("edition__number", "order", "id")
    ),
)
RELEASES = Table(
    "releases",
    "Every release of the press room with its text.",
    (
        *identity("the release"),
        column("year", "Year in its address", "integer"),
        column("slug", "Word in its address"),
        column("kind", "Kind: release, advisory, statement, report"),
        column("edition", "Number of the edition", "integer", "edition.number"),
        *said("headline", "Headline"),
        *said("standfirst", "Standfirst"),
        *said("dateline_city", "City of the dateline"),
        column("dateline_date", "Day of the dateline"),
        *said("source_line", "Who issued it"),
        *prose_in("body", "Text"),
        *prose_in("boilerplate", "About the forum"),
        column("published_at", "Moment since which it is public", path="publish_at"),
        Column(
            "speakers", LIST, "Words of the speakers it names", lambda row: [one.slug for one in row.speakers.all()]
        ),
        sources(),
    ),
    lambda: (
        models.PressRelease.objects.published()
        .select_related("edition")
        .prefetch_related(public("speakers", models.Speaker.objects.order_by("slug")))
        .order_by("year", "slug")
    ),
)


def with_method() -> Callable[[models.Result], models.Result]:
    """Gives each result its question, and the fieldwork and the wording it rests on."""
    fieldwork = {(one.survey_id, one.side_id, one.population): one for one in models.Fieldwork.objects.published()}
    wordings = {(one.survey_id, one.question_id): one for one in models.Wording.objects.published()}

    def prepare(result: models.Result) -> models.Result:
        result.question = result.answer.question  # type: ignore[attr-defined]
        result.fieldwork = fieldwork.get((result.survey_id, result.side_id, result.population))  # type: ignore[attr-defined]
        result.wording = wordings.get((result.survey_id, result.question.pk))  # type: ignore[attr-defined]
        result.breaks_line = bool(result.wording and result.wording.breaks_line)  # type: ignore[attr-defined]
        return result

    return prepare


def under(owner: str, columns: Sequence[Column]) -> list[Column]:
    """The same columns, read from what stands in ``owner``; empty where nothing does."""

    def read_from(one: Column) -> Callable[[Any], Any]:
        return lambda row: one.read(held) if (held := getattr(row, owner)) is not None else None

    return [Column(one.name, one.type, one.meaning, read_from(one)) for one in columns]


SURVEY = Table(
    "survey",
    "Every value of the joint survey, with its base, its method and its source. Two sources that disagree are two rows.",
    (
        column("year", "Year of the survey", "integer", "survey.year"),
        column("survey_id", "Permanent id of the survey", path="survey.permanent_id"),
        column("question", "Word of the question, the same over the years", path="question.slug"),
        column("question_id", "Permanent id of the question", path="question.permanent_id"),
        *under("question", said("question", "Question", "text_line")),
        *under("wording", said("wording", "Exact wording of that year, where it is known", "text_line")),
        column("breaks_line", "Whether it does not compare with the year before", "boolean"),
        *under("wording", said("break_note", "What changed, or another note on the wording", "note")),
        column("answer", "Word of the answer", path="answer.code"),
        *under("answer", said("answer", "Answer", "label")),
        column("side", "Code of the country that was asked", path="side.code"),
        column("population", "Who was asked: general-public, students, experts, elites; never mixed"),
        column("value", "Per cent; empty where it was not reported", "number", "printed_value"),
        column("is_rounded", "Whether the source rounded it", "boolean"),
        *said("note", "Note on the value"),
        *under(
            "fieldwork",
            [
                column("sample", "Base: people asked, where it is known", "integer"),
                column("fieldwork_from", "First day of the fieldwork", path="starts_on"),
                column("fieldwork_until", "Last day of the fieldwork", path="ends_on"),
                *said("fieldwork_note", "Days of the fieldwork in words", "dates_note"),
                *said("method", "Method"),
                column("agency", "Agency as printed"),
            ],
        ),
        sources(),
    ),
    lambda: (
        models.Result.objects.published()
        .select_related("survey", "side", "answer__question")
        .order_by(
            "answer__question__order", "answer__question__slug", "answer__order", "survey__year", "side__order", "id"
        )
    ),
    with_method,
)
TABLES = {table.name: table for table in (EDITIONS, SESSIONS, SPEAKERS, APPEARANCES, RELEASES, SURVEY)}
