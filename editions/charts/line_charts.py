"""Lines over the years: what several groups answered, with a gap where nothing was asked and a break where the
question or the method changed.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from .weaves import Placement

# User units; the names at the ends of the lines stand in the margin on the right.
WIDTH, HEIGHT = 800.0, 340.0
LEFT, RIGHT, TOP, BOTTOM = 62.0, 620.0, 18.0, 300.0
LINE_OF_TEXT = 24.0
YEARS_APART = 5


@dataclass(frozen=True, slots=True)
class Frame:
    """Where the values stand, in user units. ``places`` gives each year its own place where another drawing has set them."""

    left: float = LEFT
    right: float = RIGHT
    top: float = TOP
    bottom: float = BOTTOM
    places: Mapping[int, float] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Reading:
    """One value of a year; `label` is the value in words. `breaks` when it does not compare with the one before."""

    year: int
    value: float | None
    label: str = ""
    breaks: bool = False


@dataclass(frozen=True, slots=True)
class Series:
    """The readings of one group; `placement` gives the colour of its side. `others` are what further sources say of
    the same years: shown, and in no line."""

    name: str
    readings: Sequence[Reading]
    placement: Placement = Placement.MIDDLE
    name_lang: str = ""
    others: Sequence[Reading] = ()


@dataclass(frozen=True, slots=True)
class Dot:
    x: float
    y: float
    reading: Reading


@dataclass(frozen=True, slots=True)
class Line:
    """A series drawn: its unbroken stretches, its dots, and where its name stands. `hollow` and `dashed` tell
    lines apart without their colour; `others` are drawn as crosses."""

    series: Series
    paths: tuple[str, ...]
    dots: tuple[Dot, ...]
    others: tuple[Dot, ...]
    name_y: float
    hollow: bool
    dashed: bool

    @property
    def last(self) -> Reading:
        return self.dots[-1].reading


@dataclass(frozen=True, slots=True)
class Mark:
    """A line across the drawing at one place, with its words."""

    at: float
    label: str


@dataclass(frozen=True, slots=True)
class LineChart:
    lines: tuple[Line, ...] = ()
    levels: tuple[Mark, ...] = ()
    years: tuple[Mark, ...] = ()
    breaks: tuple[Mark, ...] = ()
    left: float = LEFT
    right: float = RIGHT
    top: float = TOP
    bottom: float = BOTTOM
    name_x: float = RIGHT + 12
    view_box: str = field(default=f"0 0 {WIDTH:g} {HEIGHT:g}")


def line_chart(
    series: Iterable[Series],
    *,
    low: float = 0,
    high: float = 100,
    steps: int = 4,
    words: Callable[[float], str] = str,
    frame: Frame | None = None,
) -> LineChart:
    """Draw the series on one scale from `low` to `high`; `words` writes the values of the scale.

    Of a frame that gives the years their places, readings of other years are left out.
    A series without any value is left out. Raises ValueError when `high` is not above `low`.
    """
    if high <= low:
        raise ValueError(f"A scale runs upwards, not from {low} to {high}.")
    frame = frame or Frame()
    drawn = [each for each in series if any(r.value is not None and _has_place(r, frame) for r in each.readings)]
    years = sorted({reading.year for each in drawn for reading in each.readings if _has_place(reading, frame)})
    if not years:
        return LineChart()
    first, span = years[0], max(years[-1] - years[0], 1)

    def x(year: int) -> float:
        even = frame.left + (frame.right - frame.left) * (year - first) / span
        return round(frame.places.get(year, even), 1)

    def before(year: int) -> float:
        """Where a line that is broken in this year stands: halfway from the year before."""
        if frame.places:
            return round((x(max(one for one in years if one < year)) + x(year)) / 2, 1)
        return round(frame.left + (frame.right - frame.left) * (year - 0.5 - first) / span, 1)

    def y(value: float) -> float:
        return round(frame.bottom - (frame.bottom - frame.top) * (value - low) / (high - low), 1)

    dots = [
        tuple(
            Dot(x(reading.year), y(reading.value), reading)
            for reading in _in_order(each)
            if reading.value is not None and _has_place(reading, frame)
        )
        for each in drawn
    ]
    heights = _apart([own[-1].y for own in dots], frame.bottom)
    placements = [each.placement for each in drawn]
    scale = [low + (high - low) * step / steps for step in range(steps + 1)]
    return LineChart(
        lines=tuple(
            Line(
                series=each,
                paths=tuple(_paths(own)),
                dots=own,
                others=tuple(
                    Dot(x(r.year), y(r.value), r) for r in each.others if r.value is not None and _has_place(r, frame)
                ),
                name_y=height,
                hollow=place % 2 == 1,
                dashed=each.placement in placements[:place],
            )
            for place, (each, own, height) in enumerate(zip(drawn, dots, heights, strict=True))
        ),
        levels=tuple(Mark(y(value), words(value)) for value in scale),
        years=tuple(Mark(x(year), str(year)) for year in _named_years(years)),
        breaks=tuple(Mark(before(year), str(year)) for year in _broken_years(drawn, first) if year in years),
        left=frame.left,
        right=frame.right,
        top=frame.top,
        bottom=frame.bottom,
        name_x=frame.right + 12,
    )


def _has_place(reading: Reading, frame: Frame) -> bool:
    return not frame.places or reading.year in frame.places


def _in_order(series: Series) -> list[Reading]:
    return sorted(series.readings, key=lambda reading: reading.year)


def _paths(dots: Sequence[Dot]) -> Iterable[str]:
    """The stretches of a line: it stops where a year is missing and where a reading does not compare."""
    stretch = [dots[0]]
    for before, dot in pairwise(dots):
        if dot.reading.breaks or dot.reading.year - before.reading.year > 1:
            yield from _path(stretch)
            stretch = []
        stretch.append(dot)
    yield from _path(stretch)


def _path(dots: Sequence[Dot]) -> Iterable[str]:
    """A reading that stands alone is shown by its dot only."""
    if len(dots) > 1:
        yield "M" + "L".join(f"{dot.x:g} {dot.y:g}" for dot in dots)


def _broken_years(series: Iterable[Series], first: int) -> list[int]:
    return sorted({r.year for each in series for r in each.readings if r.breaks and r.year > first})


def _named_years(years: Sequence[int]) -> list[int]:
    """The first and the last year, and between them the round ones that keep clear of both."""
    first, last = years[0], years[-1]
    between = [y for y in range(first + 2, last - 1) if y % YEARS_APART == 0]
    return sorted({first, *between, last})


def _apart(heights: Sequence[float], bottom: float) -> list[float]:
    """The same heights, moved as little as it takes for lines of text to stand below each other inside the drawing."""
    order = sorted(range(len(heights)), key=lambda place: heights[place])
    placed = [heights[place] for place in order]
    for place in range(1, len(placed)):
        placed[place] = max(placed[place], placed[place - 1] + LINE_OF_TEXT)
    if placed and placed[-1] > bottom:
        placed[-1] = bottom
        for place in range(len(placed) - 2, -1, -1):
            placed[place] = min(placed[place], placed[place + 1] - LINE_OF_TEXT)
    apart = dict(zip(order, placed, strict=True))
    return [round(apart[place], 1) for place in range(len(heights))]
