"""An edition and its sessions as search engines read them (schema.org Event), as plain dicts for ``components/json_ld.html``."""

import datetime as dt
from collections.abc import Iterable
from typing import Any

from django.conf import settings

from editions import wording
from editions.languages import Text
from editions.models import Appearance, Edition, Partnership, Plan, Session, Speaker, Venue

SCHEMA = "https://schema.org/"
ORGANISERS = (Partnership.Role.CO_HOST,)


def edition_event(
    edition: Edition,
    name: str,
    *,
    sessions: Iterable[Session],
    appearances: Iterable[Appearance],
    partnerships: Iterable[Partnership],
    plans: Iterable[Plan],
) -> dict:
    """The edition with its sessions as parts of it; all that is given here is what its page shows."""
    theme, before = edition.text("theme"), earlier_days(edition, plans)
    start, end = edition.starts_on or next(iter(before), None), edition.ends_on
    organisers = [one for one in partnerships if one.role in ORGANISERS]
    speakers = {one.speaker_id: one.speaker for one in appearances}.values()
    return whole(
        "Event",
        edition,
        name,
        inLanguage=wording.html_lang(theme.language),
        startDate=day(start),
        endDate=day(end) if start == edition.starts_on else None,
        previousStartDate=[day(one) for one in before if one != start] or None,
        eventStatus=SCHEMA + status(edition, before),
        eventAttendanceMode=SCHEMA + attendance(edition),
        location=[place(venue) for venue in edition.main_venues if not venue.is_planned] or online(edition),
        organizer=[organiser(one, edition) for one in organisers] or None,
        performer=[performer(one) for one in speakers] or None,
        subEvent=[session_event(one, edition) for one in sessions if one.day] or None,
    )


def session_event(session: Session, edition: Edition, appearances: Iterable[Appearance] = ()) -> dict:
    """A session. Its edition's fate is its own: what is postponed as a whole takes place in no part."""
    title = session.text("title") or Text(str(session.get_kind_display()), "", "")
    start, end = session.starts_at or session.day, session.ends_at
    called_off = session.state == Session.State.CANCELLED
    found = {
        "startDate": day(start),
        "endDate": day(end),
        "eventStatus": SCHEMA + ("EventCancelled" if called_off else status(edition, [])),
        "eventAttendanceMode": SCHEMA + attendance(edition),
        "location": room(session) or online(edition),
        "performer": [performer(one) for one in {one.speaker_id: one.speaker for one in appearances}.values()] or None,
    }
    return whole("Event", session, str(title), inLanguage=wording.html_lang(title.language) or None, **found)


def session_page_event(session: Session, edition_name: str, appearances: Iterable[Appearance]) -> dict:
    """The same for the page of its own, with the edition it is a part of."""
    above: dict[str, Any] = {
        "@type": "Event",
        "@id": ident(session.edition),
        "name": edition_name,
        "url": url(session.edition),
    }
    if session.edition.starts_on:
        above["startDate"] = session.edition.starts_on.isoformat()
    return session_event(session, session.edition, appearances) | {"superEvent": above}


def whole(kind: str, item: Any, name: str, **found: Any) -> dict:
    head = {"@context": "https://schema.org", "@type": kind, "@id": ident(item), "name": name, "url": url(item)}
    return head | {key: value for key, value in found.items() if value}


def ident(item: Any) -> str:
    """The address that never changes, whatever the language."""
    return f"{settings.SITE_URL}/id/{item.permanent_id}"


def url(item: Any) -> str:
    return settings.SITE_URL + item.get_absolute_url()


def day(moment: dt.date | None) -> str | None:
    return moment.isoformat() if moment else None


def earlier_days(edition: Edition, plans: Iterable[Plan]) -> list[dt.date]:
    """First days that were announced and did not hold, the latest announcement first."""
    found = dict.fromkeys(plan.starts_on for plan in plans if plan.starts_on and plan.starts_on != edition.starts_on)
    return list(found)[::-1]


def status(edition: Edition, before: list[dt.date]) -> str:
    """Called off, put off, moved out of its hall, moved to other days, or as it was announced."""
    if edition.state == Edition.State.CANCELLED:
        return "EventCancelled"
    if edition.state == Edition.State.POSTPONED:
        return "EventPostponed"
    if edition.mode == Edition.Mode.ONLINE and any(venue.is_planned for venue in edition.main_venues):
        return "EventMovedOnline"
    return "EventRescheduled" if before and edition.starts_on else "EventScheduled"


def attendance(edition: Edition) -> str:
    modes: dict[str, str] = {Edition.Mode.ONLINE: "Online", Edition.Mode.HYBRID: "Mixed"}
    return f"{modes.get(edition.mode, 'Offline')}EventAttendanceMode"


def online(edition: Edition) -> dict | None:
    return {"@type": "VirtualLocation", "url": url(edition)} if edition.mode == Edition.Mode.ONLINE else None


def place(venue: Venue) -> dict:
    city, hall = str(venue.text("city")), str(venue.text("name"))
    found: dict[str, Any] = {"@type": "Place", "name": hall or city}
    if city:
        country = {"addressCountry": str(venue.side.text("country"))} if venue.side else {}
        found["address"] = {"@type": "PostalAddress", "addressLocality": city} | country
    return found


def room(session: Session) -> dict | None:
    venue, name = session.venue, str(session.text("room"))
    if venue is None:
        return {"@type": "Place", "name": name} if name else None
    return place(venue) | ({"name": wording.heading(str(place(venue)["name"]), name, "en")} if name else {})


def organiser(one: Partnership, edition: Edition) -> dict:
    name = one.organisation.name_in(edition.year)
    said = str(name.text("name")) if name else one.organisation.slug
    return {"@type": "Organization", "@id": ident(one.organisation), "name": said, "url": url(one.organisation)}


def performer(speaker: Speaker) -> dict:
    return {"@type": "Person", "@id": ident(speaker), "name": str(speaker.text("name")), "url": url(speaker)}
