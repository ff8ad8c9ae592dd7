"""The programme of an edition as a table: its rows, what is wrong with them, and the change of some fields of one of them."""

import datetime as dt
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from django.contrib.auth.models import User
from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _
from modeltranslation.utils import build_localized_fieldname

from editions import drafts, revisions, working
from editions.models import Appearance, Edition, Revision, Session, Status, Venue, language_codes
from editions.programme_checks import Seat, Slot

PANELS = (Session.Kind.PLENARY, Session.Kind.PARALLEL, Session.Kind.YOUTH)
ON_A_PANEL = {Appearance.Role.PANELIST, Appearance.Role.MODERATOR, Appearance.Role.KEYNOTE}
HALVES = {Appearance.Part.FIRST_HALF: 1, Appearance.Part.SECOND_HALF: 2}
CLOCK = re.compile(r"(\d{1,2})(?:[:：.]?(\d{2}))?")
NEXT_DAY = "+1"  # after the hour of an end, as timetables of journeys have it


def columns() -> list[str]:
    """What a row of the table can change."""
    return ["day", "start_time", "end_time", "venue", *(build_localized_fieldname("room", c) for c in language_codes())]


def values_of(session: Session) -> dict[str, str]:
    """A row's values as they stand in its boxes and are compared."""
    times = {name: f"{clock:%H:%M}" if (clock := getattr(session, name)) else "" for name in ("start_time", "end_time")}
    rooms = {name: getattr(session, name) or "" for name in columns() if name.startswith("room_")}
    day = session.day.isoformat() if session.day else ""
    return {"day": day, **times, "venue": str(session.venue_id or ""), **rooms}


def slots_of(sessions: Iterable[Session], appearances: Iterable[Appearance]) -> list[Slot]:
    """Sessions as they are checked; what was called off or withdrawn takes no room and nobody's time."""
    seats: dict[int | None, list[Seat]] = {}
    for one in appearances:
        roles = set(one.roles)
        seat = Seat(
            one.speaker_id,
            one.speaker.delegation_id,
            is_chair=Appearance.Role.MODERATOR in roles,
            is_on_panel=bool(roles & ON_A_PANEL),
            half=HALVES.get(Appearance.Part(one.part), 0),
        )
        if one.mode in ("", Appearance.Mode.IN_PERSON, Appearance.Mode.LIVE_LINK):
            seats.setdefault(one.session_id, []).append(seat)
    return [
        Slot(
            key=one.pk,
            day=one.day,
            start=one.starts_at,
            end=one.ends_at,
            place=f"{one.venue_id}:{room.casefold()}" if (room := str(one.text("room"))) else "",
            seats=tuple(seats.get(one.pk, ())),
            is_panel=one.kind in PANELS,
            is_preparatory=one.kind == Session.Kind.PREPARATORY,
        )
        for one in sessions
        if one.state != Session.State.CANCELLED and one.status != Status.WITHDRAWN
    ]


@dataclass(frozen=True)
class Change:
    """What became of a change: ``clashes`` are the fields somebody else changed meanwhile, with their value now."""

    session: Session
    clashes: dict[str, str] = field(default_factory=dict)
    edited: dict[str, tuple[str, str]] = field(default_factory=dict)


@transaction.atomic
def change_row(
    *, edition: Edition, key: int, changes: Mapping[str, tuple[str, str]], user: User | None = None, may_publish: bool
) -> Change:
    """Change fields of one row: for each its value when it was opened, and the new one.

    A field that somebody else changed since is left as it is. What readers have is changed for them at once, by those who may
    publish. Raises ``Session.DoesNotExist``, or ``ValidationError``.
    """
    session = Session.objects.select_for_update().get(pk=key, edition=edition)
    is_out = working.is_out(session)
    if is_out and not may_publish:
        raise ValidationError(_("Readers have this session: change it in its own form, and let it be published."))
    if over := changes.get("end_time", ("", ""))[1].endswith(NEXT_DAY):
        was, new = changes["end_time"]
        changes = {**changes, "end_time": (was, new.removesuffix(NEXT_DAY))}
    before = working.document_of(session)
    held = drafts.release(session)
    now = values_of(session)
    clashes = {name: now[name] for name, (was, new) in changes.items() if now[name] not in (was, new)}
    wanted = {name: new for name, (_was, new) in changes.items() if name not in clashes and new != now[name]}
    if wanted:
        revisions.catch_up(session, before)
        for name, value in wanted.items():
            set_value(session, edition, name, value)
        settle_end(session, now, wanted, over)
        session.full_clean()
        session.save()
    if held:
        drafts.hold_back(session, held, user)
    if wanted:
        saved = working.document_of(Session.objects.get(pk=session.pk))
        revisions.write(session, saved, user, Revision.What.CHANGED if is_out else Revision.What.SAVED)
    return Change(session, clashes, {name: (now[name], new) for name, new in wanted.items()})


def set_value(session: Session, edition: Edition, name: str, value: str) -> None:
    if name == "venue":
        session.venue = Venue.objects.filter(edition=edition, pk=value).first() if value else None
        if value and session.venue is None:
            raise ValidationError({"venue": _("This venue belongs to another edition.")})
    elif name == "day":
        session.day = dt.date.fromisoformat(value) if value else None
    elif name in ("start_time", "end_time"):
        setattr(session, name, dt.time.fromisoformat(value) if value else None)
        if name == "start_time" and not value:
            session.end_time = None
    else:
        setattr(session, name, value)


def settle_end(session: Session, was: Mapping[str, str], wanted: Mapping[str, str], over: bool) -> None:
    """An end before the beginning is a slip, unless whoever types it says so; a beginning that moves past it takes it along.

    Raises ``ValidationError``.
    """
    start, end = session.start_time, session.end_time
    if start is None or end is None:
        return
    said = {"end": f"{end:%H:%M}", "start": f"{start:%H:%M}", "next": f"{end:%H:%M}{NEXT_DAY}"}
    if "end_time" in wanted and end < start and not over:
        raise ValidationError(_("%(end)s is before the beginning, %(start)s. If it is the next day, type %(next)s."), params=said)  # fmt: skip
    if over and end >= start:
        raise ValidationError(_("To %(next)s it would last more than a day."), params=said)
    if "start_time" in wanted and "end_time" not in wanted and end < start and was["start_time"] <= was["end_time"]:
        began = dt.datetime.combine(dt.date.min, dt.time.fromisoformat(was["start_time"] or was["end_time"]))
        length = dt.datetime.combine(dt.date.min, end) - began
        session.end_time = (dt.datetime.combine(dt.date.min, start) + length).time()


def clock(typed: str) -> str:
    """An hour as people type it (9, 930, 9:30, 9.30) as it is kept: 09:30. Raises ``ValidationError``."""
    typed, plus, _rest = typed.replace("＋", "+").partition(NEXT_DAY)
    found = CLOCK.fullmatch(typed.strip())
    hours, minutes = (int(found[1]), int(found[2] or 0)) if found else (24, 0)
    if not typed.strip():
        return ""
    if hours > 23 or minutes > 59:
        raise ValidationError(_("“%(typed)s” is no time. Write one like 9:30."), params={"typed": typed})
    return f"{hours:02}:{minutes:02}{plus}"
