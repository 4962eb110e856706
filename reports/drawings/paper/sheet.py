"""A figure on A4 landscape as plain values: `templates/typst/figures.typ` draws them."""

from collections.abc import Iterator
from dataclasses import dataclass

from django.utils.translation import gettext as _

from reports.drawings.charts.lettering import width_of
from reports.drawings.definitions import scope_line
from reports.drawings.paper.heat import warmth
from reports.drawings.svg import bare_svg, japanese_chart
from reports.drawings.words import written, written_percent
from reports.figures.figure import Column, Figure, Row, Unit
from reports.registry import FigureKind

# Columns of numbers beside each other on one page; more go on below, with the names of the rows again.
MOST_COLUMNS = 11
# Of a figure as narrow and as short as this the table stands beside the chart.
FEW_COLUMNS, FEW_ROWS = 2, 15
# Millimetres: of the chart for each unit of its picture, of a letter of the table, and of the room there is.
UNIT, LETTER, TALLEST, NARROWEST_NAME, WIDEST_NAME = 0.27, 0.22, 150, 26, 62


@dataclass(frozen=True, slots=True)
class PaperCell:
    """`small` stands behind `text`: the cases of a percent. `fill` is the colour of a heat cell, or empty."""

    text: str
    small: str = ""
    fill: str = ""
    is_dark: bool = False


@dataclass(frozen=True, slots=True)
class PaperRow:
    label: str
    remark: str
    cells: tuple[PaperCell, ...]
    is_total: bool


@dataclass(frozen=True, slots=True)
class Block:
    """Some of the columns, for every row."""

    headings: tuple[str, ...]
    rows: tuple[PaperRow, ...]


@dataclass(frozen=True, slots=True)
class PaperFigure:
    """`chart` is SVG or empty; `chart_width` and `name_width` are millimetres."""

    title: str
    scope: str
    head: str
    chart: str
    chart_width: float
    is_beside: bool
    name_width: float
    blocks: tuple[Block, ...]
    remarks: tuple[str, ...]


def paper_figure(kind: FigureKind, figure: Figure) -> PaperFigure:
    """In the active language."""
    chart = japanese_chart(kind, figure)
    # A picture that would have to shrink below what can be read is left to the page.
    is_drawn = chart is not None and chart.marks.height * UNIT <= TALLEST
    longest = max((width_of(f"{row.label} {_remark(row)}") for row in figure.all_rows), default=0)
    return PaperFigure(
        str(kind.title),
        scope_line(figure),
        str(figure.head),
        bare_svg(chart) if chart and is_drawn else "",
        chart.marks.width * UNIT if chart and is_drawn else 0,
        len(figure.columns) <= FEW_COLUMNS and len(figure.rows) <= FEW_ROWS,
        max(NARROWEST_NAME, min(WIDEST_NAME, longest * LETTER + 6)),
        tuple(_block(figure, places) for places in _parts(len(figure.columns)) if figure.all_rows),
        (*map(str, figure.said), *map(str, figure.notes)),
    )


def _parts(columns: int) -> Iterator[range]:
    """As many columns in each part, as far as they go."""
    parts = -(-columns // MOST_COLUMNS) or 1
    for n in range(parts):
        yield range(columns * n // parts, columns * (n + 1) // parts)


def _block(figure: Figure, places: range) -> Block:
    columns = [figure.columns[place] for place in places]
    rows = (_row(row, columns, places, is_total=False) for row in figure.rows)
    total = [_row(figure.total, columns, places, is_total=True)] if figure.total else []
    return Block(tuple(str(column.label) for column in columns), (*rows, *total))


def _row(row: Row, columns: list[Column], places: range, *, is_total: bool) -> PaperRow:
    cells = (_cell(column, row, place) for column, place in zip(columns, places, strict=True))
    return PaperRow(str(row.label), _remark(row), tuple(cells), is_total)


def _remark(row: Row) -> str:
    return _("(only the days in the period)") if row.is_cut else ""


def _cell(column: Column, row: Row, place: int) -> PaperCell:
    cell = row.cells[place]
    if column.unit is not Unit.SHARE:
        return PaperCell(written(cell, column.unit))
    warm = warmth(cell.percent)
    return PaperCell(written_percent(cell), f"({written(cell, column.unit)})", warm.fill, warm.is_dark)
