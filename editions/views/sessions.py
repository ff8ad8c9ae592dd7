"""Sessions: the programme of an edition, all of them, and each of them."""

from urllib.parse import urlencode, urlsplit

from django.db.models import F, Prefetch
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from modeltranslation.utils import build_localized_fieldname

from editions.event_data import session_page_event
from editions.filters import clean_address
from editions.list_filters import ProgrammeFilter, SessionFilter
from editions.models import (
    Appearance,
    Edition,
    Photo,
    Record,
    Session,
    Topic,
    Venue,
    language_codes,
    leads_nowhere,
    prepared,
)
from editions.views import pages, shapes, timetable
from editions.views.edition_rows import gallery, label, label_of
from editions.views.programme_choice import choice, picked
from editions.views.speaker_rows import portraits

SESSIONS_A_PAGE = 40
TITLES = [build_localized_fieldname("title", code) for code in language_codes()]


@clean_address
@pages.public
def programme(request: HttpRequest, number: int) -> HttpResponse:
    edition = pages.fetch_by(request, edition_at, Edition.objects.all, number=number)
    pages.know_venues(edition)
    sessions = Session.objects.visible_to(request.user).filter(edition=edition)
    everything = sessions_of(request.user, edition=edition.pk)
    filters = ProgrammeFilter(request.GET, sessions, rows=everything, request=request)
    sides = pages.sides(request)
    card = with_cast(request, edition, filters.filters["topic"].labels)
    chosen = picked(request)
    rows = [one for one in everything if one.slug in chosen] if chosen else filters.shown
    return render(
        request,
        "sessions/programme.html",
        {
            **pages.about(request, edition),
            "edition": edition,
            "label": label_of(edition.number, edition.year),
            "title": _("Programme of the %(edition)s") % {"edition": label_of(edition.number, edition.year)},
            "breadcrumbs": [*trail(edition), {"label": _("Programme")}],
            "palette": shapes.palette(edition),
            "filters": filters,
            "choice": choice(edition, [one.slug for one in rows]) if chosen else None,
            "noindex": bool(chosen),
            "calendar_query": urlencode(filters.chosen),
            "days": timetable.days([one for one in rows if not is_preparatory(one)], sides, card),
            "preparatory": timetable.days([one for one in rows if is_preparatory(one)], sides, card),
            "notices": [notice for notice in pages.notices(request, edition) if notice.edition_id or notice.session_id],
        },
    )


@clean_address
@pages.public
def session_list(request: HttpRequest) -> HttpResponse:
    filters = SessionFilter(request.GET, Session.objects.visible_to(request.user), request=request)
    page = pages.paginate(request, newest_first(filters.qs.select_related("edition", "topic")), SESSIONS_A_PAGE)
    address, topics = shapes.addresses("session-detail"), filters.filters["topic"].labels
    return render(
        request,
        "sessions/list.html",
        {
            "title": _("Sessions"),
            "breadcrumbs": [{"label": _("Editions"), "url": reverse("edition-list")}, {"label": _("Sessions")}],
            "filters": filters,
            "sessions": [row(one, address, topics) for one in page],
            "count": page.paginator.count,
            "pagination": shapes.pagination(request, page),
        },
    )


@pages.public
def session_detail(request: HttpRequest, slug: str) -> HttpResponse:
    session = pages.fetch(request, whole(request.user), slug=slug)
    visible = lambda model: model.objects.visible_to(request.user).filter(session=session)  # noqa: E731
    people = visible(Appearance).select_related("speaker__delegation", "read_by")
    people = list(people.prefetch_related(portraits(request.user, "speaker__")))
    title, sides = shapes.wordings(session, "title"), pages.sides(request)
    return render(
        request,
        "sessions/detail.html",
        {
            **pages.about(request, session),
            "session": session,
            "structured_data": session_page_event(
                session, label_of(session.edition.number, session.edition.year), people
            ),
            "title": title["shown"] or session.get_kind_display(),
            "wordings": title,
            "kicker": label_of(session.edition.number, session.edition.year),
            "state_label": "" if session.state == Session.State.HELD else session.get_state_display(),
            "breadcrumbs": [*trail(session.edition, programme=True), {"label": title["shown"] or session.slug}],
            "palette": shapes.palette(session.edition),
            "notices": [one for one in pages.notices(request, session.edition) if one.session_id == session.pk],
            "clocks": timetable.clocks(session.starts_at, session.ends_at, timetable.clock_words(session, sides)),
            "details": details(session),
            "speakers": cards(people),
            "records": [
                record(one)
                for one in visible(Record).select_related("document").annotate(is_dead=leads_nowhere("link"))
            ],
            "photos": gallery(visible(Photo).in_order()[:8]),
            "elsewhere": elsewhere(request.user, session),
            "sources": shapes.sources(session),
            **neighbours(request.user, session),
        },
    )


# What is asked for


@prepared
def edition_at(visible, language, number):
    return pages.knowing_behind(visible(Edition).filter(number=number), language)[:1]


@prepared
def sessions_of(visible, edition):
    return visible(Session).filter(edition=edition).select_related("topic", "venue").in_programme_order()


@prepared
def cast_of(visible, edition):
    return visible(Appearance).filter(edition=edition, session__isnull=False).select_related("speaker")


def newest_first(sessions):
    """The latest edition first, each in the order of its programme."""
    return sessions.order_by(
        "-edition__number", F("day").asc(nulls_last=True), F("start_time").asc(nulls_last=True), "order", "id"
    )


def venues() -> Prefetch:
    return Prefetch("edition__venues", Venue.objects.select_related("side"))


def whole(user):
    """A session with its edition, its places, and its topic where the visitor may see it."""
    topic = Prefetch("topic", Topic.objects.visible_to(user))
    return Session.objects.select_related("edition", "venue__side").prefetch_related(topic, venues())


def elsewhere(user, session: Session) -> list[dict]:
    """The same topic in other years."""
    if session.topic is None:
        return []
    others = Session.objects.visible_to(user).filter(topic=session.topic).exclude(edition=session.edition_id)
    address = shapes.addresses("session-detail")
    return [row(one, address, {}) for one in newest_first(others.select_related("edition"))]


def neighbours(user, session: Session) -> dict:
    """For components/neighbours.html: the sessions before and after it in the programme of its edition."""
    beside = Session.objects.visible_to(user).filter(edition=session.edition).in_programme_order()
    order, address = list(beside.only("slug", "kind", "source_language", *TITLES)), shapes.addresses("session-detail")
    place = next((n for n, one in enumerate(order) if one.pk == session.pk), 0)
    found = {
        "previous": (_("Before this session"), order[place - 1] if place else None),
        "next": (_("After this session"), order[place + 1] if place + 1 < len(order) else None),
    }
    return {
        which: {"url": address(one.slug), "label": words, "title": one.text("title") or one.get_kind_display()}
        for which, (words, one) in found.items()
        if one
    }


def with_cast(request: HttpRequest, edition: Edition, topics: dict):
    """A function from a session of this edition to its card with those who take part, in one query for all."""
    found: dict[int, list[Appearance]] = {}
    for one in cast_of(request.user, edition=edition.pk):
        found.setdefault(one.session_id, []).append(one)
    address, people = shapes.addresses("session-detail"), shapes.addresses("speaker-detail")

    def card(session: Session) -> dict:
        return {
            **timetable.session_card(session, address, topics),
            "cast": timetable.cast(found.get(session.pk, []), people),
        }

    return card


# What is shown


def is_preparatory(session: Session) -> bool:
    return session.kind == Session.Kind.PREPARATORY


def trail(edition: Edition, *, programme: bool = False) -> list[dict]:
    crumbs = [
        {"label": _("Editions"), "url": reverse("edition-list")},
        {"label": label(edition), "url": reverse("edition-detail", args=[edition.number])},
    ]
    if programme:
        crumbs.append({"label": _("Programme"), "url": reverse("programme", args=[edition.number])})
    return crumbs


def row(session: Session, address, topics: dict) -> dict:
    """A session in a list of several editions."""
    edition = label_of(session.edition.number, session.edition.year)
    return {**timetable.session_card(session, address, topics, meta=[edition]), "day": session.day}


def details(session: Session) -> list[dict]:
    """For components/details.html: kind, topic, place and languages, as far as they are recorded."""
    topic, place = session.topic, session.venue
    rows = [
        (_("Kind"), session.get_kind_display(), ""),
        (_("Topic"), topic.text("name") if topic else "", topic.get_absolute_url() if topic else ""),
        (_("Place"), (place.text("name") or place.text("city")) if place else "", ""),
        (_("Room"), session.text("room"), ""),
        (_("Languages"), timetable.languages(session), ""),
        (_("Announced as"), session.text("announced_as"), ""),
    ]
    return [{"label": name, "values": [{"value": value, "url": url}]} for name, value, url in rows if value]


def cards(appearances) -> list[dict]:
    """Everybody who took part, once, with each role, the way it was done and the title of the time."""
    address = shapes.addresses("speaker-detail")
    return [
        {
            **shapes.speaker(one, address, shapes.role_words(theirs, whole=True), shapes.title_then(theirs)),
            "palette": one.delegation.palette if one.delegation else "",
        }
        for one, theirs in shapes.speakers(appearances)
    ]


def record(one: Record) -> dict:
    """A transcript, a video: where it is, what it is, and what was said of it, should the link be dead one day."""
    return {
        "title": one.text("title") or one.get_kind_display(),
        "url": one.document.get_absolute_url() if one.document else one.link,
        "is_ours": bool(one.document),
        "is_dead": one.is_dead and not one.document,
        "host": urlsplit(one.link).netloc,
        "kind": one.get_kind_display(),
        "basis": one.get_basis_display(),
        "quoting": one.get_quoting_display(),
        "language": shapes.language_name(one.language) if one.language else "",
        "description": one.text("description"),
    }
