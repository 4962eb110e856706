"""Two figures of one kind laid upon each other: what is known today, and what was published."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Protocol, TypeVar

from reports.figures.figure import NOTHING, Cell, Column, Figure, Row, Unit
from reports.selectors.cross import CASES


class _Named(Protocol):
    @property
    def code(self) -> str: ...


Named = TypeVar("Named", bound=_Named)


@dataclass(frozen=True, slots=True)
class Beside:
    """Both with the same rows and columns, by code: what only one of them has stands in both."""

    known: Figure
    published: Figure


def laid_together(known: Figure, published: Figure) -> Beside:
    columns = _union(known.columns, published.columns)
    rows = _union(known.rows, published.rows)
    return Beside(_widened(known, columns, rows), _widened(published, columns, rows))


def differ(column: Column, known: Cell, published: Cell) -> bool:
    """Whether somebody reads something else; what is kept back differs from nothing."""
    if known.hidden or published.hidden:
        return False
    return known.value != published.value or (column.unit is Unit.SHARE and known.percent != published.percent)


def _union(ours: Sequence[Named], theirs: Sequence[Named]) -> list[Named]:
    """Ours in their order; each of theirs that we lack after the one it follows there."""
    together, place = list(ours), 0
    codes = [one.code for one in ours]
    for one in theirs:
        if one.code in codes:
            place = codes.index(one.code) + 1
        else:
            together.insert(place, one)
            codes.insert(place, one.code)
            place += 1
    return together


def _widened(figure: Figure, columns: Sequence[Column], rows: Sequence[Row]) -> Figure:
    found = {row.code: row for row in figure.rows}

    def row(one: Row) -> Row:
        has = found.get(one.code)
        cells = dict(zip((column.code for column in figure.columns), has.cells if has else (), strict=False))
        of = _denominator(figure, has)
        return replace(has or one, cells=tuple(cells.get(column.code, _none(column, of)) for column in columns))

    total = figure.total and _total(figure, figure.total, columns)
    return replace(figure, columns=tuple(columns), rows=tuple(map(row, rows)), total=total)


def _total(figure: Figure, total: Row, columns: Sequence[Column]) -> Row:
    cells = dict(zip((column.code for column in figure.columns), total.cells, strict=True))
    of = _denominator(figure, total)
    return replace(total, cells=tuple(cells.get(column.code, _none(column, of)) for column in columns))


def _denominator(figure: Figure, row: Row | None) -> int:
    """Of the shares that a row lacks: its own cases where it has them; of a figure without such a column, all cases."""
    if not any(column.code == CASES for column in figure.columns):
        return figure.cases
    return next((cell.of for cell in row.cells if cell.of is not None), 0) if row else 0


def _none(column: Column, of: int) -> Cell:
    """What a figure says of something it has no row or column for."""
    if column.unit is Unit.SHARE:
        return Cell(0, of)
    return Cell(0) if column.code == CASES else NOTHING
