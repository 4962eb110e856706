"""A figure as it is made public: its public columns, without the numbers that are hidden and what is made of them."""

from dataclasses import replace

from reports.figures.figure import Cell, Figure, Row, Unit
from reports.figures.public_shape import PublicShape
from reports.publication.keys import cell_keys
from reports.suppression import Suppression

# Nothing of the number is left, not even which conditions lead to it.
KEPT_BACK = Cell(None, hidden=True)


def made_public(shape: PublicShape, figure: Figure, suppression: Suppression) -> Figure:
    """No cell leads to its cases. `cases` is left as it is: whoever shows it asks whether the total is hidden."""
    places = [
        place
        for place, column in enumerate(figure.columns)
        if column.unit in {Unit.CASES, Unit.SHARE} and (not shape.columns or column.code in shape.columns)
    ]

    def public(row: Row) -> Row:
        return replace(row, cells=tuple(_cell(figure, row, place, suppression) for place in places))

    return replace(
        figure,
        columns=tuple(figure.columns[place] for place in places),
        rows=tuple(map(public, figure.rows)),
        total=public(figure.total) if figure.total else None,
        notes=() if shape.is_in_time else figure.notes,
    )


def _cell(figure: Figure, row: Row, place: int, suppression: Suppression) -> Cell:
    if not suppression.shows(cell_keys(figure, row, place)):
        return KEPT_BACK
    cell = row.cells[place]
    return Cell(cell.value, cell.of)
