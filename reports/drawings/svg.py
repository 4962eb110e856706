"""Where the columns of a chart stand. The template writes the SVG; lengths are whole units of its viewBox."""

from dataclasses import dataclass

from reports.figures.yearly_cases import YearlyCases

WIDTH, HEIGHT = 360, 200
LEFT, TOP, BOTTOM = 36, 20, 24
FLOOR = HEIGHT - BOTTOM
TALLEST = FLOOR - TOP
MOST_LINES = 4
# More year names than this would run into each other.
MOST_NAMES = 12
# A lone year is a column too, not a wall.
WIDEST = 60


@dataclass(frozen=True, slots=True)
class ChartColumn:
    x: int
    y: int
    width: int
    height: int
    middle: int
    year: int
    cases: int
    is_named: bool


@dataclass(frozen=True, slots=True)
class GridLine:
    y: int
    value: int

    @property
    def text_y(self) -> int:
        return self.y + 4


@dataclass(frozen=True, slots=True)
class ColumnChart:
    """`columns` and `grid` in viewBox units, origin top left."""

    columns: tuple[ChartColumn, ...]
    grid: tuple[GridLine, ...]
    width: int = WIDTH
    height: int = HEIGHT
    left: int = LEFT
    floor: int = FLOOR
    name_y: int = HEIGHT - 8


def column_chart(figure: YearlyCases) -> ColumnChart:
    """One column a year; heights are rounded to a unit, the numbers written above them are exact."""
    largest = max((row.cases for row in figure.rows), default=0)
    step = grid_step(largest)
    lines = -(-largest // step) or 1
    grid = tuple(GridLine(FLOOR - TALLEST * n // lines, n * step) for n in range(1, lines + 1))
    count = len(figure.rows)
    named = -(-count // MOST_NAMES) or 1
    columns = []
    for n, row in enumerate(figure.rows):
        begins, ends = (LEFT + (WIDTH - LEFT) * edge // count for edge in (n, n + 1))
        gap = max((ends - begins) // 5, (ends - begins - WIDEST) // 2)
        height = TALLEST * row.cases // (step * lines)
        columns.append(
            ChartColumn(
                x=begins + gap,
                y=FLOOR - height,
                width=max(1, ends - begins - 2 * gap),
                height=height,
                middle=(begins + ends) // 2,
                year=row.year.year,
                cases=row.cases,
                is_named=n % named == 0,
            )
        )
    return ColumnChart(tuple(columns), grid)


def grid_step(largest: int) -> int:
    """The smallest 1, 2 or 5 × 10ⁿ of which `MOST_LINES` steps reach `largest`."""
    power = 1
    while True:
        for leading in (1, 2, 5):
            if leading * power * MOST_LINES >= largest:
                return leading * power
        power *= 10
