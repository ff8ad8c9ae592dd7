"""An edition for machines: all that is recorded of it, and its programme in the form that conference apps read."""

import uuid

from django.conf import settings
from django.db.models import Prefetch
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.urls import reverse
from modeltranslation.utils import build_localized_fieldname

from editions import prose, wording
from editions.models import (
    Appearance,
    Document,
    Edition,
    Figure,
    Partnership,
    PressRelease,
    Record,
    Session,
    Side,
    Speaker,
    Topic,
)
from editions.views import pages, timetable
from editions.views.edition_rows import label
from editions.views.editions import hosts, visible_to

VERSION = 1  # of the form; docs/edition.schema.json
UNKNOWN_LENGTH = 30  # minutes in the apps' form, which knows no session without an end


@pages.public
def edition_data(request: HttpRequest, number: int) -> HttpResponse:
    edition = fetch(request, number)
    visible = visible_to(request.user, edition)
    appearances = list(visible(Appearance).select_related("speaker__delegation", "read_by"))
    speakers = {one.speaker_id: one.speaker for one in appearances}
    speakers |= {one.read_by_id: one.read_by for one in appearances if one.read_by}
    by_session: dict[int | None, list[Appearance]] = {}
    for one in appearances:
        by_session.setdefault(one.session_id, []).append(one)
    sessions = programme(request, edition)
    data = {
        "version": VERSION,
        **named(edition),
        "number": edition.number,
        "year": edition.year,
        "state": edition.state,
        "mode": edition.mode or None,
        "starts_on": edition.starts_on,
        "ends_on": edition.ends_on,
        "theme": texts(edition, "theme"),
        "theme_is_official": official(edition, "theme"),
        "venues": [venue(one) for one in edition.venues.all()],
        "organisations": [partner(one, edition) for one in visible(Partnership).with_organisations()],
        "figures": [figure(one) for one in visible(Figure)],
        "sessions": [session(one, by_session.get(one.pk, [])) for one in sessions],
        "appearances": [appearance(one) for one in by_session.get(None, [])],
        "speakers": [speaker(one) for one in speakers.values()],
        "documents": [named(one) | {"title": texts(one, "title")} for one in visible(Document).order_by("id")],
        "releases": [named(one) | {"headline": texts(one, "headline")} for one in visible(PressRelease).for_list()],
        "sources": edition.source_list,
    }
    return answer(edition, data)


@pages.public
def edition_schedule(request: HttpRequest, number: int) -> HttpResponse:
    edition, sides = fetch(request, number), pages.sides(request)
    cast: dict[int, list[Appearance]] = {}
    for one in visible_to(request.user, edition)(Appearance).select_related("speaker").filter(session__isnull=False):
        cast.setdefault(one.session_id, []).append(one)
    sessions = [one for one in programme(request, edition) if one.starts_at]
    return answer(edition, {"schedule": schedule(request, edition, sessions, cast, sides)})


def fetch(request: HttpRequest, number: int) -> Edition:
    return pages.fetch(request, Edition.objects.prefetch_related(hosts()), number=number)


def programme(request: HttpRequest, edition: Edition) -> list[Session]:
    topic = Prefetch("topic", Topic.objects.visible_to(request.user))
    records = Prefetch("records", Record.objects.visible_to(request.user).select_related("document"))
    sessions = Session.objects.visible_to(request.user).filter(edition=edition).select_related("venue")
    return list(sessions.prefetch_related(topic, records).in_programme_order())


def answer(edition: Edition, data: dict) -> HttpResponse:
    """Any site may read it; search engines are pointed to the page."""
    response = JsonResponse(data, json_dumps_params={"ensure_ascii": False, "indent": 1})
    response.headers["Content-Type"] = "application/json; charset=utf-8"
    response.headers["Link"] = f'<{settings.SITE_URL}{edition.get_absolute_url()}>; rel="canonical"'
    response.headers["X-Robots-Tag"] = "noindex"
    return response


# All that is recorded


def named(item) -> dict:
    return {"id": item.permanent_id, "url": settings.SITE_URL + item.get_absolute_url()}


def texts(item, field: str) -> dict[str, str]:
    """The languages a text is there in, without any falling back."""
    return {wording.html_lang(code): str(item.text(field, code)) for code in item.languages_of(field)}


def official(item, field: str) -> list[str]:
    """The languages whose wording is the official one."""
    codes = [code for code in item.languages_of(field) if is_official(item, field, code)]
    return [wording.html_lang(code) for code in codes]


def is_official(item, field: str, code: str) -> bool:
    return bool(getattr(item, build_localized_fieldname(f"{field}_is_official", code)))


def venue(one) -> dict:
    return {
        "kind": one.kind,
        "side": one.side.code if one.side else None,
        "city": texts(one, "city"),
        "name": texts(one, "name"),
        "time_zone": one.clock or None,
        "is_planned": one.is_planned,
    }


def partner(one: Partnership, edition: Edition) -> dict:
    """An organisation under the name it had in the year of the edition."""
    name = one.organisation.name_in(edition.year)
    return {**named(one.organisation), "name": texts(name, "name") if name else {}, "role": one.role}


def figure(one: Figure) -> dict:
    words = {"counts": one.counts, "value": one.value, "precision": one.precision, "is_planned": one.is_planned}
    return {**words, "according_to": texts(one, "according_to"), "sources": one.source_list}


def session(one: Session, appearances: list[Appearance]) -> dict:
    place = one.venue
    return {
        **named(one),
        "kind": one.kind,
        "state": one.state,
        "title": texts(one, "title"),
        "title_is_official": official(one, "title"),
        "topic": one.topic.slug if one.topic else None,
        "day": one.day,
        "starts_at": one.starts_at and one.starts_at.isoformat(),
        "ends_at": one.ends_at and one.ends_at.isoformat(),
        "time_zone": one.time_zone or None,
        "times_are_planned": one.times_are_planned,
        "city": texts(place, "city") if place else {},
        "venue": texts(place, "name") if place else {},
        "room": texts(one, "room"),
        "spoken": [wording.html_lang(code) for code in one.spoken],
        "interpreted": [wording.html_lang(code) for code in one.interpreted],
        "description": {code: prose.plain_text(text) for code, text in texts(one, "description").items()},
        "appearances": [appearance(each) for each in appearances],
        "records": [record(each) for each in one.records.all()],
        "sources": one.source_list,
    }


def appearance(one: Appearance) -> dict:
    return {
        "speaker": one.speaker.permanent_id,
        "roles": list(one.roles),
        "mode": one.mode or None,
        "part": one.part,
        "read_by": one.read_by.permanent_id if one.read_by else None,
        "title": texts(one, "title"),
        "is_confirmed": one.is_confirmed,
        "session_label": one.session_label,
    }


def speaker(one: Speaker) -> dict:
    side = one.delegation
    words = {"name": texts(one, "name"), "family_name": one.family_name, "given_name": one.given_name}
    return {**named(one), **words, "reading": one.reading, "delegation": side.code if side else None}


def record(one: Record) -> dict:
    link = settings.SITE_URL + one.document.get_absolute_url() if one.document else one.link
    words = {"kind": one.kind, "basis": one.basis or None, "quoting": one.quoting or None}
    words |= {"language": one.language or None, "url": link or None}
    return {**words, "title": texts(one, "title"), "description": texts(one, "description")}


# The form of the apps: https://c3voc.de/wiki/schedule as frab and pretalx write it


def schedule(request: HttpRequest, edition: Edition, sessions: list[Session], cast: dict, sides: list[Side]) -> dict:
    changed = max([edition.updated_at, *(one.updated_at for one in sessions)])
    url = settings.SITE_URL + reverse("programme", args=[edition.number])
    zone = edition.time_zone or next((side.time_zone for side in sides), settings.TIME_ZONE)
    dates = sorted({one.day for one in sessions})
    rooms = list(dict.fromkeys(room_of(one) for one in sessions))
    topics = {one.topic.slug: str(one.topic.text("name")) for one in sessions if one.topic}
    start, end = edition.starts_on or next(iter(dates), None), edition.ends_on or next(iter(dates[::-1]), None)
    conference = {
        "acronym": f"edition-{edition.number}",
        "title": str(edition.text("theme")) or label(edition),
        "start": start,
        "end": end,
        "daysCount": len(dates),
        "timeslot_duration": "00:05",
        "time_zone_name": zone,
        "url": settings.SITE_URL + edition.get_absolute_url(),
        "colors": {"primary": "#1d1b18"},
        "rooms": [{"name": name, "slug": f"room-{n}", "guid": guid(edition, name)} for n, name in enumerate(rooms, 1)],
        "tracks": [{"name": name, "slug": slug, "color": "#5d574d"} for slug, name in topics.items()],
        "days": [day(n, date, [one for one in sessions if one.day == date], cast) for n, date in enumerate(dates, 1)],
    }
    version = changed.isoformat(timespec="seconds")
    return {"url": settings.SITE_URL + request.path, "version": version, "base_url": url, "conference": conference}


def guid(item, *words: str) -> str:
    return str(uuid.uuid5(uuid.NAMESPACE_OID, ":".join(["schedule", item.permanent_id, *words])))


def room_of(one: Session) -> str:
    """The room, else the house, else the city; the apps want a name for each."""
    place = one.venue
    names = [one.text("room"), *([place.text("name"), place.text("city")] if place else [])]
    return next((str(name) for name in names if name), "-")


def day(n: int, date, sessions: list[Session], cast: dict) -> dict:
    rooms: dict[str, list] = {}
    for one in sessions:
        rooms.setdefault(room_of(one), []).append(event(one, cast.get(one.pk, [])))
    starts, ends = [one.starts_at for one in sessions], [one.ends_at or one.starts_at for one in sessions]
    return {
        "index": n,
        "date": date,
        "day_start": min(starts).isoformat(),
        "day_end": max(ends).isoformat(),
        "rooms": rooms,
    }


def event(one: Session, appearances: list[Appearance]) -> dict:
    start, end = one.starts_at, one.ends_at
    minutes = int((end - start).total_seconds() // 60) if end else UNKNOWN_LENGTH
    speakers = {each.speaker_id: each.speaker for each in appearances}
    return {
        "guid": guid(one),
        "code": one.permanent_id,
        "id": int(one.permanent_id, 36),
        "logo": None,
        "date": start.isoformat(),
        "start": f"{start:%H:%M}",
        "duration": f"{minutes // 60:02}:{minutes % 60:02}",
        "room": room_of(one),
        "slug": one.slug,
        "url": settings.SITE_URL + one.get_absolute_url(),
        "title": str(one.text("title")) or str(one.get_kind_display()),
        "subtitle": "",
        "track": str(one.topic.text("name")) if one.topic else None,
        "type": str(one.get_kind_display()),
        "language": wording.html_lang(one.spoken[0]) if one.spoken else "",
        "abstract": timetable.languages(one),
        "description": prose.plain_text(str(one.text("description"))),
        "recording_license": "",
        "do_not_record": False,
        "persons": [person(each) for each in speakers.values()],
        "links": [
            {"title": str(each.text("title")) or str(each.get_kind_display()), "url": each.link, "type": "related"}
            for each in one.records.all()
            if each.link
        ],
        "attachments": [],
        "answers": [],
    }


def person(speaker: Speaker) -> dict:
    name = str(speaker.text("name"))
    return {
        "guid": guid(speaker),
        "id": int(speaker.permanent_id, 36),
        "code": speaker.permanent_id,
        "name": name,
        "public_name": name,
        "url": settings.SITE_URL + speaker.get_absolute_url(),
        "answers": [],
    }
