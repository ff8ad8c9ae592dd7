"""The weave: every edition is a node on the lane of the side that hosted it, or between the lanes, and a thread runs
through them in the order of their numbers.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from itertools import pairwise
from typing import TypeAlias

# All lengths are in the user units of the drawing; sixteen of them are shown as one rem, so that the
# drawing grows with the reader's text size.
UNITS_PER_REM = 16
LANE_A, MIDDLE, LANE_B = 66.0, 128.0, 190.0
HEIGHT = 256.0
RADIUS = 20.0
ANCHOR_RADIUS = 5.0
MARGIN = 30.0
FULL_WIDTH = 1184.0
WIDEST_STEP, NARROWEST_STEP = 132.0, 52.0
# A broken thread leaves its node, stops, and starts again: the shares of the curve that are drawn.
BREAK_FROM, BREAK_TO = 0.4, 0.66


class Placement(StrEnum):
    """Where an edition met: with one side, in between (online, elsewhere), or with both at once."""

    SIDE_A = "a"
    SIDE_B = "b"
    MIDDLE = "middle"
    BOTH = "both"


class State(StrEnum):
    HELD = "held"
    PLANNED = "planned"
    POSTPONED = "postponed"
    CANCELLED = "cancelled"


class ThreadKind(StrEnum):
    """Firm between editions that were held, open where one is still to come or has lost its date."""

    FIRM = "firm"
    OPEN = "open"


@dataclass(frozen=True, slots=True)
class WeaveEdition:
    """What the weave is told about one edition; `label` is its whole accessible name, in words."""

    number: int
    year: int
    label: str
    url: str
    placement: Placement
    state: State = State.HELD
    city: str = ""
    city_lang: str = ""


@dataclass(frozen=True, slots=True)
class Point:
    x: float
    y: float


@dataclass(frozen=True, slots=True)
class Node:
    """One edition drawn: its circle, the lines of text with their baselines, and, where it met with both
    sides, its two anchors on the lanes."""

    edition: WeaveEdition
    x: float
    y: float
    radius: float
    number_y: float
    year_y: float
    city_y: float
    anchors: tuple[Point, ...] = ()


@dataclass(frozen=True, slots=True)
class Thread:
    path: str
    kind: ThreadKind


@dataclass(frozen=True, slots=True)
class Slice:
    """One edition's piece of a thread that runs down: all lengths in hundredths of its row's width and height."""

    node: Node
    x: float
    above: str
    below: str
    is_open_above: bool
    is_open_below: bool


@dataclass(frozen=True, slots=True)
class Weave:
    """The whole drawing. `fluid` says whether it may be scaled to the width of the page: a weave of a few
    editions stays at its own size, one of very many scrolls sideways."""

    width: float
    height: float
    width_rem: float
    height_rem: float
    fluid: bool
    nodes: tuple[Node, ...] = ()
    threads: tuple[Thread, ...] = ()
    lanes: tuple[float, float] = (LANE_A, LANE_B)
    view_box: str = field(default="")


def weave(editions: Iterable[WeaveEdition], *, step: float | None = None) -> Weave:
    """Draw the editions, given in any order, from the lowest number on the left to the highest on the right.

    `step` is the distance between two of them; without one it is what fills a page.
    """
    ordered = sorted(editions, key=lambda edition: edition.number)
    step = step or _step(len(ordered))
    width = 2 * MARGIN + step * max(len(ordered) - 1, 0)
    nodes = tuple(_node(edition, MARGIN + step * place) for place, edition in enumerate(ordered))
    if ordered and ordered[-1].state is State.POSTPONED:
        width += step / 2
    return Weave(
        width=_round(width),
        height=HEIGHT,
        width_rem=_round(width / UNITS_PER_REM),
        height_rem=HEIGHT / UNITS_PER_REM,
        fluid=FULL_WIDTH * 0.8 <= width <= FULL_WIDTH * 1.2,
        nodes=nodes,
        threads=tuple(_threads(nodes, _round(width))),
        view_box=f"0 0 {_number(width)} {_number(HEIGHT)}",
    )


def slices(drawing: Weave) -> tuple[Slice, ...]:
    """The same thread from top to bottom, a piece for every edition from the highest number down, as high as its row is."""
    nodes = list(reversed(drawing.nodes))
    places = [round(100 * node.y / HEIGHT, 1) for node in nodes]
    made = []
    for at, node in enumerate(nodes):
        x = places[at]
        above = (x + places[at - 1]) / 2 if at else None
        below = (x + places[at + 1]) / 2 if at + 1 < len(nodes) else None
        made.append(
            Slice(
                node=node,
                x=x,
                # Half of the curve between two nodes: level with the row's edge it is as far from one as from the other.
                above="" if above is None else _half(x, above, 0),
                below="" if below is None else _half(x, below, 100),
                is_open_above=at > 0 and _is_loose(node, nodes[at - 1]),
                is_open_below=below is not None and _is_loose(node, nodes[at + 1]),
            )
        )
    return tuple(made)


def _half(x: float, edge: float, end: float) -> str:
    """From the node in the middle of its row to the edge, at a height of 0 or of 100."""
    quarter, far = (50 + end) / 2, 50 + (end - 50) * 0.75
    return f"M{x:g} 50C{x:g} {quarter:g} {_round((x + edge) / 2):g} {far:g} {_round(edge):g} {end:g}"


def _is_loose(one: Node, other: Node) -> bool:
    return {one.edition.state, other.edition.state} != {State.HELD}


def _step(count: int) -> float:
    """The distance between two editions: as wide as the page allows, within what still reads as a thread."""
    if count < 2:
        return WIDEST_STEP
    return min(WIDEST_STEP, max(NARROWEST_STEP, (FULL_WIDTH - 2 * MARGIN) / (count - 1)))


def _node(edition: WeaveEdition, x: float) -> Node:
    y = {Placement.SIDE_A: LANE_A, Placement.SIDE_B: LANE_B}.get(edition.placement, MIDDLE)
    both = edition.placement is Placement.BOTH
    # Text stands on the outer side of its lane, clear of the thread; above the node in the middle.
    below = edition.placement is Placement.SIDE_B
    outermost = LANE_A - ANCHOR_RADIUS if both else y - RADIUS
    year_y = y + RADIUS + 20 if below else outermost - 11
    return Node(
        edition=edition,
        x=_round(x),
        y=y,
        radius=RADIUS,
        number_y=y + 7,
        year_y=year_y,
        city_y=year_y + 16 if below else year_y - 16,
        anchors=(Point(_round(x), LANE_A), Point(_round(x), LANE_B)) if both else (),
    )


def _threads(nodes: Sequence[Node], width: float) -> Iterator[Thread]:
    """The firm thread in as few paths as possible, then every open stretch on its own.

    The thread passes a cancelled edition by. It is broken before and after a postponed one, and when the
    postponed edition is the last, it runs on into nothing.
    """
    on_thread = [node for node in nodes if node.edition.state is not State.CANCELLED]
    firm: list[str] = []
    loose: list[Thread] = []
    at: Node | None = None
    for start, end in pairwise(on_thread):
        curve = _curve(start, end)
        states = {start.edition.state, end.edition.state}
        if State.POSTPONED in states:
            head, tail = _part(curve, 0, BREAK_FROM), _part(curve, BREAK_TO, 1)
            loose += [Thread(_path(head), _kind(start)), Thread(_path(tail), _kind(end))]
        elif State.PLANNED in states:
            loose.append(Thread(_path(curve), ThreadKind.OPEN))
        else:
            firm.append(_path(curve) if at is not start else _path(curve, moved=True))
            at = end
    if firm:
        yield Thread("".join(firm), ThreadKind.FIRM)
    yield from loose
    if on_thread and on_thread[-1].edition.state is State.POSTPONED:
        last = on_thread[-1]
        yield Thread(f"M{_number(last.x)} {_number(last.y)}H{_number(width)}", ThreadKind.OPEN)


def _kind(node: Node) -> ThreadKind:
    return ThreadKind.FIRM if node.edition.state is State.HELD else ThreadKind.OPEN


Curve: TypeAlias = tuple[Point, Point, Point, Point]


def _curve(start: Node, end: Node) -> Curve:
    """A cubic curve that leaves and reaches its nodes level."""
    middle = (start.x + end.x) / 2
    return Point(start.x, start.y), Point(middle, start.y), Point(middle, end.y), Point(end.x, end.y)


def _part(curve: Curve, begin: float, end: float) -> Curve:
    """The part of a curve between two shares of it (de Casteljau, twice)."""
    _, right = _split(curve, begin)
    left, _ = _split(right, (end - begin) / (1 - begin) if begin < 1 else 0)
    return left


def _split(curve: Curve, share: float) -> tuple[Curve, Curve]:
    a, b, c, d = curve
    ab, bc, cd = _between(a, b, share), _between(b, c, share), _between(c, d, share)
    abc, bcd = _between(ab, bc, share), _between(bc, cd, share)
    middle = _between(abc, bcd, share)
    return (a, ab, abc, middle), (middle, bcd, cd, d)


def _between(start: Point, end: Point, share: float) -> Point:
    return Point(start.x + (end.x - start.x) * share, start.y + (end.y - start.y) * share)


def _path(curve: Curve, *, moved: bool = False) -> str:
    """SVG path data; `moved` when the pen already stands at the curve's first point."""
    begin, *rest = (f"{_number(point.x)} {_number(point.y)}" for point in curve)
    return f"{'' if moved else 'M' + begin}C{' '.join(rest)}"


def _round(value: float) -> float:
    return round(value, 1)


def _number(value: float) -> str:
    """The shortest decimal, with a point in every language."""
    return f"{value:.1f}".removesuffix(".0")
