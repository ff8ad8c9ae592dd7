"""The geometry of lines over the years, without a database or a template."""

from itertools import pairwise

import pytest

from editions.charts import Placement, Reading, Series, line_chart
from editions.charts.line_charts import BOTTOM, LEFT, LINE_OF_TEXT, RIGHT, TOP


def make_series(
    values: dict[int, float | None], name: str = "A group", breaks: tuple[int, ...] = (), **fields
) -> Series:
    readings = [Reading(year, value, f"{value}%", year in breaks) for year, value in values.items()]
    return Series(name, readings, **fields)


def test_the_line_runs_from_the_first_year_to_the_last_within_the_scale():
    (line,) = line_chart([make_series({2005: 0, 2006: 50, 2007: 100})]).lines
    assert line.paths == (f"M{LEFT:g} {BOTTOM:g}L{(LEFT + RIGHT) / 2:g} {(TOP + BOTTOM) / 2:g}L{RIGHT:g} {TOP:g}",)
    assert line.last.value == 100


def test_readings_are_drawn_in_the_order_of_their_years():
    (line,) = line_chart([make_series({2007: 3, 2005: 1, 2006: 2})]).lines
    assert [dot.reading.year for dot in line.dots] == [2005, 2006, 2007]


@pytest.mark.parametrize(
    "missing", [{2005: 10, 2006: 20, 2008: 30, 2009: 40}, {2005: 1, 2006: 2, 2007: None, 2008: 3, 2009: 4}]
)
def test_a_year_without_a_value_interrupts_the_line(missing):
    (line,) = line_chart([make_series(missing)]).lines
    assert len(line.paths) == 2
    assert len(line.dots) == 4


def test_a_changed_question_breaks_the_line_and_is_marked_between_the_years():
    chart = line_chart([make_series({2005: 1, 2006: 2, 2007: 3, 2008: 4}, breaks=(2007,))])
    assert len(chart.lines[0].paths) == 2
    (mark,) = chart.breaks
    before, after = chart.lines[0].dots[1].x, chart.lines[0].dots[2].x
    assert before < mark.at < after
    assert mark.label == "2007"


def test_a_break_in_the_first_year_separates_nothing():
    assert line_chart([make_series({2005: 1, 2006: 2}, breaks=(2005,))]).breaks == ()


def test_a_lone_reading_is_a_dot_without_a_line():
    (line,) = line_chart([make_series({2013: 44.0})]).lines
    assert line.paths == ()
    assert (line.dots[0].x, line.last.label) == (LEFT, "44.0%")


def test_a_series_without_values_is_left_out_and_nothing_gives_an_empty_chart():
    assert line_chart([make_series({2005: None})]).lines == ()
    assert line_chart([]).levels == ()


def test_names_at_the_ends_of_close_lines_stand_below_each_other():
    chart = line_chart([make_series({2005: 1, 2006: value}, name=str(value)) for value in (2, 1, 1.5, 0)])
    heights = sorted(line.name_y for line in chart.lines)
    assert all(after - before >= LINE_OF_TEXT - 0.1 for before, after in pairwise(heights))
    assert heights[-1] <= BOTTOM
    assert [line.series.name for line in sorted(chart.lines, key=lambda line: line.name_y)] == ["2", "1.5", "1", "0"]


def test_lines_are_told_apart_without_their_colour():
    chart = line_chart(
        [
            make_series({2005: 1, 2006: 2}, placement=Placement.SIDE_A),
            make_series({2005: 3, 2006: 4}, placement=Placement.SIDE_B),
            make_series({2005: 5, 2006: 6}, placement=Placement.SIDE_A),
        ]
    )
    assert [(line.hollow, line.dashed) for line in chart.lines] == [(False, False), (True, False), (False, True)]


def test_the_scale_is_written_by_the_caller():
    chart = line_chart([make_series({2005: 1, 2006: 2})], words=lambda value: f"{value:.0f} per cent")
    assert [mark.label for mark in chart.levels] == [f"{value} per cent" for value in (0, 25, 50, 75, 100)]
    assert [mark.at for mark in chart.levels] == sorted((mark.at for mark in chart.levels), reverse=True)


def test_named_years_keep_clear_of_the_first_and_the_last():
    chart = line_chart([make_series(dict.fromkeys(range(2005, 2025), 50.0))])
    assert [mark.label for mark in chart.years] == ["2005", "2010", "2015", "2020", "2024"]
    chart = line_chart([make_series(dict.fromkeys(range(2004, 2022), 50.0))])
    assert [mark.label for mark in chart.years] == ["2004", "2010", "2015", "2021"]


def test_a_scale_upside_down_is_refused():
    with pytest.raises(ValueError, match="upwards"):
        line_chart([make_series({2005: 1})], low=10, high=10)
