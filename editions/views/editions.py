"""The editions: all of them on one thread and in one table, and each with everything said of it."""

from django.db.models import Case, OuterRef, Prefetch, Q, Subquery, When
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from editions.event_data import edition_event
from editions.filters import clean_address
from editions.list_filters import EditionFilter
from editions.models import (
    Appearance,
    Coverage,
    Document,
    Edition,
    Figure,
    Partnership,
    Photo,
    Plan,
    PressRelease,
    Promise,
    Session,
    Survey,
    Venue,
)
from editions.views import pages, shapes

from .edition_rows import (
    at_a_glance,
    details,
    figure,
    gallery,
    heading,
    label,
    neighbours,
    plan,
    programme,
    releases,
    row,
    weave,
)
from .speaker_rows import portraits


@clean_address
@pages.public
def edition_list(request: HttpRequest) -> HttpResponse:
    editions = Edition.objects.visible_to(request.user)
    filters = EditionFilter(request.GET, editions, request=request)
    everything = list(editions.prefetch_related(hosts(), "printed_names"))
    shown = set(filters.qs.values_list("pk", flat=True))
    sides, address = pages.sides(request), shapes.addresses("edition-detail")
    return render(
        request,
        "editions/list.html",
        {
            "title": _("Editions"),
            "breadcrumbs": [{"label": _("Editions")}],
            "filters": filters,
            "weave": weave(everything, sides),
            "rows": [row(edition, sides, address) for edition in everything if edition.pk in shown],
        },
    )


@pages.public
def edition_detail(request: HttpRequest, number: int) -> HttpResponse:
    edition = pages.fetch(request, with_neighbours(request), number=number)
    visible = visible_to(request.user, edition)
    sides = pages.sides(request)
    sessions = list(visible(Session).select_related("venue__side").in_programme_order())
    people = (
        visible(Appearance).select_related("speaker__delegation").prefetch_related(portraits(request.user, "speaker__"))
    )
    people = list(people)
    delegations = shapes.delegations(people, sides)
    partnerships = list(visible(Partnership).with_organisations())
    figures, plans = list(visible(Figure)), list(visible(Plan))
    return render(
        request,
        "editions/detail.html",
        {
            "edition": edition,
            **heading(edition),
            **spoken_of(request, edition),
            "structured_data": edition_event(
                edition,
                str(heading(edition)["title"]),
                sessions=sessions,
                appearances=people,
                partnerships=partnerships,
                plans=plans,
            ),
            "breadcrumbs": [{"label": _("Editions"), "url": reverse("edition-list")}, {"label": label(edition)}],
            "palette": shapes.palette(edition),
            "notices": [notice for notice in pages.notices(request, edition) if notice.edition_id == edition.pk],
            "figures": [figure(one) for one in figures],
            "plans": [plan(one) for one in plans],
            "details": details(edition, partnerships),
            "days": programme(sessions, sides),
            "delegations": [at_a_glance(one) for one in delegations],
            "speaker_count": sum(len(one["speakers"]) for one in delegations),
            "releases": releases(visible(PressRelease).for_list().newest_first()),
            "coverage": [shapes.coverage(one) for one in visible(Coverage).newest_first()[:6]],
            **pictures(request, edition),
            "documents": list(visible(Document).order_by("adopted_on", "id")),
            "survey": survey_of(request, edition),
            "promises": list(visible(Promise).open()),
            "sources": shapes.sources(edition, *plans, *figures, *partnerships),
            **neighbours(edition),
        },
    )


def pictures(request: HttpRequest, edition: Edition) -> dict:
    """The photograph that stands for the edition, where it has one this visitor may see, and others of it; one query."""
    mine = Q(edition=edition) | Q(pk=edition.cover_id)
    first = Case(When(pk=edition.cover_id, then=0), default=1)
    photos = list(Photo.objects.visible_to(request.user).filter(mine).in_order(first)[:6])
    cover = [photo for photo in photos if photo.pk == edition.cover_id]
    others = [photo for photo in photos if photo not in cover]
    return {"cover": next(iter(gallery(cover)), None), "photos": gallery(others[:5])}


def spoken_of(request: HttpRequest, edition: Edition) -> dict:
    """As of any item; but where nothing is written yet, nothing is shown in another language either."""
    told = pages.about(request, edition)
    return told if edition.text("theme") or edition.text("summary") else {**told, "fallback": None}


# What is asked for


def hosts() -> Prefetch:
    """Venues with their sides, in one query."""
    return Prefetch("venues", Venue.objects.select_related("side"))


def with_neighbours(request: HttpRequest):
    """Editions with the numbers and years of those before and after that the visitor may see."""
    others = Edition.objects.visible_to(request.user)
    before = others.filter(number__lt=OuterRef("number")).order_by("-number")
    after = others.filter(number__gt=OuterRef("number")).order_by("number")
    return Edition.objects.annotate(
        **{f"previous_{name}": Subquery(before.values(name)[:1]) for name in ("number", "year")},
        **{f"next_{name}": Subquery(after.values(name)[:1]) for name in ("number", "year")},
    ).prefetch_related(hosts(), "printed_names")


def visible_to(user, edition: Edition):
    """Of a model, the rows of this edition that the visitor may see."""
    return lambda model: model.objects.visible_to(user).filter(edition=edition)


def survey_of(request: HttpRequest, edition: Edition) -> Survey | None:
    of_the_year = Q(edition=edition) | Q(edition=None, year=edition.year)
    return Survey.objects.visible_to(request.user).filter(of_the_year).order_by("-year").first()
