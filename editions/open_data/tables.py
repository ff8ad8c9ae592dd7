"""What anyone may take away as data: tables of what is public, column by column.

Names of tables and columns are promised to the outside (docs/data.md): columns are added at the end, none is renamed.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from django.db.models import F

from editions import models

from .columns import LIST, Column, Table, column, identity, prose_in, public, said, sources

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
        models.Session.objects.listed()
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
        models.Appearance.objects.listed()
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
        models.PressRelease.objects.listed()
        .select_related("edition")
        .prefetch_related(public("speakers", models.Speaker.objects.order_by("slug")))
        .order_by("year", "slug")
    ),
)


def origin_words(origin: models.TopicOrigin) -> str:
    number = f"/{origin.edition.number}" if origin.edition else ""
    return f"{origin.kind}/{origin.earlier.slug}{number}"


TOPICS = Table(
    "topics",
    "The lines of the sub-forums over the years, and where each came from.",
    (
        *identity("the topic"),
        column("slug", "Word in its address"),
        *said("name", "Name"),
        *said("description", "Description"),
        Column(
            "came_from",
            LIST,
            "What made it of which topic, and since which edition where it is said: continues/…, split/…, joined/…/14",
            lambda row: [origin_words(one) for one in row.origins.all()],
        ),
    ),
    lambda: (
        models.Topic.objects.published()
        .prefetch_related(public("origins", models.TopicOrigin.objects.select_related("earlier", "edition")))
        .order_by("order", "slug")
    ),
)
DOCUMENTS = Table(
    "documents",
    "Outcome texts and papers, with who adopted and who signed them, and what each text is worth.",
    (
        *identity("the document"),
        column("edition", "Number of the edition", "integer", "edition.number"),
        column("slug", "Word in its address"),
        column(
            "kind", "Kind: consensus, declaration, joint-statement, agreement, poll-report, programme, speech, paper"
        ),
        *said("title", "Title"),
        *said("title_is_official", "Whether that title is the official wording", kind="boolean"),
        *prose_in("body", "Text"),
        *said(
            "standing",
            "What that text is worth: authoritative, official-translation, reference, our-translation, our-summary",
        ),
        column("authoritative_languages", "Languages in which the text binds", LIST),
        column("adopted_on", "Day of its adoption"),
        *said("adopted_at", "Place of its adoption"),
        Column(
            "adopted_by", LIST, "Words of the organisations", lambda row: [one.slug for one in row.adopted_by.all()]
        ),
        Column(
            "signatories",
            LIST,
            "Words of the speakers who signed",
            lambda row: [one.speaker.slug for one in row.signatories.all()],
        ),
        Column(
            "reaffirms",
            LIST,
            "Words of the documents it reaffirms",
            lambda row: [one.slug for one in row.reaffirms.all()],
        ),
        sources(),
    ),
    lambda: (
        models.Document.objects.listed()
        .select_related("edition")
        .prefetch_related(
            public("adopted_by", models.Organisation.objects.order_by("slug")),
            public("signatories", models.Appearance.objects.select_related("speaker").order_by("order", "id")),
            public("reaffirms", models.Document.objects.order_by("slug")),
        )
        .order_by(F("edition__number").asc(nulls_last=True), F("adopted_on").asc(nulls_last=True), "slug")
    ),
)
CLAUSES = Table(
    "clauses",
    "The numbered points of the documents.",
    (
        column("document", "Word of the document", path="document.slug"),
        column("document_id", "Permanent id of the document", path="document.permanent_id"),
        column(
            "number",
            "Number of the clause; its address is that of the document with #clause- and this number",
            "integer",
        ),
        *said("text", "Text", "text_line"),
    ),
    lambda: models.Clause.objects.listed().select_related("document").order_by("document__slug", "number"),
)


def with_method() -> Callable[[models.Result], models.Result]:
    """Gives each result its question, and the fieldwork and the wording it rests on."""
    fieldwork = {(one.survey_id, one.side_id, one.population): one for one in models.Fieldwork.objects.listed()}
    wordings = {(one.survey_id, one.question_id): one for one in models.Wording.objects.listed()}

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
        models.Result.objects.listed()
        .select_related("survey", "side", "answer__question")
        .order_by(
            "answer__question__order", "answer__question__slug", "answer__order", "survey__year", "side__order", "id"
        )
    ),
    with_method,
)
TABLES = {
    table.name: table
    for table in (EDITIONS, SESSIONS, SPEAKERS, APPEARANCES, RELEASES, SURVEY, TOPICS, DOCUMENTS, CLAUSES)
}
