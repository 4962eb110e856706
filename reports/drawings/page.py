"""A figure as the cells of a page: what stands in each, how warm it is, and where it leads."""

import math
from collections.abc import Callable
from dataclasses import dataclass

from django.utils.translation import ngettext

from reports.drawings.words import written, written_percent
from reports.figures.figure import Cell, Column, Figure, Row, Unit

HEAT_STEPS = 10
Link = Callable[[Cell], str]


@dataclass(frozen=True, slots=True)
class PageCell:
    """`text` stands large and `small` under it. `href` is empty where the number leads nowhere for this reader."""

    text: str
    small: str
    css: str
    href: str


@dataclass(frozen=True, slots=True)
class PageRow:
    label: str
    is_cut: bool
    cells: tuple[PageCell, ...]


@dataclass(frozen=True, slots=True)
class PageTable:
    head: str
    headings: tuple[str, ...]
    rows: tuple[PageRow, ...]
    total: PageRow | None


def page_table(figure: Figure, link: Link) -> PageTable:
    """Shares are heat cells, from the percent: the number stays in the cell, so colour says nothing alone."""

    def row(drawn: Row) -> PageRow:
        cells = (_cell(column, cell, link) for column, cell in zip(figure.columns, drawn.cells, strict=True))
        return PageRow(str(drawn.label), drawn.is_cut, tuple(cells))

    return PageTable(
        str(figure.head),
        tuple(str(column.label) for column in figure.columns),
        tuple(map(row, figure.rows)),
        row(figure.total) if figure.total else None,
    )


def _cell(column: Column, cell: Cell, link: Link) -> PageCell:
    href = "" if cell.where is None or not cell.value else link(cell)
    if column.unit is not Unit.SHARE:
        return PageCell(written(cell, column.unit), "", "", href)
    return PageCell(written_percent(cell), _cases(cell), heat(cell.percent), href)


def _cases(cell: Cell) -> str:
    if not isinstance(cell.value, int):
        return written(cell, Unit.CASES)
    return ngettext("%(cases)s case", "%(cases)s cases", cell.value) % {"cases": written(cell, Unit.CASES)}


def heat(percent: int | None) -> str:
    """The class of a heat cell: `heat-0` for nothing, then `heat-1` to `heat-10` in tenths."""
    return f"heat-{min(HEAT_STEPS, math.ceil((percent or 0) * HEAT_STEPS / 100))}"
