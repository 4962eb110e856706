"""Findings as a figure: what the counts of another figure bear out (docs/findings.md)."""

from collections.abc import Callable, Mapping

from django.utils.functional import Promise, lazy
from django.utils.translation import gettext_lazy as _

from reports.dimensions.base import NONE
from reports.figures.figure import Cell, Column, Figure, Row, Unit
from reports.figures.labels import Label, Said
from reports.findings import CountRow, CountTable, Finding, findings_of
from reports.findings.words import Sentences, account_text, in_points, in_thousandths, method_text, sentences_of
from reports.scope import Scope

COLUMNS = (
    ("cases", _("All cases (denominator)"), Unit.CASES),
    ("share", _("Share"), Unit.SHARE),
    ("other_cases", _("All other cases (denominator)"), Unit.CASES),
    ("other_share", _("Share of the others"), Unit.SHARE),
    ("difference", _("Difference (points)"), Unit.POINTS),
    ("low", _("Interval (95%): from (points)"), Unit.POINTS),
    ("high", _("Interval (95%): to (points)"), Unit.POINTS),
    ("adjusted_p", _("Adjusted p (0.001 where it is smaller)"), Unit.NUMBER),
)
_account, _method = lazy(account_text, str), lazy(method_text, str)


def findings(
    name: str, counts: Callable[[Scope], Figure], across: str | Promise, said: Sentences
) -> Callable[[Scope], Figure]:
    """The figure of what may be said of the cross table that `counts` makes: a row for each finding, as it is said.

    `across` is what runs across it: its first column has all cases of a row, the others shares of them. Members that
    stand for “nobody knows” are left out. It asks the database nothing but the cross table.
    """

    def select(scope: Scope) -> Figure:
        counted = counts(scope)
        found = findings_of(_table(counted))
        sentences = sentences_of(found, said)
        cells = _cells_by_names(counted)
        return Figure(
            name,
            scope,
            _pair(counted.head, Label.words(across)),
            tuple(Column(code, Label.words(label), unit) for code, label, unit in COLUMNS),
            tuple(_row(one, *cells[one.row, one.column]) for sentence in sentences for one in sentence.findings),
            None,
            counted.cases,
            said=tuple(map(Said, sentences)),
            notes=(Label.words(_account(found)), Label.words(_method())),
        )

    return select


def _table(counted: Figure) -> CountTable:
    places = [place for place, column in enumerate(counted.columns) if place and column.code != NONE]
    rows = (
        CountRow(row.label, _count(row.cells[0]), tuple(_count(row.cells[place]) for place in places))
        for row in counted.rows
        if row.code != NONE
    )
    return CountTable(tuple(counted.columns[place].label for place in places), tuple(rows))


def _count(cell: Cell) -> int:
    return int(cell.value or 0)


def _cells_by_names(counted: Figure) -> Mapping[tuple[Label, Label], tuple[str, Cell, Cell]]:
    """Under the names of row and column: a code, the cell of all cases of the row, the cell of the share."""
    return {
        (row.label, column.label): (f"{row.code}/{column.code}", row.cells[0], cell)
        for row in counted.rows
        for column, cell in zip(counted.columns[1:], row.cells[1:], strict=True)
    }


def _row(finding: Finding, code: str, cases: Cell, share: Cell) -> Row:
    """The cells of the row lead to its cases; those of all others together have no address."""
    others = (Cell(finding.rest.of), Cell(finding.rest.cases, finding.rest.of))
    points = (Cell(in_points(number)) for number in (finding.difference, *finding.interval))
    return Row(
        code,
        _pair(finding.row, finding.column),
        (cases, share, *others, *points, Cell(in_thousandths(finding.adjusted_p))),
    )


def _pair(row: Label, column: Label) -> Label:
    return Label(f"{row.ja}：{column.ja}", f"{row.en}: {column.en}")
