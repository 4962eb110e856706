"""A figure as one flat table with Japanese headings, from which CSV and Excel are written."""

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from django.utils.translation import gettext as _
from django.utils.translation import override, pgettext

from reports.drawings.words import HIDDEN
from reports.figures.figure import Cell, Column, Figure, Row, Unit

FlatCell = str | int | Decimal | None


@dataclass(frozen=True, slots=True)
class Table:
    """`units` are those of the columns; None for words. A share takes two columns: its cases and its percent."""

    headings: tuple[str, ...]
    units: tuple[Unit | None, ...]
    rows: tuple[tuple[FlatCell, ...], ...]


def table_of(figure: Figure) -> Table:
    """A file reads the same whoever makes it: its words are Japanese in every language of the pages."""
    with override("ja"):
        headings: list[str] = [figure.head.ja]
        units: list[Unit | None] = [None]
        for column in figure.columns:
            for heading, unit in _headings(column):
                headings.append(heading)
                units.append(unit)
        remarks = any(row.is_cut for row in figure.rows)
        if remarks:
            headings.append(pgettext("column of remarks", "Remarks"))
            units.append(None)
        rows = tuple((*_flat(figure, row), *([_remark(row)] if remarks else [])) for row in figure.all_rows)
        return Table(tuple(headings), tuple(units), rows)


def places_in_table(figure: Figure) -> tuple[int, ...]:
    """Where each column of the figure begins in the table; the percent of a share stands one further."""
    places, place = [], 1
    for column in figure.columns:
        places.append(place)
        place += 2 if column.unit is Unit.SHARE else 1
    return tuple(places)


def _headings(column: Column) -> Iterator[tuple[str, Unit]]:
    if column.unit is Unit.SHARE:
        yield _("%(topic)s (cases)") % {"topic": column.label.ja}, Unit.CASES
        yield _("%(topic)s (%%)") % {"topic": column.label.ja}, Unit.SHARE
    else:
        yield column.label.ja, column.unit


def _flat(figure: Figure, row: Row) -> Iterator[FlatCell]:
    yield row.label.ja
    for column, cell in zip(figure.columns, row.cells, strict=True):
        yield from _cells(column, cell)


def _cells(column: Column, cell: Cell) -> Iterator[FlatCell]:
    number = HIDDEN if cell.hidden else cell.value
    yield number
    if column.unit is Unit.SHARE:
        yield HIDDEN if cell.hidden else cell.percent


def _remark(row: Row) -> str:
    return _("only the days in the period") if row.is_cut else ""
