"""The weave's geometry, without a database or a template."""

import re
from itertools import pairwise

import pytest

from editions.charts.weaves import (
    HEIGHT,
    LANE_A,
    LANE_B,
    MIDDLE,
    RADIUS,
    Placement,
    State,
    ThreadKind,
    Weave,
    WeaveEdition,
    weave,
)


def make_edition(number: int, **fields: object) -> WeaveEdition:
    defaults: dict[str, object] = {
        "number": number,
        "year": 2000 + number,
        "label": f"Edition {number}",
        "url": f"/editions/{number}/",
        "placement": Placement.SIDE_A if number % 2 else Placement.SIDE_B,
    }
    return WeaveEdition(**{**defaults, **fields})


def make_weave(count: int, **special: dict[str, object]) -> Weave:
    """`special` gives fields by number, as e3={...}."""
    return weave(make_edition(n, **special.get(f"e{n}", {})) for n in range(1, count + 1))


def points(path: str) -> list[tuple[float, float]]:
    numbers = [float(n) for n in re.findall(r"-?\d+(?:\.\d+)?", path)]
    return list(zip(numbers[::2], numbers[1::2], strict=False))


@pytest.mark.parametrize("count", [1, 2, 3, 21, 40, 100])
def test_nodes_stand_apart_and_inside_the_drawing(count):
    drawing = make_weave(count)
    assert len(drawing.nodes) == count
    assert all(after.x - before.x > 2 * RADIUS for before, after in pairwise(drawing.nodes))
    for node in drawing.nodes:
        assert RADIUS <= node.x <= drawing.width - RADIUS
        assert min(node.year_y, node.city_y) > 0
        assert max(node.year_y, node.city_y) < HEIGHT


def test_few_editions_keep_their_size_many_scroll_and_twenty_one_fill_the_page():
    assert not make_weave(3).fluid
    assert make_weave(3).width < 400
    assert make_weave(21).fluid
    assert not make_weave(40).fluid
    assert make_weave(40).width > 2000


def test_no_edition_gives_an_empty_drawing():
    drawing = weave([])
    assert drawing.nodes == ()
    assert drawing.threads == ()


def test_editions_are_ordered_by_number_whatever_order_they_come_in():
    drawing = weave([make_edition(3), make_edition(1), make_edition(2)])
    assert [node.edition.number for node in drawing.nodes] == [1, 2, 3]


def test_a_node_stands_on_the_lane_of_its_side():
    drawing = make_weave(4, e3={"placement": Placement.MIDDLE}, e4={"placement": Placement.BOTH})
    assert [node.y for node in drawing.nodes] == [LANE_A, LANE_B, MIDDLE, MIDDLE]


def test_an_edition_with_both_sides_is_anchored_on_both_lanes():
    alone, both = make_weave(2, e2={"placement": Placement.BOTH}).nodes
    assert alone.anchors == ()
    assert [(anchor.x, anchor.y) for anchor in both.anchors] == [(both.x, LANE_A), (both.x, LANE_B)]


def test_text_stands_on_the_outer_side_of_the_lane():
    top, bottom = make_weave(2).nodes
    assert top.city_y < top.year_y < top.y
    assert bottom.city_y > bottom.year_y > bottom.y


def test_a_held_past_is_one_firm_thread_through_every_node():
    drawing = make_weave(21)
    (thread,) = drawing.threads
    assert thread.kind is ThreadKind.FIRM
    assert thread.path.count("M") == 1
    assert {(node.x, node.y) for node in drawing.nodes} <= set(points(thread.path))


def test_the_thread_is_broken_before_and_after_a_postponed_edition():
    drawing = make_weave(4, e3={"state": State.POSTPONED})
    firm = [thread for thread in drawing.threads if thread.kind is ThreadKind.FIRM]
    before, after = (thread for thread in drawing.threads if thread.kind is ThreadKind.OPEN)
    third = drawing.nodes[2]
    assert points(before.path)[-1] == (third.x, third.y)
    assert points(after.path)[0] == (third.x, third.y)
    assert all((third.x, third.y) not in points(thread.path) for thread in firm)
    # Between the end of what is firm and the beginning of what is open nothing is drawn.
    assert points(firm[1].path)[-1][0] < points(before.path)[0][0]


def test_the_thread_runs_on_into_nothing_when_the_last_edition_is_postponed():
    drawing = make_weave(3, e3={"state": State.POSTPONED})
    last = drawing.nodes[-1]
    assert drawing.width > last.x + RADIUS
    assert drawing.threads[-1].kind is ThreadKind.OPEN
    assert drawing.threads[-1].path == f"M{last.x:g} {last.y:g}H{drawing.width:g}"


def test_the_thread_to_a_planned_edition_is_open():
    drawing = make_weave(3, e3={"state": State.PLANNED})
    assert [thread.kind for thread in drawing.threads] == [ThreadKind.FIRM, ThreadKind.OPEN]


def test_the_thread_passes_a_cancelled_edition_by():
    drawing = make_weave(3, e2={"state": State.CANCELLED})
    (thread,) = drawing.threads
    cancelled = drawing.nodes[1]
    assert (cancelled.x, cancelled.y) not in points(thread.path)
    assert points(thread.path)[-1] == (drawing.nodes[2].x, drawing.nodes[2].y)


def test_numbers_in_paths_have_a_point_and_one_decimal_at_most():
    for thread in make_weave(37).threads:
        assert re.fullmatch(r"[MCH\d. ]+", thread.path)
        assert not re.search(r"\.\d\d", thread.path)
