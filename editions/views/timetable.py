"""A programme as it is read: days, what runs at the same time side by side, and the clocks of both capitals."""

import datetime
from collections.abc import Callable, Iterable, Mapping
from itertools import groupby

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from editions import wording
from editions.languages import Text, language_name
from editions.models import Appearance, Session, Side

from .shapes import iso


def days(
    sessions: Iterable[Session],
    sides: list[Side],
    card: Callable[[Session], dict],
) -> list[dict]:
    """For components/programme.html: sessions in programme order as days of slots of cards."""
    language = get_language() or ""
    return [
        {
            "date": day and day.isoformat(),
            "label": wording.date_with_weekday(day, language) if day else _("Day not recorded"),
            "slots": [slot(list(together), sides, card) for _key, together in groupby(todays, key=beginning)],
        }
        for day, todays in groupby(sessions, key=lambda session: session.day)
    ]


def beginning(session: Session) -> tuple[datetime.time | None, str]:
    """What begins at the same time on the same clock runs in parallel; what has no time is told together."""
    return session.start_time, session.time_zone if session.start_time else ""


def slot(together: list[Session], sides: list[Side], card: Callable[[Session], dict]) -> dict:
    """Sessions that begin together; where they end at different times, each of them says when."""
    ends = {session.end_time for session in together}
    cards = [{**card(session), "start": iso(session.starts_at), "end": iso(session.ends_at)} for session in together]
    if len(ends) > 1:
        for session, one in zip(together, cards, strict=True):
            one["meta"] = [*clock_words(session, sides)[:1], *one["meta"]]
    first = together[0]
    end = first.ends_at if len(ends) == 1 else None
    words = wording.clocks(first.starts_at, zones(first, sides), get_language() or "", end)
    return {"clocks": clocks(first.starts_at, end, words), "sessions": cards}


def clocks(start: datetime.datetime | None, end: datetime.datetime | None, words: list[str]) -> dict | None:
    """For components/clocks.html: one moment, or one span, in the words of each clock; None without a time."""
    return {"start": iso(start), "end": iso(end), "here": words[0], "elsewhere": words[1:]} if words else None


def zones(session: Session, sides: list[Side]) -> list[tuple[str, str]]:
    """The clocks a session is told on: where it is held first, then the capitals of the other side or sides."""
    capitals = [(str(side.text("capital")), side.time_zone) for side in sides]
    here = [pair for pair in capitals if pair[1] == session.time_zone]
    if not here and session.time_zone:
        place = str(session.venue.text("city")) if session.venue else ""
        here = [(place or session.time_zone.rpartition("/")[2].replace("_", " "), session.time_zone)]
    return [*here, *(pair for pair in capitals if pair not in here)]


def clock_words(session: Session, sides: list[Side]) -> list[str]:
    """One session on every clock, each in words; empty without a time."""
    return wording.clocks(session.starts_at, zones(session, sides), get_language() or "", session.ends_at)


def session_card(
    session: Session,
    address: Callable[..., str],
    topics: Mapping[str, Text | str] | None = None,
    meta: Iterable[Text | str] = (),
) -> dict:
    """For components/session.html. ``topics`` are those readers may see, by their slugs; ``meta`` comes first.

    In a programme ``start`` and ``end`` tell the page's script what is on now; whoever knows it adds the ``cast``.
    """
    kind = session.get_kind_display()
    title = session.text("title")
    topic = topics.get(session.topic.slug) if topics and session.topic_id else None
    details = [*meta, kind if title else "", topic, session.text("room"), languages(session), timing(session)]
    return {
        "title": title or kind,
        "url": address(session.slug),
        "meta": list({str(one): one for one in details if one and str(one) != str(title)}.values()),
        "state": session.state,
        "state_label": "" if session.state == Session.State.HELD else session.get_state_display(),
        "start": "",
        "end": "",
        "cast": [],
    }


def languages(session: Session) -> str:
    """What is spoken and what it is interpreted into, in a sentence; empty where neither is recorded."""
    asked = get_language() or ""
    spoken = wording.join_list([language_name(code) for code in session.spoken], asked)
    interpreted = wording.join_list([language_name(code) for code in session.interpreted], asked)
    if spoken and interpreted:
        return _("In %(spoken)s, interpreted into %(interpreted)s") % {"spoken": spoken, "interpreted": interpreted}
    if interpreted:
        return _("Interpreted into %(languages)s") % {"languages": interpreted}
    return _("In %(languages)s") % {"languages": spoken} if spoken else ""


def timing(session: Session) -> str:
    return _("Time as announced") if session.start_time and session.times_are_planned else ""


def cast(appearances: Iterable[Appearance], address: Callable[..., str]) -> list[dict]:
    """Who takes part, by the first of their roles, in the order of the programme."""
    found: dict[str, list[dict]] = {}
    for one in appearances:
        role = (one.role_labels or [_("Taking part")])[0]
        found.setdefault(role, []).append({"name": one.speaker.text("name"), "url": address(one.speaker.slug)})
    return [{"role": role, "speakers": speakers} for role, speakers in found.items()]
