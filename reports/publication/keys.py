"""Which number a cell is: equal keys are one number, in however many tables it stands."""

from collections.abc import Iterator

from reports.figures.figure import Cell, Figure, Row, Unit
from reports.periods import Period
from reports.scope import Scope, Where

CaseKey = tuple[Period, frozenset[tuple[str, str]]]
"""The days and the conditions of the cases counted; the desk is the same in the whole release."""


def key_of(scope: Scope, where: Where) -> CaseKey:
    narrowed = scope.narrowed(where)
    return narrowed.period, frozenset(narrowed.narrowing)


def total_key(scope: Scope) -> CaseKey:
    return key_of(scope, ())


def cell_keys(figure: Figure, row: Row, place: int) -> Iterator[CaseKey]:
    """Every number that the cell is made of: its cases first, then its denominator. Raises `LookupError` for others."""
    cell = row.cells[place]
    yield own_key(figure, cell)
    if figure.columns[place].unit is Unit.SHARE:
        whole = cases_cell(figure, row)
        yield own_key(figure, whole) if whole else total_key(figure.scope)


def own_key(figure: Figure, cell: Cell) -> CaseKey:
    if cell.where is None:
        raise LookupError(f"{figure.name} has a number that counts no cases.")
    return key_of(figure.scope, cell.where)


def cases_cell(figure: Figure, row: Row) -> Cell | None:
    """All cases of the row: the denominator of its shares. None where they are shares of all cases."""
    for column, cell in zip(figure.columns, row.cells, strict=True):
        if column.unit is Unit.CASES:
            return cell
    return None
