"""Statements as flat tables, from which CSV is written. A file reads the same whoever makes it: in Japanese."""

from decimal import Decimal

from django.utils.translation import gettext as _
from django.utils.translation import override, pgettext

from cases.documents.honorarium.values import MonthOfWork, Statement
from cases.documents.honorarium.words import NOT_COUNTED, remark
from mediso.common.csv_text import Cell, csv_of

Row = tuple[Cell, ...]


def statement_csv(statement: Statement) -> str:
    """A line an interview, counted or not, and the sum of the month under them."""
    with override("ja"):
        headings = (
            _("Supporter"),
            _("Month"),
            _("Held on"),
            _("Case number"),
            _("Kind"),
            pgettext("of a statement", "Minutes"),
            *_money_headings(),
        )
        who = (statement.supporter, statement.month.code)
        every = sorted((*statement.lines, *statement.uncounted), key=lambda line: line.held_on)
        rows: list[Row] = [
            (
                *who,
                line.held_on.isoformat(),
                line.number,
                str(line.kind.label),
                line.minutes,
                *(None, None, None),
                "" if line.minutes else str(NOT_COUNTED),
            )
            for line in every
        ]
        total = (*who, _total(), None, None, statement.minutes, *_money(statement), remark(statement))
        return csv_of(headings, [*rows, total])


def month_csv(month: MonthOfWork) -> str:
    """A line a supporter, and the sum of all under them."""
    with override("ja"):
        headings = (
            _("Supporter"),
            _("Month"),
            pgettext("of a statement", "Interviews"),
            pgettext("of a statement", "Not counted"),
            pgettext("of a statement", "Minutes"),
            *_money_headings(),
        )
        rows: list[Row] = [
            (
                one.supporter,
                one.month.code,
                len(one.lines),
                len(one.uncounted),
                one.minutes,
                *_money(one),
                remark(one),
            )
            for one in month.statements
        ]
        counts = (month.interviews, month.uncounted, month.minutes, month.hours)
        return csv_of(headings, [*rows, (_total(), month.month.code, *counts, None, month.amount, "")])


def _total() -> str:
    return pgettext("of a statement", "Total")


def _money_headings() -> tuple[str, ...]:
    return (
        pgettext("of a statement", "Hours"),
        _("Rate an hour (yen)"),
        _("Honorarium (yen, before tax)"),
        pgettext("column of remarks", "Remarks"),
    )


def _money(statement: Statement) -> tuple[Decimal, int | None, int | None]:
    return (statement.hours, statement.paid_rate, statement.amount)
