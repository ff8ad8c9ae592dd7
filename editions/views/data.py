"""Open data: the page that explains it, and each table as CSV, as JSON, and the schema of its rows."""

from collections.abc import Iterator
from itertools import chain
from typing import Any

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase, JsonResponse, StreamingHttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from editions import open_data
from editions.kept_counts import kept
from editions.models import Edition, Question

from . import pages

WHOLE = 1024**2  # bytes: what is smaller is sent whole, with a length and a mark of its own
CSV, JSON = "text/csv; charset=utf-8", "application/json; charset=utf-8"


@pages.public
def data(request: HttpRequest) -> HttpResponse:
    return render(
        request,
        "data/page.html",
        {
            "tables": [
                {"name": name, "label": label, "words": words, "rows": number_of_rows(request, name)}
                for name, label, words in described()
            ],
            "questions": list(Question.objects.published()),
            "editions": list(Edition.objects.published().order_by("-number")),
            "site_address": settings.SITE_URL,
            "breadcrumbs": [{"label": _("Open data")}],
        },
    )


def number_of_rows(request: HttpRequest, name: str) -> int:
    return kept(request.META, ("rows of open data", name), lambda: open_data.TABLES[name].rows().count())


def described() -> list[tuple[str, str, str]]:
    """Each table with its name and what a row of it is, in the reader's language."""
    return [
        ("editions", _("Editions"), _("A row is an edition: its days, theme, places and hosts.")),
        ("sessions", _("Sessions"), _("A row is a session: its kind, day, times where known, title and topic.")),
        (
            "speakers",
            _("Speakers"),
            _("A row is a speaker, with the name in each script. Titles stand with the appearances."),
        ),
        ("appearances", _("Appearances"), _("A row is a speaker in an edition or session, with the title held then.")),
        ("releases", _("Press releases"), _("A row is a release, with its text in each language.")),
        ("topics", _("Topics"), _("A row is a sub-forum’s line over the years, and where it came from.")),
        (
            "documents",
            _("Documents"),
            _("A row is an outcome text or a paper: who adopted and who signed it, and what each text is worth."),
        ),
        ("clauses", _("Clauses"), _("A row is a numbered point of a document.")),
        ("survey", _("Survey"), _("A row is one value: question, answer, country, population, base, source.")),
    ]


def table_of(name: str) -> open_data.Table:
    if name not in open_data.TABLES:
        raise Http404
    return open_data.TABLES[name]


@pages.public
def data_csv(request: HttpRequest, name: str) -> HttpResponseBase:
    table = table_of(name)
    return sent(open_data.as_csv(table, table.values()), CSV, f"{name}.csv")


@pages.public
def data_json(request: HttpRequest, name: str) -> HttpResponseBase:
    table = table_of(name)
    return sent(open_data.as_json(about(table), table.values()), JSON)


@pages.public
def data_schema(request: HttpRequest, name: str) -> HttpResponse:
    schema = table_of(name).schema() | {"$id": schema_address(name)}
    return JsonResponse(
        schema, content_type="application/schema+json", json_dumps_params={"ensure_ascii": False, "indent": 1}
    )


@pages.public
def question_csv(request: HttpRequest, slug: str) -> HttpResponseBase:
    rows = open_data.SURVEY.values(answer__question=public_question(slug))
    return sent(open_data.as_csv(open_data.SURVEY, rows), CSV, f"survey-{slug}.csv")


@pages.public
def question_json(request: HttpRequest, slug: str) -> HttpResponseBase:
    question = public_question(slug)
    told: dict[str, Any] = about(open_data.SURVEY) | {
        "question": question.slug,
        "question_id": question.permanent_id,
        "page": settings.SITE_URL + question.get_absolute_url(),
        "text": {code: str(question.text("text_line", code)) for code in question.ready_languages},
        "note": {code: str(question.text("note", code)) for code in question.languages_of("note")},
    }
    return sent(open_data.as_json(told, open_data.SURVEY.values(answer__question=question)), JSON)


def public_question(slug: str) -> Question:
    """Also for editors only what is public: what they take away may be passed on as it is."""
    question = Question.objects.published().filter(slug=slug).first()
    if question is None:
        raise Http404
    return question


def about(table: open_data.Table) -> dict[str, Any]:
    return {
        "table": table.name,
        "meaning": table.meaning,
        "schema": schema_address(table.name),
        "terms": settings.SITE_URL + reverse("data"),
    }


def schema_address(name: str) -> str:
    """One for all languages: a schema is not translated."""
    return settings.SITE_URL + pages.in_language(reverse("data-schema", args=[name]), settings.LANGUAGE_CODE)


def sent(pieces: Iterator[bytes], content_type: str, file_name: str = "") -> HttpResponseBase:
    """What is small whole, what is large as it comes; it stands for a page, so search engines pass it by."""
    first, size = [], 0
    for piece in pieces:
        first.append(piece)
        size += len(piece)
        if size > WHOLE:
            break
    response: HttpResponseBase
    if size > WHOLE:
        response = StreamingHttpResponse(chain(first, pieces), content_type=content_type)
    else:
        response = HttpResponse(b"".join(first), content_type=content_type)
    if file_name:
        response.headers["Content-Disposition"] = f'attachment; filename="{file_name}"'
    response.headers["X-Robots-Tag"] = "noindex"
    return response
