"""Time as a dimension: months, quarters and years of either kind, by date of receipt."""

import datetime as dt
from collections.abc import Callable, Collection, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from django.contrib.postgres.fields import ArrayField
from django.db.models import DateField, F, Func, IntegerField, QuerySet, Value
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from mediso.common.fiscal import CalendarYear, FiscalYear
from mediso.common.months import Month
from mediso.common.quarters import FiscalQuarter
from reports.dimensions.base import Dimension, Key, Member
from reports.figures.labels import Label
from reports.periods import FROM, UNTIL, Period, Span
from reports.scope import Scope, Where


@dataclass(frozen=True, slots=True)
class Grain:
    """One kind of span: all of them that have a day from the first to the last given, and what each is called."""

    code: str
    label: str | Promise
    difference: str | Promise
    between: Callable[[dt.date, dt.date], Iterator[Span]]
    value: Callable[[Span], str]


GRAINS = {
    grain.code: grain
    for grain in (
        Grain(
            "month",
            _("Month"),
            _("Difference to the same month a year before"),
            lambda first, last: Month.between(Month.of(first), Month.of(last)),
            lambda span: Month.of(span.first).code,
        ),
        Grain(
            "quarter",
            _("Quarter"),
            _("Difference to the same quarter a year before"),
            FiscalQuarter.between,
            lambda span: FiscalQuarter.of(span.first).code,
        ),
        Grain(
            "year",
            _("Year"),
            _("Difference to the year before"),
            CalendarYear.between,
            lambda span: str(span.first.year),
        ),
        Grain(
            "fiscal_year",
            _("Fiscal year"),
            _("Difference to the fiscal year before"),
            FiscalYear.between,
            lambda span: str(span.first.year),
        ),
    )
}


def where_of(span: Span, period: Period) -> Where:
    """The days of the span that are in the period, as they stand in addresses."""
    days = Period.of(span).within(period)
    return ((FROM, f"{days.first}"), (UNTIL, f"{days.last}"))


def spans_of(grain: Grain, period: Period | None) -> list[Span]:
    """Every span with a day from one end to the other; none while an end is open."""
    if period is None:
        return []
    return [*grain.between(period.first, period.last)] if period.first and period.last else []


@lru_cache(maxsize=2_048)
def label_of(span: Span) -> Label:
    """A page names the same months in each of its tables, in two languages."""
    return Label.words(span)


def in_spans(column: str, firsts: Sequence[dt.date]) -> Func:
    """The place of a day's span among those that begin on these days, from 1 on, worked out by the database.

    Measured on 1,000,000 cases: 1.9 times a `count(*)`; `date_trunc` took 8 times.
    """
    begins = Value([*firsts], output_field=ArrayField(DateField()))
    return Func(F(column), begins, function="width_bucket", output_field=IntegerField())


def _dimension(grain: Grain) -> Dimension:
    column = f"{grain.code}_place"

    def prepare(rows: QuerySet[Any], scope: Scope) -> QuerySet[Any]:
        firsts = [span.first for span in spans_of(grain, scope.ends)]
        placed: QuerySet[Any] = rows.annotate(**{column: in_spans("received_on", firsts)})
        return placed

    def members(scope: Scope, _found: Collection[Key]) -> list[Member]:
        return [
            Member(
                grain.value(span),
                label_of(span),
                frozenset([place]),
                where_of(span, scope.period),
                is_cut=not scope.period.covers(span),
            )
            for place, span in enumerate(spans_of(grain, scope.ends), start=1)
        ]

    return Dimension(grain.code, grain.label, column, members, condition=None, prepare=prepare)


SPANS = tuple(_dimension(grain) for grain in GRAINS.values())
