"""The front page: which edition is the latest or the next, the thread of all of them, what is new, and one finding."""

from django.db.models import Exists, OuterRef, Q
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from editions import wording
from editions.charts import LineChart
from editions.models import (
    Coverage,
    Edition,
    Fieldwork,
    Figure,
    Photo,
    Plan,
    Population,
    PressRelease,
    Result,
    Side,
    Wording,
)
from editions.views import pages, shapes
from editions.views.edition_rows import TO_COME, figure, gallery, heading, label_of, plan, releases, weave
from editions.views.editions import hosts
from editions.views.surveys import chart_over_years

FIGURES_AT_A_GLANCE, PHOTOS = 3, 5


def home(request: HttpRequest) -> HttpResponse:
    user = request.user
    editions = list(Edition.objects.visible_to(user).prefetch_related(hosts()))
    edition, lost = featured(editions)
    return render(
        request,
        "home/home.html",
        {
            "edition": edition,
            **(heading(edition) if edition else {}),
            "palette": shapes.palette(edition) if edition else "",
            "lost": postponed(request, lost),
            "figures": [figure(one) for one in figures(user, edition)],
            "weave": weave(editions, pages.sides(request)),
            "releases": releases(PressRelease.objects.visible_to(user).for_list().newest_first()[:4]),
            "coverage": [shapes.coverage(one) for one in Coverage.objects.visible_to(user).newest_first()[:4]],
            "finding": finding(user, pages.sides(request)),
            "photos": gallery(newest_photos(user)),
        },
    )


def featured(editions: list[Edition]) -> tuple[Edition | None, Edition | None]:
    """The edition to come, else the last one held; and a later one that lost its date.

    ``editions`` come with the latest first.
    """
    lost = next((one for one in editions if one.state not in (*TO_COME, Edition.State.HELD)), None)
    front = next((one for one in editions if one.state in (*TO_COME, Edition.State.HELD)), lost)
    is_later = lost is not None and front is not None and lost.number > front.number
    return front, lost if is_later else None


def figures(user, edition: Edition | None):
    return Figure.objects.visible_to(user).filter(edition=edition)[:FIGURES_AT_A_GLANCE] if edition else []


def newest_photos(user) -> list[Photo]:
    """Of the latest edition that has any first, in the order of its gallery; never more galleries are put in order than are shown."""
    photos = Photo.objects.visible_to(user)
    there = Edition.objects.filter(Exists(photos.filter(edition=OuterRef("pk")).order_by()))
    latest = list(there.order_by("-number").values_list("pk", flat=True)[:PHOTOS])
    found = list(photos.filter(edition__in=latest[:1]).by_edition()[:PHOTOS])
    if len(found) < PHOTOS:
        found = list(photos.filter(Q(edition__in=latest) | Q(edition=None)).by_edition()[:PHOTOS])
    return found


def postponed(request: HttpRequest, edition: Edition | None) -> dict | None:
    """An edition without a date, and the dates it was last announced for."""
    if edition is None:
        return None
    plans = Plan.objects.visible_to(request.user).filter(edition=edition, starts_on__isnull=False)
    last = plans.order_by("-order", "-id").first()
    return {
        "label": label_of(edition.number, edition.year),
        "url": edition.get_absolute_url(),
        "state": edition.get_state_display(),
        "is_cancelled": edition.state == Edition.State.CANCELLED,
        "last_dates": plan(last)["dates"] if last else "",
    }


def finding(user, sides: list[Side]) -> dict | None:
    """One answer of the newest survey, as both sides gave it, with those who were asked and its line over the years;
    None without results.
    """
    results = Result.objects.visible_to(user).filter(value__isnull=False, population=Population.GENERAL_PUBLIC)
    in_order = results.order_by("-survey__year", "answer__question__order", "answer__order", "side__order", "id")
    newest = list(in_order.select_related("survey", "answer__question", "side")[:12])
    by_answer: dict[int, dict[int, Result]] = {}
    for one in newest:
        if one.survey_id == newest[0].survey_id:
            by_answer.setdefault(one.answer_id, {}).setdefault(one.side_id, one)
    if not newest:
        return None
    over_years = lines(user, by_answer)
    rows = list(by_answer[next(iter(over_years))].values())
    first, language = rows[0], get_language() or ""
    fieldwork = Fieldwork.objects.visible_to(user).filter(survey=first.survey, population=first.population)
    return {
        "question": first.answer.question.text("text_line"),
        "answer": first.answer.text("label"),
        "year": wording.year(first.survey.year, language),
        "url": first.survey.get_absolute_url(),
        "question_url": first.answer.question.get_absolute_url(),
        "values": [
            {
                "country": one.side.text("country"),
                "palette": one.side.palette,
                "value": wording.percent(one.printed_value, language),
            }
            for one in rows
        ],
        "base": [words for one in fieldwork.select_related("side") if (words := base(one))],
        "population": first.get_population_display(),
        "chart": chart(user, over_years[first.answer_id], sides),
    }


def lines(user, by_answer: dict[int, dict[int, Result]]) -> dict[int, list[Result]]:
    """Of the answers that most sides gave to one question all the years, the one recorded most often first."""
    sides = max(len(rows) for rows in by_answer.values())
    shared = {answer: next(iter(rows.values())) for answer, rows in by_answer.items() if len(rows) == sides}
    question = next(iter(shared.values())).answer.question_id
    found: dict[int, list[Result]] = {key: [] for key, one in shared.items() if one.answer.question_id == question}
    results = Result.objects.visible_to(user).filter(answer__in=found, population=Population.GENERAL_PUBLIC)
    for one in results.in_line():
        found[one.answer_id].append(one)
    return dict(sorted(found.items(), key=lambda item: -len(item[1])))


def chart(user, results: list[Result], sides: list[Side]) -> LineChart | None:
    """What was answered over the years, drawn; None where no side has two years to join."""
    asked = Wording.objects.visible_to(user).filter(question=results[0].answer.question_id, breaks_line=True)
    return chart_over_years(results, sides, set(asked.values_list("survey__year", flat=True)))


def base(one: Fieldwork) -> str:
    """Whom a percentage is of, in a sentence."""
    language = get_language() or ""
    dates = one.text("dates_note") or wording.date_range(one.starts_on, one.ends_on, language)
    if not one.sample:
        return ""
    told = {"country": one.side.text("country"), "number": wording.number(one.sample, language), "dates": dates}
    if not dates:
        return _("%(country)s: %(number)s people asked") % told
    return _("%(country)s: %(number)s people asked, %(dates)s") % told
