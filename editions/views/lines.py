"""Over the years: hosts, themes, sub-forums, outcomes and the mood of the survey of all editions, as one picture and one table."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import replace

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from editions import charts, wording
from editions.models import (
    Answer,
    Document,
    Edition,
    Fieldwork,
    Population,
    Result,
    Session,
    Side,
    Topic,
    TopicOrigin,
    Wording,
)
from editions.views import pages, shapes
from editions.views.edition_rows import cities, label, label_of, node, state_label
from editions.views.editions import hosts
from editions.views.home import base

from .surveys import PLACES, cells, percent, series_of


@pages.public
def lines(request: HttpRequest) -> HttpResponse:
    user, sides = request.user, pages.sides(request)
    editions = list(Edition.objects.visible_to(user).prefetch_related(hosts()).order_by("number"))
    topics = list(Topic.objects.visible_to(user))
    sessions = sessions_on(user, topics)
    documents = outcomes(user)
    results = mood(user)
    fieldwork = Fieldwork.objects.visible_to(user).filter(population=Population.GENERAL_PUBLIC)
    latest = max(results, key=lambda one: one.survey.year, default=None)
    drawing = overview(user, editions, topics, sessions, documents, results, sides)
    return render(
        request,
        "lines/page.html",
        {
            "title": _("Over the years"),
            "breadcrumbs": [{"label": _("Editions"), "url": reverse("edition-list")}, {"label": _("Over the years")}],
            "overview": drawing,
            "answer": latest.answer if latest else None,
            "asked": asked(latest.answer) if latest else "",
            "columns": sides,
            "rows": [
                {**row, "slice": piece}
                for row, piece in zip(
                    rows(editions, sessions, documents, results, sides), charts.slices(drawing.weave), strict=True
                )
            ],
            "base": [
                words for one in fieldwork.filter(survey=latest.survey).select_related("side") if (words := base(one))
            ]
            if latest
            else [],
            "latest": latest.survey if latest else None,
        },
    )


def asked(answer: Answer) -> str:
    """The question and the answer in one line, as the language of the question writes it."""
    question = answer.question.text("text_line")
    return wording.heading(str(question), str(answer.text("label")), question.language)


# What is asked for


def sessions_on(user, topics: list[Topic]) -> dict[int, dict[Topic, list[Session]]]:
    """The sessions of each edition by their topic; cancelled ones are none, and meetings before the forum neither."""
    known = {topic.pk: topic for topic in topics}
    found: dict[int, dict[Topic, list[Session]]] = defaultdict(lambda: defaultdict(list))
    sessions = Session.objects.visible_to(user).filter(topic__in=known).exclude(state=Session.State.CANCELLED)
    for one in sessions.exclude(kind=Session.Kind.PREPARATORY).in_programme_order():
        found[one.edition_id][known[one.topic_id]].append(one)
    return found


def outcomes(user) -> dict[int, list[Document]]:
    """What each edition adopted."""
    found: dict[int, list[Document]] = defaultdict(list)
    documents = Document.objects.visible_to(user).filter(kind__in=Document.OUTCOMES, edition__isnull=False)
    for one in documents.oldest_first():
        found[one.edition_id].append(one)
    return found


def mood(user) -> list[Result]:
    """One answer of the general public over the years: of the first question the one recorded most often."""
    public = Result.objects.visible_to(user).filter(population=Population.GENERAL_PUBLIC, value__isnull=False)
    answers = Answer.objects.visible_to(user).filter(results__in=public.values("pk"))
    first = answers.order_by("question__order", "question_id").values_list("question_id", flat=True).first()
    by_answer: dict[int, list[Result]] = defaultdict(list)
    for one in public.filter(answer__question=first).in_line().select_related("answer__question"):
        by_answer[one.answer_id].append(one)
    return max(by_answer.values(), key=len, default=[])


# What is shown


def overview(user, editions, topics, sessions, documents, results, sides: list[Side]) -> charts.Overview:
    """For lines/_picture.html."""
    address = shapes.addresses("edition-detail")
    numbers = {edition.pk: edition.number for edition in editions}
    breaks = set()
    if results:
        asked = Wording.objects.visible_to(user).filter(question=results[0].answer.question_id, breaks_line=True)
        breaks = {one.survey.year for one in asked.select_related("survey")}
    return charts.overview(
        (with_theme(node(edition, sides, address(edition.number)), edition) for edition in editions),
        topic_lines(user, topics, sessions, numbers),
        (adopted(one, numbers[key]) for key, some in documents.items() if key in numbers for one in some),
        series_of(results, sides, breaks),
        percent,
    )


def with_theme(one: charts.WeaveEdition, edition: Edition) -> charts.WeaveEdition:
    """Its accessible name says the theme too: the picture has no room to write it."""
    theme = edition.text("theme")
    if not theme or theme.is_fallback:
        return one  # the label is in the language of the page
    return replace(one, label=wording.heading(one.label, str(theme), get_language() or ""))


def topic_lines(user, topics: list[Topic], sessions, numbers: dict[int, int]) -> list[charts.TopicLine]:
    address = shapes.addresses("topic-detail")
    origins: dict[int, list[TopicOrigin]] = defaultdict(list)
    for origin in TopicOrigin.objects.visible_to(user).select_related("earlier", "edition"):
        origins[origin.topic_id].append(origin)
    made = []
    for topic in topics:
        held = sorted(numbers[key] for key, by_topic in sessions.items() if key in numbers and topic in by_topic)
        if not held:
            continue
        name = topic.text("name")
        language = name.language  # the whole label is in one language
        told = [wording.edition_label(number, language) for number in held]
        made.append(
            charts.TopicLine(
                key=topic.slug,
                name=str(name),
                url=address(topic.slug),
                label=wording.heading(str(name), wording.join_list(told, language), language),
                numbers=held,
                origins=[
                    charts.Origin(
                        one.earlier.slug, charts.OriginKind(one.kind), one.edition.number if one.edition else None
                    )
                    for one in origins[topic.pk]
                ],
                name_lang=wording.html_lang(name.language) if name.is_fallback else "",
            )
        )
    return made


def adopted(document: Document, number: int) -> charts.Outcome:
    title = document.text("title")
    label = wording.clauses([wording.edition_label(number, title.language), str(title)], title.language)
    lang = wording.html_lang(title.language) if title.is_fallback else ""
    return charts.Outcome(number, label, document.get_absolute_url(), lang)


def rows(editions: Iterable[Edition], sessions, documents, results: list[Result], sides: list[Side]) -> list[dict]:
    """A row for every edition, the latest first: what the picture shows, in words and figures."""
    address, topic_address = shapes.addresses("session-detail"), shapes.addresses("topic-detail")
    edition_address = shapes.addresses("edition-detail")
    by_year: dict[int, list[Result]] = defaultdict(list)
    for one in results:
        by_year[one.survey.year].append(one)
    return [
        {
            "url": edition_address(edition.number),
            "label": label(edition),
            "name": label_of(edition.number, edition.year),
            "year": wording.year(edition.year, get_language() or ""),
            "cities": cities(edition),
            "hosts": [side.text("country") for side in edition.host_sides],
            "placement": shapes.placement(edition, sides),
            "mode": "" if edition.mode == Edition.Mode.IN_PERSON else edition.get_mode_display(),
            "state_label": state_label(edition),
            "theme": shapes.wordings(edition, "theme"),
            "topics": [
                {
                    "name": topic.text("name"),
                    "url": address(some[0].slug) if len(some) == 1 else topic_address(topic.slug),
                }
                for topic, some in sorted(sessions.get(edition.pk, {}).items(), key=lambda item: item[0].order)
            ],
            "outcomes": [
                {"title": one.text("title"), "url": one.get_absolute_url()} for one in documents.get(edition.pk, [])
            ],
            "survey": by_year[edition.year][0].survey if by_year[edition.year] else None,
            "cells": [
                {"results": some, "placement": place, "country": side.text("country")}
                for some, side, place in zip(cells(by_year[edition.year], sides), sides, PLACES, strict=False)
            ],
        }
        for edition in reversed(list(editions))
    ]
