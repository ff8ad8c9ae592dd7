"""The editions: all of them on one thread and in one table, and each with everything said of it."""

from collections import defaultdict

from django.db.models import OuterRef, Prefetch, Q, Subquery
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from editions.event_data import edition_event
from editions.filters import clean_address
from editions.kept_counts import kept
from editions.list_filters import EditionFilter
from editions.models import (
    Appearance,
    Coverage,
    Document,
    Edition,
    EditionName,
    Figure,
    OrganisationName,
    Partnership,
    Photo,
    Plan,
    PressRelease,
    Promise,
    Session,
    Survey,
    Venue,
    give,
    give_each,
    prepared,
)
from editions.views import pages, shapes

from .edition_rows import (
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
from .speaker_rows import give_portraits, visible_photos

RELEASES = 12  # the newest; the press list has the others
COVERAGE = 6
SPEAKERS_AT_A_GLANCE = 8  # of each delegation


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
    known = Edition.objects
    edition = pages.fetch_by(
        request, edition_at, lambda: with_neighbours(known.visible_to(request.user), known), number=number
    )
    pages.know_venues(edition)
    ask, sides = {"user": request.user, "edition": edition.pk}, pages.sides(request)
    sessions, (count, shown) = sessions_of(**ask), at_a_glance(request, edition)
    know_rooms(sessions, edition)
    people = appearances_of(**ask, speakers=shown) if shown else []
    shapes.know_delegations((one.speaker for one in people), sides)
    photos = visible_photos(request.user, [edition.cover_id, *(one.speaker.portrait_id for one in people)])
    give_portraits((one.speaker for one in people), photos)
    delegations = shapes.delegations(people, sides)
    partnerships, figures, plans = partnerships_of(**ask), figures_of(**ask), plans_of(**ask)
    give(edition, "printed_names", printed_names_of(**ask))
    give_each([one.organisation for one in partnerships], "names", lambda: names_of_partners(**ask))
    newest = releases(releases_of(**ask))
    about = heading(edition)
    return render(
        request,
        "editions/detail.html",
        {
            "edition": edition,
            **about,
            **spoken_of(request, edition),
            "structured_data": edition_event(
                edition,
                str(about["title"]),
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
            "delegations": delegations,
            "speaker_count": count,
            "releases": newest[:RELEASES],
            "has_more_releases": len(newest) > RELEASES,
            "coverage": [shapes.coverage(one) for one in coverage_of(**ask)],
            **pictures(request, edition, photos.get(edition.cover_id)),
            "documents": documents_of(**ask),
            "survey": survey_of.first(**ask, year=edition.year),
            "promises": promises_of(**ask),
            "sources": shapes.sources(edition, *plans, *figures, *partnerships),
            **neighbours(edition),
        },
    )


def at_a_glance(request: HttpRequest, edition: Edition) -> tuple[int, list[int]]:
    """How many speak at an edition, and the first of each delegation, whom its page shows; kept, for there may be a thousand."""

    def read() -> tuple[int, list[int]]:
        delegations = defaultdict(list)
        speakers = dict(speakers_in_order(request.user, edition=edition.pk))
        for speaker, delegation in speakers.items():
            delegations[delegation].append(speaker)
        return len(speakers), [one for theirs in delegations.values() for one in theirs[:SPEAKERS_AT_A_GLANCE]]

    return kept(request.META, ("speakers at a glance", edition.pk), read)


def know_rooms(sessions: list[Session], edition: Edition) -> None:
    """Let each session's ``venue`` be the one of the edition's, which are loaded anyway."""
    venues = {venue.pk: venue for venue in edition.venues.all()}
    for session in sessions:
        if session.venue_id in venues:
            session.venue = venues[session.venue_id]


def pictures(request: HttpRequest, edition: Edition, cover: Photo | None) -> dict:
    """The photograph that stands for the edition, where it has one this visitor may see, and others of it."""
    others = [photo for photo in photos_of(request.user, edition=edition.pk) if photo != cover]
    return {"cover": next(iter(gallery([cover])), None) if cover else None, "photos": gallery(others[:5])}


def spoken_of(request: HttpRequest, edition: Edition) -> dict:
    """As of any item; but where nothing is written yet, nothing is shown in another language either."""
    told = pages.about(request, edition)
    return told if edition.text("theme") or edition.text("summary") else {**told, "fallback": None}


# What is asked for


def hosts() -> Prefetch:
    """Venues with their sides, in one query."""
    return Prefetch("venues", Venue.objects.select_related("side"))


def with_neighbours(others, editions):
    """Editions with the numbers and years of those before and after among ``others``."""
    before = others.filter(number__lt=OuterRef("number")).order_by("-number")
    after = others.filter(number__gt=OuterRef("number")).order_by("number")
    return editions.annotate(
        **{f"previous_{name}": Subquery(before.values(name)[:1]) for name in ("number", "year")},
        **{f"next_{name}": Subquery(after.values(name)[:1]) for name in ("number", "year")},
    )


def visible_to(user, edition: Edition):
    """Of a model, the rows of this edition that the visitor may see."""
    return lambda model: model.objects.visible_to(user).filter(edition=edition)


@prepared
def edition_at(visible, language, number):
    editions = with_neighbours(visible(Edition), visible(Edition).filter(number=number))
    return pages.knowing_behind(editions, language)[:1]


@prepared
def sessions_of(visible, edition):
    return visible(Session).filter(edition=edition).without("description").in_programme_order()


@prepared
def speakers_in_order(visible, edition):
    """Who appears, as often as they do, with their delegations."""
    return visible(Appearance).filter(edition=edition).values_list("speaker", "speaker__delegation")


@prepared
def appearances_of(visible, edition, speakers):
    appearances = visible(Appearance).filter(edition=edition, speaker__in=speakers).select_related("speaker")
    return appearances.without("speaker__biography")


@prepared
def partnerships_of(visible, edition):
    return visible(Partnership).filter(edition=edition).select_related("organisation")


@prepared
def names_of_partners(_visible, edition):
    return OrganisationName.objects.filter(organisation__partnerships__edition=edition).distinct()


@prepared
def printed_names_of(_visible, edition):
    return EditionName.objects.filter(edition=edition)


@prepared
def figures_of(visible, edition):
    return visible(Figure).filter(edition=edition)


@prepared
def plans_of(visible, edition):
    return visible(Plan).filter(edition=edition)


@prepared
def releases_of(visible, edition):
    """One more than are shown, which tells whether there are more."""
    return visible(PressRelease).filter(edition=edition).brief().newest_first()[: RELEASES + 1]


@prepared
def coverage_of(visible, edition):
    return visible(Coverage).filter(edition=edition).newest_first()[:COVERAGE]


@prepared
def photos_of(visible, edition):
    return visible(Photo).filter(edition=edition).in_order()[:6]


@prepared
def documents_of(visible, edition):
    return visible(Document).filter(edition=edition).without("body", "standing").oldest_first()


@prepared
def survey_of(visible, edition, year):
    of_the_year = Q(edition=edition) | Q(edition=None, year=year)
    return visible(Survey).filter(of_the_year).order_by("-year")[:1]


@prepared
def promises_of(visible, edition):
    return visible(Promise).open(visible.at).filter(edition=edition)
