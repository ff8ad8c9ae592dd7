"""The session a photograph was taken in, captions that say nothing, and captions from a pattern."""

import datetime as dt

import pytest

from editions import strips


def at(hour, minute=0):
    return dt.datetime(2024, 12, 4, hour, minute, tzinfo=dt.UTC)


OPENING, MEDIA, ECONOMY = (
    strips.Span(1, at(9), at(10)),
    strips.Span(2, at(10, 30), at(12)),
    strips.Span(3, at(10, 30), at(12)),
)


@pytest.mark.parametrize(
    ("moment", "session"),
    [
        (at(9), 1),
        (at(9, 59), 1),
        (at(8, 50), 1),  # people take their seats
        (at(10, 10), 1),
        (at(8, 30), None),
        (at(11), None),  # two side by side: not guessed
        (None, None),
    ],
)
def test_a_moment_proposes_the_one_session_that_was_on(moment, session):
    assert strips.proposed_session(moment, [OPENING, MEDIA, ECONOMY]) == session


def test_sessions_side_by_side_are_offered():
    assert strips.sessions_at(at(11), [OPENING, MEDIA, ECONOMY]) == [2, 3]


@pytest.mark.parametrize(
    "caption", ["OLYMPUS DIGITAL CAMERA", "IMG_0123", "DSC00042.JPG", "P1010123", "hall-left", "20241204_101500"]
)
def test_what_a_camera_writes_says_nothing(caption):
    assert strips.is_boilerplate(caption, "hall-left.jpg")


@pytest.mark.parametrize("caption", ["", "The hall before the opening", "开幕式", "2024 opening"])
def test_what_an_editor_writes_says_something(caption):
    assert not strips.is_boilerplate(caption, "IMG_1.jpg")


def test_a_pattern_is_filled_and_other_braces_stay():
    values = {"session": "Opening", "date": "4 December 2024", "speaker": ""}
    assert strips.filled("{session}, {date} {x}", values) == "Opening, 4 December 2024 {x}"


def test_half_a_sentence_is_worse_than_none():
    assert strips.filled("{speaker} at {session}", {"session": "Opening", "speaker": ""}) == ""
