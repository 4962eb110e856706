"""Figures made by hand, for what is drawn of them."""

from collections.abc import Sequence
from decimal import Decimal

from reports.figures.figure import Cell, Column, Figure, Row, Unit
from reports.figures.labels import TOTAL, Label
from reports.scope import Scope

Number = int | Decimal | None


def label(text: str) -> Label:
    return Label(text, text)


def figure_of(
    columns: Sequence[tuple[str, Unit]],
    rows: Sequence[tuple[str, Sequence[Number | Cell]]],
    total: Sequence[Number | Cell] | None = None,
    name: str = "by_hand",
) -> Figure:
    """Plain numbers are cells without more; the code of a column is its name."""

    def row(of: Label, cells: Sequence[Number | Cell]) -> Row:
        return Row(of.ja, of, tuple(cell if isinstance(cell, Cell) else Cell(cell) for cell in cells))

    return Figure(
        name,
        Scope(()),
        label("行"),
        tuple(Column(code, label(code), unit) for code, unit in columns),
        tuple(row(label(of), cells) for of, cells in rows),
        row(TOTAL, total) if total is not None else None,
        0,
    )
