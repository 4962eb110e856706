"""The lists of cases under the numbers of a figure."""

from django.http import QueryDict

from reports.figures.figure import Cell, Figure, Unit
from reports.forms import ScopeForm
from reports.selectors.counted import counted_cases


def listed(figure: Figure, cell: Cell) -> int:
    """How many rows the list has to which the cell leads, by its address."""
    assert cell.where is not None
    form = ScopeForm(QueryDict(figure.scope.query(cell.where)), desks=figure.scope.desks)
    assert form.is_valid(), form.errors
    return counted_cases(form.scope).count()


def assert_numbers_are_their_lists(figure: Figure) -> None:
    """Each number of cases leads to that many, and whatever counts no cases leads nowhere."""
    for row in figure.all_rows:
        for column, cell in zip(figure.columns, row.cells, strict=True):
            if column.unit in {Unit.CASES, Unit.SHARE} and cell.value is not None:
                assert listed(figure, cell) == cell.value, (row.code, column.code, cell)
            else:
                assert cell.where is None, (row.code, column.code)


def values(figure: Figure) -> dict[str, list[object]]:
    """The values of each row, by its code."""
    return {row.code: [cell.value for cell in row.cells] for row in figure.all_rows}
