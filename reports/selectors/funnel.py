"""How far cases came, and how many days each step took."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.db.models import Count, F, Func, IntegerField, QuerySet
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from reports.conditions.flow import STEP_COLUMNS, STEP_WORDS
from reports.figures.figure import NOTHING, Cell, Column, Figure, Row, Unit
from reports.figures.labels import Label
from reports.figures.percentiles import MEDIAN, NINETIETH, percentile
from reports.scope import Scope, Where
from reports.selectors.counted import counted_cases

RECEIVED = "received"
COLUMNS: tuple[tuple[str, str | Promise, Unit], ...] = (
    ("cases", _("Cases, share of all received"), Unit.SHARE),
    ("measured", _("Measured from the step before"), Unit.CASES),
    ("median", _("Days from the step before: median"), Unit.DAYS),
    ("ninetieth", _("Days from the step before: 90th percentile"), Unit.DAYS),
    ("median_from_receipt", _("Days from receipt: median"), Unit.DAYS),
    ("ninetieth_from_receipt", _("Days from receipt: 90th percentile"), Unit.DAYS),
)
NOTES = (
    _("A case may skip a step: each row counts the cases that have had it, whatever else they had."),
    _(
        "Days are calendar days between the first of each, of the cases that have both. Median and 90th percentile: "
        "the smallest number of days within which at least half, or 90 percent of them, were there."
    ),
)
# Of each step, the one before it.
_BEFORE = dict(zip(list(STEP_COLUMNS)[1:], STEP_COLUMNS, strict=False))
Days = Counter[int]
"""Cases by a number of days."""


@dataclass(frozen=True, slots=True)
class _Steps:
    """By step, the days since receipt and, of the cases that have had it, since the step before."""

    received: int
    from_receipt: Mapping[str, Days]
    from_before: Mapping[str, Days]


def funnel(scope: Scope) -> Figure:
    """Two queries."""
    found = _steps(scope)
    first = Row(
        RECEIVED,
        Label.words(_("Received")),
        (Cell(found.received, found.received, ()), *[NOTHING] * (len(COLUMNS) - 1)),
    )
    return Figure(
        "funnel",
        scope,
        Label.words(pgettext_lazy("of a case", "Step")),
        tuple(Column(code, Label.words(words), unit) for code, words, unit in COLUMNS),
        (first, *(_row(step, found) for step in STEP_COLUMNS)),
        None,
        found.received,
        notes=tuple(Label.words(note) for note in NOTES),
    )


def _steps(scope: Scope) -> _Steps:
    """The database groups by days, of which there are few: by two numbers of them at once, a scan for each pair."""
    rows = counted_cases(scope)
    received, preliminary, interviewed, between = _spread(
        rows, _days("preliminary_on", "received_on"), _days("interviewed_on", "received_on")
    )
    _cases, followed_up, after_interview, _days_between = _spread(
        rows.filter(followed_up_on__isnull=False),
        _days("followed_up_on", "received_on"),
        _days("followed_up_on", "interviewed_on"),
    )
    return _Steps(
        received,
        dict(zip(STEP_COLUMNS, (preliminary, interviewed, followed_up), strict=True)),
        dict(zip(STEP_COLUMNS, (preliminary, between, after_interview), strict=True)),
    )


def _spread(rows: QuerySet[Any], one: Func, other: Func) -> tuple[int, Days, Days, Days]:
    """All cases; by either number of days those that have it; and by the days from one to the other."""
    received, ones, others, between = 0, Days(), Days(), Days()
    pairs: Any = rows.annotate(one=one, other=other).values("one", "other").annotate(n=Count("*"))
    for first, second, cases in pairs.values_list("one", "other", "n"):
        received += cases
        if first is not None:
            ones[first] += cases
        if second is not None:
            others[second] += cases
        if first is not None and second is not None:
            between[second - first] += cases
    return received, ones, others, between


def _days(end: str, begin: str) -> Func:
    return Func(F(end), F(begin), template="(%(expressions)s)", arg_joiner=" - ", output_field=IntegerField())


def _row(step: str, found: _Steps) -> Row:
    here: Where = (("step", step),)
    before: Where = (("step", _BEFORE[step]),) if step in _BEFORE else ()
    from_receipt, from_before = found.from_receipt[step], found.from_before[step]
    return Row(
        step,
        Label.words(STEP_WORDS[step]),
        (
            Cell(from_receipt.total(), found.received, here),
            Cell(from_before.total(), where=(*before, *here)),
            *(
                Cell(percentile(days, percent))
                for days in (from_before, from_receipt)
                for percent in (MEDIAN, NINETIETH)
            ),
        ),
    )
