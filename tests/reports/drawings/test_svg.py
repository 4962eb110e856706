from itertools import pairwise

import pytest

from mediso.common.fiscal import CalendarYear
from reports.drawings.svg import FLOOR, LEFT, MOST_LINES, TALLEST, TOP, WIDEST, WIDTH, column_chart, grid_step
from reports.figures.yearly_cases import YearlyCases, YearRow
from reports.scope import Scope


def years(*cases: int) -> YearlyCases:
    rows = tuple(YearRow(CalendarYear(2000 + n), number, 0, None, is_cut=False) for n, number in enumerate(cases))
    return YearlyCases(Scope(()), CalendarYear, rows)


def test_heights_are_in_proportion() -> None:
    chart = column_chart(years(0, 50, 100))
    assert [column.height for column in chart.columns] == [0, TALLEST // 2, TALLEST]
    assert [column.y + column.height for column in chart.columns] == [FLOOR] * 3
    assert [column.cases for column in chart.columns] == [0, 50, 100]
    assert [line.value for line in chart.grid] == [50, 100]
    assert chart.grid[-1].y == TOP


@pytest.mark.parametrize("count", [1, 2, 7, 40, 300], ids=str)
def test_columns_stand_side_by_side_inside_the_picture(count: int) -> None:
    columns = column_chart(years(*[3] * count)).columns
    assert columns[0].x >= LEFT
    assert columns[-1].x + columns[-1].width <= WIDTH
    assert all(left.x + left.width <= right.x + 1 for left, right in pairwise(columns))
    assert all(1 <= column.width <= WIDEST + 1 for column in columns)
    assert 1 <= sum(column.is_named for column in columns) <= 12


def test_nothing_to_draw_is_an_empty_chart() -> None:
    assert column_chart(years()).columns == ()


@pytest.mark.parametrize(
    ("largest", "step"), [(0, 1), (4, 1), (5, 2), (8, 2), (9, 5), (21, 10), (294, 100), (10**6, 500_000)], ids=str
)
def test_grid_steps_are_round(largest: int, step: int) -> None:
    assert grid_step(largest) == step
    assert step * MOST_LINES >= largest
