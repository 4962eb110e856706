"""成果: what was told to have come of closed cases within so many months after closing."""

import datetime as dt
from collections.abc import Mapping
from typing import Any

from django.db.models import Count, F, Q, QuerySet, Sum
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from cases.enums import OutcomeKind
from cases.models import Case
from reports.conditions.outcome import ANY, CLOSED, NONE_TOLD, WITHIN, last_closing, value_of, within
from reports.figures.figure import Cell, Column, Figure, Row, Unit
from reports.figures.labels import Label
from reports.scope import Scope
from reports.selectors.counted import counted_cases

YEN = "yen"
COLUMNS: tuple[tuple[str, str | Promise, Unit], ...] = (
    (CLOSED, _("Closed at least so long ago (denominator)"), Unit.CASES),
    (ANY, _("Any outcome"), Unit.SHARE),
    *((kind.value, kind.label, Unit.SHARE) for kind in OutcomeKind),
    (NONE_TOLD, _("None told"), Unit.SHARE),
    (YEN, _("Funds raised (yen)"), Unit.YEN),
)
NOTES = (
    _(
        "Of the cases that are closed and were closed at least 3, 6 or 12 calendar months ago: those with an outcome "
        "from the day of closing to the same day so many months later. A case may have outcomes of several kinds."
    ),
    _("None told means not known: the desk heard of no outcome. It does not mean that nothing came of the support."),
    _("Outcomes are as known today. Funds raised is the sum of the amounts told; some are told without an amount."),
)
Found = Mapping[str, int | None]


def outcomes(scope: Scope) -> Figure:
    """Three queries."""
    today = timezone.localdate()
    cases, told = _closed(scope, today), _told(scope, today)
    rows = tuple(_row(months, cases, told) for months in WITHIN)
    return Figure(
        "outcomes",
        scope,
        Label.words(_("After closing")),
        tuple(Column(code, Label.words(words), unit) for code, words, unit in COLUMNS),
        rows,
        None,
        cases["all"] or 0,
        notes=tuple(Label.words(note) for note in NOTES),
    )


def _closed(scope: Scope, today: dt.date) -> Found:
    """All cases of the scope, and those closed so many months ago."""
    counts = {
        value_of(CLOSED, months): Count("closed_on", filter=Q(closed_on__lte=last_closing(months, today)))
        for months in WITHIN
    }
    found: Found = counted_cases(scope).aggregate(all=Count("*"), **counts)
    return found


def _told(scope: Scope, today: dt.date) -> Found:
    """Cases with an outcome of each kind and with any, and the yen, in the months after closing."""
    counts, told = _counts(today), _told_of(scope, today)
    kinds: Any = told.values(kind=F("outcomes__kind")).annotate(**counts)
    found: dict[str, int | None] = {}
    for row in kinds:
        for months in WITHIN:
            found[value_of(row["kind"], months)] = row[f"n{months}"]
    everything = told.aggregate(**counts)
    for months in WITHIN:
        found[value_of(ANY, months)] = everything[f"n{months}"]
        found[value_of(YEN, months)] = everything[f"yen{months}"]
    return found


def _counts(today: dt.date) -> dict[str, Any]:
    """Over the outcomes of cases. A case closed too short ago for a row stands in none of its columns."""
    found: dict[str, Any] = {}
    for months in WITHIN:
        in_time = _within(months) & Q(closed_on__lte=last_closing(months, today))
        found[f"n{months}"] = Count("pk", distinct=True, filter=in_time)
        found[f"yen{months}"] = Sum("outcomes__amount", filter=in_time)
    return found


def _within(months: int) -> Q:
    return within(months, occurred_on="outcomes__occurred_on", closed_on="closed_on")


def _told_of(scope: Scope, today: dt.date) -> QuerySet[Case]:
    """A row for each outcome of a case that any row of the figure counts: one `filter`, so that it is one join."""
    return counted_cases(scope).filter(_within(WITHIN[-1]), closed_on__lte=last_closing(WITHIN[0], today))


def _row(months: int, cases: Found, told: Found) -> Row:
    closed, any_told = cases[value_of(CLOSED, months)] or 0, told[value_of(ANY, months)] or 0
    numbers = {CLOSED: closed, NONE_TOLD: closed - any_told}

    def cell(code: str, unit: Unit) -> Cell:
        value = value_of(code, months)
        if unit is Unit.YEN:
            return Cell(told[value] or 0)
        number = numbers[code] if code in numbers else told.get(value) or 0
        return Cell(number, closed if unit is Unit.SHARE else None, (("outcome", value),))

    name = Label.words(format_lazy(_("within {months} months"), months=months))
    return Row(str(months), name, tuple(cell(code, unit) for code, _words, unit in COLUMNS))
