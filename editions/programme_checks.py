"""What a programme gets wrong, found by looking at it as a whole: rooms and people booked twice, days, chairs, delegations."""

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from itertools import combinations

PANEL_FROM = 2  # people on a panel from which it wants more than one delegation
USUAL_LENGTH = dt.timedelta(minutes=1)  # of a session without an end: it collides with what is on when it begins


class Problem(StrEnum):
    ROOM_TWICE = "room-twice"
    SPEAKER_TWICE = "speaker-twice"
    OUTSIDE = "outside"
    NO_CHAIR = "no-chair"
    ONE_DELEGATION = "one-delegation"


@dataclass(frozen=True)
class Seat:
    """Somebody in a session; ``half`` is 0 for the whole of it, else 1 or 2."""

    speaker: int
    delegation: int | None = None
    is_chair: bool = False
    is_on_panel: bool = True
    half: int = 0


@dataclass(frozen=True)
class Slot:
    """A session as it is checked: moments are aware, ``place`` is the room or "" where none is known."""

    key: int
    day: dt.date | None = None
    start: dt.datetime | None = None
    end: dt.datetime | None = None
    place: str = ""
    seats: tuple[Seat, ...] = ()
    is_panel: bool = False  # of a kind that wants a chair and both delegations
    is_preparatory: bool = False


@dataclass(frozen=True)
class Warned:
    """``key`` is the session it is about, ``other`` the one it collides with, ``speaker`` who is in both."""

    problem: Problem
    key: int
    other: int | None = None
    speaker: int | None = None


def warnings(slots: Sequence[Slot], first: dt.date | None, last: dt.date | None) -> list[Warned]:
    """All of a programme's, each pair told at both of its sessions; ``first`` and ``last`` are the edition's days."""
    found = [warning for slot in slots for warning in alone(slot, first, last)]
    return [*found, *clashes(slots)]


def alone(slot: Slot, first: dt.date | None, last: dt.date | None) -> Iterator[Warned]:
    days = (first or dt.date.min, last or first or dt.date.max)
    if first and slot.day and not slot.is_preparatory and not days[0] <= slot.day <= days[1]:
        yield Warned(Problem.OUTSIDE, slot.key)
    panel = [seat for seat in slot.seats if seat.is_on_panel]
    if not slot.is_panel or not slot.seats:
        return
    if not any(seat.is_chair for seat in slot.seats):
        yield Warned(Problem.NO_CHAIR, slot.key)
    delegations = {seat.delegation for seat in panel}
    if len({seat.speaker for seat in panel}) >= PANEL_FROM and len(delegations) == 1 and None not in delegations:
        yield Warned(Problem.ONE_DELEGATION, slot.key)


def clashes(slots: Iterable[Slot]) -> Iterator[Warned]:
    """Rooms and people in two sessions at once. Who has a half each of two sessions is given the benefit of the doubt."""
    rooms, speakers = defaultdict(list), defaultdict(list)
    for slot in slots:
        if slot.start is None:
            continue
        if slot.place:
            rooms[slot.place].append(slot)
        for seat in dict.fromkeys((seat.speaker, seat.half) for seat in slot.seats):
            speakers[seat[0]].append((slot, seat[1]))
    for together in rooms.values():
        for one, other in combinations(together, 2):
            if overlap(span(one), span(other)):
                yield Warned(Problem.ROOM_TWICE, one.key, other.key)
                yield Warned(Problem.ROOM_TWICE, other.key, one.key)
    for speaker, places in speakers.items():
        for (one, half), (other, other_half) in combinations(places, 2):
            if one.key != other.key and overlap(span(one, half), span(other, other_half)):
                yield Warned(Problem.SPEAKER_TWICE, one.key, other.key, speaker)
                yield Warned(Problem.SPEAKER_TWICE, other.key, one.key, speaker)


Span = tuple[dt.datetime, dt.datetime]


def span(slot: Slot, half: int = 0) -> Span:
    """From when to when, of the whole or of a half. Asked only of a session that has a beginning."""
    if slot.start is None:
        raise ValueError("A session without a beginning is at no time.")
    end = slot.end or slot.start + USUAL_LENGTH
    middle = slot.start + (end - slot.start) / 2
    return {0: (slot.start, end), 1: (slot.start, middle), 2: (middle, end)}[half]


def overlap(one: Span, other: Span) -> bool:
    """What ends as the other begins does not overlap it."""
    return one[0] < other[1] and other[0] < one[1]
