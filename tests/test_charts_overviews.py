"""The drawing of all editions, without a database or a template."""

import itertools

import pytest

from editions.charts import Origin, OriginKind, Outcome, Reading, Series, TopicLine, overview, slices
from editions.charts.weaves import FULL_WIDTH, HEIGHT, Placement, State, ThreadKind, weave
from tests.test_charts_weaves import make_edition, points


def topic(key: str, *numbers: int, origins: tuple[Origin, ...] = ()) -> TopicLine:
    return TopicLine(key, key.title(), f"/topics/{key}/", key, numbers, origins)


def drawn(count: int, *topics: TopicLine, **states: State):
    editions = [make_edition(n, state=states.get(f"e{n}", State.HELD)) for n in range(1, count + 1)]
    return overview(editions, topics)


def strand(drawing, key: str):
    return next(one for one in drawing.strands if one.topic.key == key)


@pytest.mark.parametrize("count", [0, 1, 3, 21, 40])
def test_everything_stands_over_the_columns_of_its_edition_and_inside_the_drawing(count):
    editions = [make_edition(n) for n in range(1, count + 1)]
    numbers = range(1, count + 1)
    mood = [Series("A side", [Reading(2000 + n, 50 + n % 7, f"{n}%") for n in numbers], Placement.SIDE_A)]
    drawing = overview(
        editions, [topic("a", *numbers), topic("b", count)], [Outcome(n, "", "/") for n in numbers], mood
    )
    columns = dict(zip(numbers, drawing.columns, strict=True))
    if count:
        assert [stop.x for stop in strand(drawing, "a").stops] == list(columns.values())
        assert [mark.x for mark in drawing.outcomes] == list(columns.values())
        assert [dot.x for line in drawing.chart.lines for dot in line.dots] == list(columns.values())
        assert HEIGHT < strand(drawing, "a").y < drawing.outcomes[0].y < drawing.chart.top < drawing.height
        assert strand(drawing, "b").name_x + 7 <= drawing.width
    assert drawing.fluid == (count == 21)
    assert count != 40 or drawing.width > FULL_WIDTH


def test_lines_stand_in_the_order_of_their_first_edition_and_one_nobody_held_is_left_out():
    drawing = drawn(5, topic("late", 4, 5), topic("early", 2), topic("never"))
    assert [one.topic.key for one in drawing.strands] == ["early", "late"]


def test_a_line_is_dotted_over_editions_held_without_it_and_firm_over_one_that_did_not_take_place():
    line = strand(drawn(5, topic("a", 1, 2, 5), e3=State.HELD, e4=State.CANCELLED), "a")
    assert line.firm
    assert line.dotted
    line = strand(drawn(4, topic("a", 1, 4), e2=State.POSTPONED, e3=State.CANCELLED), "a")
    assert line.firm
    assert not line.dotted


@pytest.mark.parametrize(
    ("origin", "left", "reached"),
    [
        (Origin("old", OriginKind.SPLIT), 2, 3),
        (Origin("old", OriginKind.CONTINUES, 3), 2, 3),
        (Origin("old", OriginKind.JOINED), 4, 5),
        (Origin("old", OriginKind.JOINED, 4), 2, 4),
    ],
)
def test_a_curve_joins_a_line_to_the_one_it_came_from(origin, left, reached):
    drawing = drawn(6, topic("old", 1, 2, 4), topic("new", 3, 4, 5, origins=(origin,)))
    (branch,) = drawing.branches
    old, new = strand(drawing, "old"), strand(drawing, "new")
    start, *_between, end = (
        points(branch.path.replace("H", " "))
        if "H" not in branch.path
        else [
            points(branch.path.split("H")[0])[0],
            points(branch.path.split("C")[1])[-1],
        ]
    )
    assert start == (drawing.columns[left - 1], old.y)
    assert end == (drawing.columns[reached - 1], new.y)


@pytest.mark.parametrize(
    "origin",
    [Origin("old", OriginKind.SPLIT, 9), Origin("gone", OriginKind.SPLIT), Origin("old", OriginKind.JOINED, 1)],
)
def test_no_curve_is_drawn_where_there_is_nothing_to_join(origin):
    assert drawn(4, topic("old", 2, 3), topic("new", 1, origins=(origin,))).branches == ()


def test_the_name_stands_before_a_line_that_another_leaves_at_its_end():
    origins = (Origin("old", OriginKind.CONTINUES),)
    drawing = drawn(6, topic("old", 3, 4), topic("new", 5, 6, origins=origins))
    assert strand(drawing, "old").name_first
    assert strand(drawing, "old").name_x < drawing.columns[2]
    assert not strand(drawing, "new").name_first


def test_several_outcomes_of_an_edition_stand_below_one_another():
    first, second = overview([make_edition(1)], [], [Outcome(1, "one", "/1"), Outcome(1, "two", "/2")]).outcomes
    assert first.x == second.x
    assert first.y < second.y


def test_the_survey_keeps_to_the_years_of_the_editions_and_breaks_between_their_columns():
    readings = [Reading(year, 50, "50%", breaks=year == 2003) for year in range(1999, 2005)]
    drawing = overview([make_edition(n) for n in (1, 2, 3, 4)], mood=[Series("A", readings)])
    (line,) = drawing.chart.lines
    assert [dot.reading.year for dot in line.dots] == [2001, 2002, 2003, 2004]
    assert [mark.at for mark in drawing.chart.breaks] == [sum(drawing.columns[1:3]) / 2]
    assert len(line.paths) == 2


def test_pieces_of_the_thread_meet_at_the_edges_of_their_rows():
    drawing = weave([make_edition(n) for n in (1, 2, 3)] + [make_edition(4, state=State.POSTPONED)])
    pieces = slices(drawing)
    assert [piece.node.edition.number for piece in pieces] == [4, 3, 2, 1]
    assert pieces[0].above == pieces[-1].below == ""
    for upper, lower in itertools.pairwise(pieces):
        below, above = points(upper.below)[-1], points(lower.above)[-1]
        assert below == (above[0], 100)
        assert above[1] == 0
        assert points(upper.below)[0] == (upper.x, 50)
    assert [piece.is_open_above for piece in pieces] == [False, True, False, False]
    assert ThreadKind.OPEN in {thread.kind for thread in drawing.threads}
