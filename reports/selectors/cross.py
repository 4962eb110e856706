"""Shares: the members of one dimension among the cases of each member of another, or among all."""

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from django.utils.translation import gettext_lazy as _

from reports.dimensions.base import Dimension, Member
from reports.figures.figure import Cell, Column, Figure, Row, Unit
from reports.figures.labels import TOTAL, Label
from reports.scope import Scope, Where, both
from reports.selectors.ends import with_ends
from reports.selectors.tally import along, crossed, folded, grouped, members_of

if TYPE_CHECKING:
    from django.utils.functional import _StrPromise

CASES, SHARE, TOTAL_ROW = "cases", "share", "total"
SHARE_OF_ALL = _("Cases and share of all")
SHARE_OF_ALL_NOTE = _("Share = cases of the row ÷ all cases, as a whole percent, half rounded up.")
ALL_CASES = _("All cases (denominator)")
SHARE_NOTE = _("Share = cases of the row in the column ÷ all cases of the row, as a whole percent, half rounded up.")
SEVERAL_TOPICS = _(
    "A case has one or more topics, so it counts in several places and the shares add up to more than 100 %."
)


def cross(name: str, rows: Dimension, columns: Dimension) -> Callable[[Scope], Figure]:
    """The figure that shows the members of `columns` among the cases of each of `rows`: one query for the cases."""

    def select(scope: Scope) -> Figure:
        counted = with_ends(scope)
        groups = grouped(counted, rows, columns)
        down, across = members_of(rows, counted, groups, 0), members_of(columns, counted, groups, 1)
        cases, of_rows = crossed(groups, down, across), folded(along(groups, 0), down)
        of_columns = folded(along(groups, 1), across)
        total = sum(groups.values())
        made = tuple(
            Row(
                row.value,
                row.label,
                _cells(of_rows[row.value], row.where, across, [cases[row.value][column.value] for column in across]),
                row.is_cut,
            )
            for row in down
        )
        return Figure(
            name,
            scope,
            Label.words(rows.label),
            (
                Column(CASES, Label.words(ALL_CASES), Unit.CASES),
                *(Column(one.value, one.label, Unit.SHARE) for one in across),
            ),
            made,
            Row(TOTAL_ROW, TOTAL, _cells(total, (), across, [of_columns[column.value] for column in across])),
            total,
            notes=_notes(SHARE_NOTE, rows, columns),
        )

    return select


def share_by(name: str, rows: Dimension) -> Callable[[Scope], Figure]:
    """The figure that shows the share of each member among all cases."""

    def select(scope: Scope) -> Figure:
        counted = with_ends(scope)
        groups = grouped(counted, rows)
        down, total = members_of(rows, counted, groups, 0), sum(groups.values())
        cases = folded(along(groups, 0), down)
        made = tuple(Row(one.value, one.label, (Cell(cases[one.value], total, one.where),), one.is_cut) for one in down)
        return Figure(
            name,
            scope,
            Label.words(rows.label),
            (Column(SHARE, Label.words(SHARE_OF_ALL), Unit.SHARE),),
            made,
            Row(TOTAL_ROW, TOTAL, (Cell(total, total, ()),)),
            total,
            notes=_notes(SHARE_OF_ALL_NOTE, rows),
        )

    return select


def _cells(of: int, where: Where, across: Sequence[Member], cases: Sequence[int]) -> tuple[Cell, ...]:
    """The denominator first, then each share of it."""
    shares = (Cell(number, of, both(where, one.where)) for one, number in zip(across, cases, strict=True))
    return (Cell(of, where=where), *shares)


def _notes(of_share: "_StrPromise", *dimensions: Dimension) -> tuple[Label, ...]:
    words = (of_share, SEVERAL_TOPICS) if any(one.is_multiple for one in dimensions) else (of_share,)
    return tuple(Label.words(one) for one in words)
