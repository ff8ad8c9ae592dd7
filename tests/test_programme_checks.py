"""What is wrong with a programme, without a database."""

import datetime as dt
from zoneinfo import ZoneInfo

import pytest

from editions.programme_checks import Problem, Seat, Slot, warnings

DAY = dt.date(2024, 12, 4)
EAST, WEST = ZoneInfo("Asia/Shanghai"), ZoneInfo("Asia/Tokyo")


def at(hour, minute=0, zone=WEST):
    return dt.datetime(2024, 12, 4, hour, minute, tzinfo=zone)


def found(*slots):
    return [(one.problem, one.key, one.other) for one in warnings(slots, DAY, DAY)]


def test_a_room_is_taken_once_and_free_again_when_the_session_ends():
    morning = Slot(1, DAY, at(9), at(10), "1")
    assert found(morning, Slot(2, DAY, at(9, 59), at(11), "1")) == [
        (Problem.ROOM_TWICE, 1, 2),
        (Problem.ROOM_TWICE, 2, 1),
    ]
    assert found(morning, Slot(2, DAY, at(10), at(11), "1")) == []
    assert found(morning, Slot(2, DAY, at(9), at(10), "2")) == []
    assert found(morning, Slot(2, DAY, at(9), at(10), "")) == []


def test_what_overlaps_is_found_on_two_clocks():
    here, there = Slot(1, DAY, at(10), at(11), "1"), Slot(2, DAY, at(9, 30, EAST), at(10, 30, EAST), "1")
    assert len(found(here, there)) == 2
    assert found(here, Slot(2, DAY, at(10, 0, EAST), at(11, 0, EAST), "1")) == []


def test_a_session_without_an_end_collides_with_what_is_on_when_it_begins():
    assert len(found(Slot(1, DAY, at(9), None, "1"), Slot(2, DAY, at(8), at(10), "1"))) == 2
    assert found(Slot(1, DAY, at(9), None, "1"), Slot(2, DAY, at(10), at(11), "1")) == []


def test_a_person_is_in_one_place_at_a_time_unless_each_half_is_elsewhere():
    seat = Seat(7, 1)
    both = (Slot(1, DAY, at(9), at(11), "1", (seat,)), Slot(2, DAY, at(9), at(11), "2", (seat,)))
    assert [one.speaker for one in warnings(both, DAY, DAY)] == [7, 7]
    first, second = Seat(7, 1, half=1), Seat(7, 1, half=2)
    halves = (Slot(1, DAY, at(9), at(11), "1", (first,)), Slot(2, DAY, at(9), at(11), "2", (second,)))
    assert found(*halves) == []


def test_two_roles_in_one_session_are_no_clash():
    assert found(Slot(1, DAY, at(9), at(11), "1", (Seat(7, 1), Seat(7, 1, half=1)))) == []


@pytest.mark.parametrize(("day", "is_outside"), [(-1, True), (0, False), (1, True)])
def test_days_outside_the_edition_are_told_but_for_preparatory_meetings(day, is_outside):
    when = DAY + dt.timedelta(days=day)
    assert bool(found(Slot(1, when))) is is_outside
    assert found(Slot(1, when, is_preparatory=True)) == []
    assert warnings([Slot(1, when)], None, None) == []


def test_a_panel_wants_a_chair_and_both_delegations():
    of_one = (Seat(1, 1), Seat(2, 1))
    assert found(Slot(1, DAY, seats=of_one, is_panel=True)) == [
        (Problem.NO_CHAIR, 1, None),
        (Problem.ONE_DELEGATION, 1, None),
    ]
    assert found(Slot(1, DAY, seats=(*of_one, Seat(3, 2, is_chair=True)), is_panel=True)) == []
    assert found(Slot(1, DAY, seats=of_one)) == []
    assert found(Slot(1, DAY, is_panel=True)) == []  # nobody is named yet
    assert found(Slot(1, DAY, seats=(Seat(1, None, True), Seat(2, None)), is_panel=True)) == []
