"""All editions in one drawing: the weave of their hosts, and below it, column by column, the lines of the sub-forums
with where they split and joined, what was adopted, and one answer of the survey.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from itertools import pairwise

from .line_charts import Frame, LineChart, Series, line_chart
from .weaves import FULL_WIDTH, MARGIN, UNITS_PER_REM, Node, Placement, State, Weave, WeaveEdition, weave

# User units; sixteen of them are shown as one rem.
STEP, WIDEST_STEP = 46.0, 96.0
ROW, MARK = 28.0, 17.0
HEADING, BELOW_HEADING = 30.0, 26.0
CHART = 190.0
NAME = 13.0  # from the last stop of a line to its name
WIDE, NARROW = 13.2, 7.0  # a Chinese or Japanese character, and any other, with something to spare
BOLD = 1.25  # the names of the survey's lines
FIRST_WIDE = "\u2e80"


class OriginKind(StrEnum):
    """What made a line of another: it goes on under a new name, part of it goes its own way, or it ends in it."""

    CONTINUES = "continues"
    SPLIT = "split"
    JOINED = "joined"


@dataclass(frozen=True, slots=True)
class Origin:
    """The key of the earlier line; `number` is the first edition of the new state, None where nobody said it."""

    earlier: str
    kind: OriginKind
    number: int | None = None


@dataclass(frozen=True, slots=True)
class TopicLine:
    """A sub-forum over the years: the numbers of the editions that held it. `label` is its accessible name."""

    key: str
    name: str
    url: str
    label: str
    numbers: Sequence[int]
    origins: Sequence[Origin] = ()
    name_lang: str = ""


@dataclass(frozen=True, slots=True)
class Outcome:
    """Something an edition adopted; `label` is its accessible name."""

    number: int
    label: str
    url: str
    label_lang: str = ""


@dataclass(frozen=True, slots=True)
class Stop:
    x: float
    placement: Placement


@dataclass(frozen=True, slots=True)
class Strand:
    """A topic drawn: its stops, the stretches between them, dotted where editions in between did not hold it, and its name."""

    topic: TopicLine
    y: float
    stops: tuple[Stop, ...]
    firm: str
    dotted: str
    name_x: float
    name_first: bool


@dataclass(frozen=True, slots=True)
class Branch:
    path: str
    kind: OriginKind


@dataclass(frozen=True, slots=True)
class OutcomeMark:
    outcome: Outcome
    x: float
    y: float
    placement: Placement


@dataclass(frozen=True, slots=True)
class Overview:
    """The whole drawing; `fluid` and `scrolls` say whether it takes the width of the page, or more. `headings` are the baselines of the words over each part, None for a part with nothing in it."""

    weave: Weave
    strands: tuple[Strand, ...]
    branches: tuple[Branch, ...]
    outcomes: tuple[OutcomeMark, ...]
    chart: LineChart
    columns: tuple[float, ...]
    headings: Mapping[str, float | None]
    width: float
    height: float
    width_rem: float
    height_rem: float
    fluid: bool
    scrolls: bool
    view_box: str = field(default="")


def overview(
    editions: Iterable[WeaveEdition],
    topics: Iterable[TopicLine] = (),
    outcomes: Iterable[Outcome] = (),
    mood: Iterable[Series] = (),
    words: Callable[[float], str] = str,
) -> Overview:
    """Draw everything over the same columns. Topics come in their order and stand in that of their first edition;
    those no edition held are left out. `words` writes the values of the survey's scale."""
    editions, series = list(editions), list(mood)
    lines = sorted((one for one in topics if one.numbers), key=lambda one: min(one.numbers))
    step = _step(len(editions), lines, series)
    hosts = weave(editions, step=step)
    nodes = {node.edition.number: node for node in hosts.nodes}
    lines = [one for one in lines if any(number in nodes for number in one.numbers)]

    below, headings = hosts.height, dict[str, float | None](topics=None, outcomes=None, survey=None)
    strands: tuple[Strand, ...] = ()
    branches: tuple[Branch, ...] = ()
    if lines:
        headings["topics"] = below + HEADING
        top = below + HEADING + BELOW_HEADING
        heights = {one.key: top + ROW * place for place, one in enumerate(lines)}
        branches = tuple(_branches(lines, nodes, heights, step))
        leaving = {
            origin.earlier for one in lines for origin in one.origins if _leaves_from_the_end(origin, one, lines, nodes)
        }
        strands = tuple(_strand(one, nodes, heights[one.key], one.key in leaving) for one in lines)
        below = top + ROW * (len(lines) - 1) + ROW / 2
    marks: tuple[OutcomeMark, ...] = ()
    if adopted := [one for one in outcomes if one.number in nodes]:
        headings["outcomes"] = below + HEADING
        marks = tuple(_marks(adopted, nodes, below + HEADING + BELOW_HEADING))
        below = max(mark.y for mark in marks) + MARK / 2
    chart = LineChart()
    if nodes and series:
        top = below + HEADING + BELOW_HEADING
        places = {node.edition.year: node.x for node in hosts.nodes}
        frame = Frame(MARGIN, hosts.width - MARGIN, top, top + CHART, places)
        chart = line_chart(series, words=words, frame=frame)
        if chart.lines:
            headings["survey"] = below + HEADING
            below = top + CHART + HEADING
    width = max([hosts.width, *_reaches(strands, chart)])
    height = below + MARK
    return Overview(
        weave=hosts,
        strands=strands,
        branches=branches,
        outcomes=marks,
        chart=chart,
        columns=tuple(node.x for node in hosts.nodes),
        headings=headings,
        width=round(width, 1),
        height=round(height, 1),
        width_rem=round(width / UNITS_PER_REM, 2),
        height_rem=round(height / UNITS_PER_REM, 2),
        fluid=FULL_WIDTH * 0.8 <= width <= FULL_WIDTH * 1.25,
        scrolls=width > FULL_WIDTH * 1.25,
        view_box=f"0 0 {width:.0f} {height:.0f}",
    )


def written_width(text: str) -> float:
    """About how wide a text is; nobody can know without the reader's fonts."""
    return sum(WIDE if character >= FIRST_WIDE else NARROW for character in text)


def _step(count: int, lines: Sequence[TopicLine], series: Sequence[Series]) -> float:
    """What fills the page beside the longest name, within what still reads as a thread."""
    if count < 2:
        return WIDEST_STEP
    names = [written_width(one.name) for one in lines] + [BOLD * written_width(one.name) + 60 for one in series]
    room = FULL_WIDTH - 2 * MARGIN - max(names, default=0)
    return min(WIDEST_STEP, max(STEP, room / (count - 1)))


def _held(topic: TopicLine, nodes: Mapping[int, Node]) -> list[int]:
    return sorted(number for number in set(topic.numbers) if number in nodes)


def _strand(topic: TopicLine, nodes: Mapping[int, Node], y: float, is_left: bool) -> Strand:
    numbers = _held(topic, nodes)
    firm: list[str] = []
    dotted: list[str] = []
    for before, after in pairwise(numbers):
        missed = any(before < n < after and node.edition.state is State.HELD for n, node in nodes.items())
        (dotted if missed else firm).append(f"M{nodes[before].x:g} {y:g}H{nodes[after].x:g}")
    first, last = nodes[numbers[0]].x, nodes[numbers[-1]].x
    name_first = is_left and first - NAME - written_width(topic.name) > 0
    return Strand(
        topic=topic,
        y=y,
        stops=tuple(Stop(nodes[number].x, nodes[number].edition.placement) for number in numbers),
        firm="".join(firm),
        dotted="".join(dotted),
        name_x=round(first - NAME if name_first else last + NAME, 1),
        name_first=name_first,
    )


def _ends(origin: Origin, topic: TopicLine, lines: Sequence[TopicLine], nodes: Mapping[int, Node]) -> tuple[int, int]:
    """The edition the earlier line is left at, and the one the topic is reached at. Raises StopIteration for neither."""
    earlier = next(one for one in lines if one.key == origin.earlier)
    since, theirs = _held(topic, nodes), _held(earlier, nodes)
    if origin.number is not None:
        reached = next(number for number in since if number >= origin.number)
    elif origin.kind is OriginKind.JOINED:
        reached = next(number for number in since if number > theirs[-1])
    else:
        reached = since[0]
    return next(number for number in reversed(theirs) if number < reached), reached


def _leaves_from_the_end(
    origin: Origin, topic: TopicLine, lines: Sequence[TopicLine], nodes: Mapping[int, Node]
) -> bool:
    """Whether the line that came of it begins where the earlier one ends, so that its name must stand elsewhere."""
    try:
        left, _reached = _ends(origin, topic, lines, nodes)
    except StopIteration:
        return False
    return left == _held(next(one for one in lines if one.key == origin.earlier), nodes)[-1]


def _branches(
    lines: Sequence[TopicLine], nodes: Mapping[int, Node], heights: Mapping[str, float], step: float
) -> Iterator[Branch]:
    """From the earlier line's last stop before the change, along its height, and over to the topic in the last column."""
    for topic in lines:
        for origin in topic.origins:
            try:
                left, reached = _ends(origin, topic, lines, nodes)
            except StopIteration:
                continue
            x, y, to_x, to_y = nodes[left].x, heights[origin.earlier], nodes[reached].x, heights[topic.key]
            bend = max(x, to_x - step)
            middle = (bend + to_x) / 2
            along = f"H{bend:g}" if bend > x else ""
            path = f"M{x:g} {y:g}{along}C{middle:g} {y:g} {middle:g} {to_y:g} {to_x:g} {to_y:g}"
            yield Branch(path, origin.kind)


def _marks(outcomes: Sequence[Outcome], nodes: Mapping[int, Node], top: float) -> Iterator[OutcomeMark]:
    """One below the other where an edition adopted several."""
    seen: dict[int, int] = {}
    for one in outcomes:
        place = seen.get(one.number, 0)
        seen[one.number] = place + 1
        node = nodes[one.number]
        yield OutcomeMark(one, node.x, top + MARK * place, node.edition.placement)


def _reaches(strands: Iterable[Strand], chart: LineChart) -> Iterator[float]:
    """How far to the right each name comes."""
    for strand in strands:
        if not strand.name_first:
            yield strand.name_x + written_width(strand.topic.name)
    for line in chart.lines:
        yield chart.name_x + BOLD * written_width(f"{line.series.name} {line.last.label}")
