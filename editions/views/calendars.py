"""Programmes as calendars: an edition's, to subscribe to, and a single session's, to take in."""

import datetime
from urllib.parse import urlencode

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from editions import calendars, prose, wording
from editions.languages import Text
from editions.list_filters import ProgrammeFilter
from editions.models import Appearance, Edition, Session, Side, Speaker
from editions.views import pages, timetable
from editions.views.edition_rows import has_date, label, place_words
from editions.views.editions import hosts
from editions.views.programme_choice import carrying, picked
from editions.views.sessions import whole

CONTENT_TYPE = "text/calendar; charset=utf-8"
GONE = (Edition.State.POSTPONED, Edition.State.CANCELLED)


@pages.public
def programme_calendar(request: HttpRequest, number: int) -> HttpResponse:
    """The whole programme with the days of the edition; a part of it as the programme's own filters narrow it, or a choice."""
    edition = pages.fetch(request, Edition.objects.prefetch_related(hosts()), number=number)
    sessions = Session.objects.visible_to(request.user).filter(edition=edition, day__isnull=False)
    rows = list(sessions.select_related("topic", "venue").in_programme_order())
    chosen, narrowed = picked(request), {}
    if chosen:
        rows = [one for one in rows if one.slug in chosen]
    elif request.GET.keys() & ProgrammeFilter.base_filters.keys():
        filters = ProgrammeFilter(request.GET, sessions, rows=rows, request=request)
        rows, narrowed = filters.shown, filters.chosen
    for one in rows:
        one.edition = edition
    sides, is_part = pages.sides(request), bool(chosen or narrowed)
    entries = [*([] if is_part else days_of(edition)), *(entry(one, sides) for one in rows)]
    name = _("Programme of the %(edition)s, chosen sessions") if is_part else _("Programme of the %(edition)s")
    page, zone = reverse("programme", args=[edition.number]), zone_of(edition, sides)
    query = carrying("", [one.slug for one in rows] if chosen else []).removeprefix("?") or urlencode(narrowed)
    return answer(request, page, name % {"edition": label(edition)}, entries, zone, f"programme-{number}.ics", query)


@pages.public
def session_calendar(request: HttpRequest, slug: str) -> HttpResponse:
    session = pages.fetch(request, whole(request.user), slug=slug)
    sides = pages.sides(request)
    entries = [entry(session, sides)] if session.day else []
    zone = zone_of(session.edition, sides)
    return answer(request, session.get_absolute_url(), str(title_of(session)), entries, zone, f"{session.slug}.ics")


@pages.public
def speaker_calendar(request: HttpRequest, slug: str) -> HttpResponse:
    """The sessions in which somebody is on record, of all editions."""
    speaker = pages.fetch(request, Speaker.objects.select_related("delegation"), slug=slug)
    appearing = Appearance.objects.visible_to(request.user).filter(speaker=speaker).values("session")
    sessions = Session.objects.visible_to(request.user).filter(pk__in=appearing, day__isnull=False)
    rows = sessions.select_related("edition", "venue").in_programme_order()
    sides = pages.sides(request)
    zone = speaker.delegation.time_zone if speaker.delegation else zone_of(None, sides)
    entries = [entry(one, sides) for one in rows]
    name = _("Sessions with %(name)s") % {"name": speaker.text("name")}
    return answer(request, speaker.get_absolute_url(), name, entries, zone, f"{speaker.slug}.ics")


def zone_of(edition: Edition | None, sides: list[Side]) -> str:
    """The clock of a calendar in which nothing has a time."""
    return (edition.time_zone if edition else "") or next((side.time_zone for side in sides), settings.TIME_ZONE)


def answer(
    request: HttpRequest, page: str, name: str, entries, zone: str, file_name: str, query: str = ""
) -> HttpResponse:
    """The file, which stands for the page: search engines are pointed to that."""
    source = settings.SITE_URL + request.path + (f"?{query}" if query else "")
    body = calendars.calendar(name, entries, zone=zone, source=source, language=get_language() or "")
    response = HttpResponse(body, content_type=CONTENT_TYPE)
    response.headers["Link"] = f'<{settings.SITE_URL}{page}>; rel="canonical"'
    response.headers["X-Robots-Tag"] = "noindex"
    response.headers["Content-Disposition"] = f'inline; filename="{file_name}"'
    return response


# What is written


def uid(item) -> str:
    """The same for ever, in every language: a calendar that took it in before finds it again."""
    return f"{item.permanent_id}@{settings.SITE_HOST}"


def sequence(item, changed: datetime.datetime) -> int:
    """Seconds from its making to its last change: it grows with every save, and nothing has to be counted."""
    return max(int((changed - item.created_at).total_seconds()), 0)


def days_of(edition: Edition) -> list[calendars.Entry]:
    """The edition itself, all its days long, behind its sessions; a postponed one is called off on the days it had."""
    if not edition.starts_on:
        return []
    theme = edition.text("theme")
    title = wording.heading(label(edition), str(theme), get_language() or "") if theme else label(edition)
    return [
        calendars.Entry(
            uid=uid(edition),
            title=Text(title, theme.language if theme else get_language() or "", get_language() or ""),
            start=edition.starts_on,
            end=edition.ends_on or edition.starts_on,
            changed=edition.updated_at,
            sequence=sequence(edition, edition.updated_at),
            status=calendars.CONFIRMED if has_date(edition) else calendars.CANCELLED,
            place=place_words(edition),
            url=settings.SITE_URL + edition.get_absolute_url(),
            is_background=True,
        )
    ]


def entry(session: Session, sides: list[Side]) -> calendars.Entry:
    """A session that has a day; without a time it stands for the whole day."""
    changed = max(session.updated_at, session.edition.updated_at)
    return calendars.Entry(
        uid=uid(session),
        title=title_of(session),
        start=session.starts_at or session.day,
        end=session.ends_at,
        changed=changed,
        sequence=sequence(session, changed),
        status=status(session),
        place=place(session),
        description=description(session, sides),
        url=settings.SITE_URL + session.get_absolute_url(),
    )


def title_of(session: Session) -> Text:
    title = session.text("title")
    return title or Text(str(session.get_kind_display()), title.asked, title.asked)


def status(session: Session) -> str:
    """Called off with its edition; not certain before the edition is."""
    if session.state == Session.State.CANCELLED or session.edition.state in GONE:
        return calendars.CANCELLED
    is_open = session.state == Session.State.PLANNED and session.edition.state == Edition.State.PLANNED
    return calendars.TENTATIVE if is_open else calendars.CONFIRMED


def place(session: Session) -> str:
    venue = session.venue
    parts = [session.text("room"), *([venue.text("name"), venue.text("city")] if venue else [])]
    return wording.clauses([str(part) for part in parts if part], get_language() or "")


def description(session: Session, sides: list[Side]) -> str:
    """Both clocks in words, what is spoken, and what the page says of it."""
    parts = [
        "\n".join(timetable.clock_words(session, sides)),
        timetable.timing(session),
        timetable.languages(session),
        prose.plain_text(str(session.text("description"))),
    ]
    return "\n\n".join(part for part in parts if part)
