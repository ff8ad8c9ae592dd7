"""The joint survey: all questions, one question over the years, and the survey of one year."""

from collections import defaultdict
from collections.abc import Iterable
from itertools import zip_longest

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import get_language, override
from django.utils.translation import gettext as _

from editions import charts, citations, structured_data, wording
from editions.context_processors import forum_names
from editions.languages import Text
from editions.models import Answer, Fieldwork, Population, Question, Result, Side, Survey, Wording

from . import pages, shapes

PLACES = [charts.Placement.SIDE_A, charts.Placement.SIDE_B]


@pages.public
def survey(request: HttpRequest) -> HttpResponse:
    results = Result.objects.visible_to(request.user).in_line().select_related("answer__question")
    by_question = defaultdict(list)
    for result in results:
        by_question[result.answer.question_id].append(result)
    return render(
        request,
        "surveys/index.html",
        {
            "questions": [
                {"question": question, **span(by_question[question.pk])}
                for question in Question.objects.visible_to(request.user)
            ],
            "surveys": list(Survey.objects.visible_to(request.user)),
            "breadcrumbs": [{"label": _("Survey")}],
        },
    )


def cited(request: HttpRequest, question: Question) -> citations.Cited:
    """The question's series as it is cited, in the language in which it is read."""
    text = question.text("text_line")
    names = [str(name) for name in forum_names(pages.forum(request), pages.sides(request), text.language)]
    with override(text.language):
        kind = _("Survey data")
    return citations.Cited(
        key=question.permanent_id,
        title=str(text),
        issuer=names[0] if names else "",
        kind=kind,
        day=None,
        place="",
        site=names[0] if names else "",
        url=settings.SITE_URL + pages.in_language(question.get_absolute_url(), text.language),
        language=text.language,
    )


def span(results: list[Result]) -> dict:
    """The first and last year of these results; None where there is none."""
    years = sorted({result.survey.year for result in results})
    return {"first": years[0] if years else None, "last": years[-1] if years else None}


@pages.public
def question_detail(request: HttpRequest, slug: str) -> HttpResponse:
    question = pages.fetch(request, Question.objects.all(), slug=slug)
    results = list(Result.objects.visible_to(request.user).filter(answer__question=question).in_line())
    wordings = list(Wording.objects.visible_to(request.user).filter(question=question).select_related("survey"))
    asked = Fieldwork.objects.visible_to(request.user).filter(survey__in={result.survey_id for result in results})
    fieldwork = list(asked.select_related("side"))
    breaks = {each.survey.year for each in wordings if each.breaks_line}
    sides = list(Side.objects.all())
    reference = cited(request, question)
    return render(
        request,
        "surveys/question.html",
        {
            "question": question,
            "columns": sides,
            "tables": [
                table_over_years(group, sides) | drawn(chart_over_years(group, sides, breaks))
                for group in grouped(results)
            ],
            "asked": asked_rows(results, fieldwork, wordings),
            "cite": Text(citations.line(reference), reference.language, get_language() or ""),
            "structured_data": structured_data.survey_data(question, results, sides, fieldwork, reference.site),
            "sources": shapes.sources(*results, *fieldwork),
            "breadcrumbs": [
                {"label": _("Survey"), "url": reverse("survey")},
                {"label": question.text("text_line")},
            ],
            **pages.about(request, question),
        },
    )


@pages.public
def survey_year(request: HttpRequest, year: int) -> HttpResponse:
    if year > 9999:
        raise Http404
    one = pages.fetch(request, Survey.objects.select_related("edition"), year=year)
    results = list(
        Result.objects.visible_to(request.user).filter(survey=one).in_line().select_related("answer__question")
    )
    fieldwork = list(Fieldwork.objects.visible_to(request.user).filter(survey=one).select_related("side"))
    sides = list(Side.objects.all())
    return render(
        request,
        "surveys/year.html",
        {
            "survey": one,
            "edition": one.edition if one.edition and one.edition.is_public() else None,
            "fieldwork": fieldwork,
            "columns": sides,
            "questions": questions_of(results, sides),
            "papers": list(one.papers.visible_to(request.user)),
            "sources": shapes.sources(one, *fieldwork, *results),
            "breadcrumbs": [
                {"label": _("Survey"), "url": reverse("survey")},
                {"label": wording.year(one.year, get_language() or "")},
            ],
            **pages.about(request, one),
        },
    )


def grouped(results: Iterable[Result]) -> list[list[Result]]:
    """Results of one answer and one population: what may stand in one table. The general public comes first."""
    groups: dict[tuple, list[Result]] = defaultdict(list)
    for result in results:
        groups[result.answer_id, result.population].append(result)
    order = list(Population)
    return sorted(groups.values(), key=lambda group: (order.index(group[0].population), group[0].answer.order))


def cells(results: list[Result], sides: list[Side]) -> list[list[Result]]:
    """The results of each side, in the order of ``sides``: several where sources disagree, none where none is recorded."""
    return [[result for result in results if result.side_id == side.pk] for side in sides]


def table_over_years(results: list[Result], sides: list[Side]) -> dict:
    """One table of years by sides."""
    by_year = defaultdict(list)
    for result in results:
        by_year[result.survey].append(result)
    first = results[0]
    return {
        "answer": first.answer,
        "population": first.get_population_display(),
        "rows": [
            {"survey": one, "cells": cells(rows, sides)}
            for one, rows in sorted(by_year.items(), key=lambda item: item[0].year)
        ],
    }


def chart_over_years(results: list[Result], sides: list[Side], breaks: set[int]) -> charts.LineChart | None:
    """A line for each side, broken in the years of ``breaks``; None where no side has two years to join."""
    series = series_of(results, sides, breaks)
    return charts.line_chart(series, words=percent) if series else None


def series_of(results: list[Result], sides: list[Side], breaks: set[int]) -> list[charts.Series]:
    """The series of each side that has two years to join.

    Where sources disagree about a year the line goes through what the first says, and the others stand beside it.
    """
    language = get_language()
    series = []
    for side, place in zip_longest(sides, PLACES[: len(sides)], fillvalue=charts.Placement.MIDDLE):
        by_year: dict[int, Result] = {}
        others = []
        for result in results:
            if result.side_id != side.pk or result.value is None:
                continue
            if by_year.setdefault(result.survey.year, result).value != result.value:
                others.append(reading_of(result, breaks, language))
        readings = [reading_of(result, breaks, language) for result in by_year.values()]
        if len(readings) > 1:
            name = side.text("country")
            lang = wording.html_lang(name.language) if name.is_fallback else ""
            series.append(charts.Series(str(name), readings, place, lang, others))
    return series


def percent(value: float) -> str:
    """A value of the scale."""
    return wording.percent(int(value), get_language())


def drawn(chart: charts.LineChart | None) -> dict:
    return {"chart": chart, "disagree": chart is not None and any(line.others for line in chart.lines)}


def reading_of(result: Result, breaks: set[int], language: str) -> charts.Reading:
    year, words = result.survey.year, wording.percent(result.printed_value, language)
    return charts.Reading(year, float(result.value), words, year in breaks)


def asked_rows(results: list[Result], fieldwork: list[Fieldwork], wordings: list[Wording]) -> list[dict]:
    """How it was asked, year by year: the exact wording, and on which base, when and by which method on each side."""
    asked = {(result.survey, result.side_id, result.population) for result in results}
    said = {one.survey_id: one for one in wordings}
    surveys = sorted({survey for survey, _side, _population in asked}, key=lambda one: one.year)
    rows = []
    for survey in surveys:
        works = [one for one in fieldwork if (survey, one.side_id, one.population) in asked]
        rows.append(
            {
                "survey": survey,
                "wording": said.get(survey.pk),
                "fieldwork": [one for one in works if one.survey_id == survey.pk],
            }
        )
    return [row for row in rows if row["wording"] or row["fieldwork"]]


def questions_of(results: list[Result], sides: list[Side]) -> list[dict]:
    """The questions of one year, each with a row for every answer and population."""
    by_question: dict[Question, list[list[Result]]] = defaultdict(list)
    for group in grouped(results):
        by_question[group[0].answer.question].append(group)
    return [
        {"question": question, "rows": [row_of(group, sides) for group in groups]}
        for question, groups in sorted(by_question.items(), key=lambda item: (item[0].order, item[0].pk))
        if question.is_public()
    ]


def row_of(group: list[Result], sides: list[Side]) -> dict:
    answer: Answer = group[0].answer
    special = group[0].population != Population.GENERAL_PUBLIC
    return {
        "answer": answer,
        "population": group[0].get_population_display() if special else "",
        "cells": [
            {"results": results, "placement": place}
            for results, place in zip_longest(cells(group, sides), PLACES[: len(sides)], fillvalue="")
        ],
    }
