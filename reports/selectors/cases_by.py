"""Cases a month, quarter or year, with the running total and the same span a year before."""

import datetime as dt
from collections.abc import Callable, Iterable
from itertools import accumulate

from django.db.models import Count
from django.utils.translation import gettext_lazy as _

from mediso.common.months import MONTHS_A_YEAR, Month, months_after
from reports.dimensions.spans import GRAINS, Grain, in_spans, label_of, spans_of, where_of
from reports.figures.figure import NOTHING, Cell, Column, Figure, Row, Unit
from reports.figures.labels import Label
from reports.periods import FROM, UNTIL, Period, Span
from reports.scope import Scope
from reports.selectors.counted import counted_cases
from reports.selectors.cross import CASES
from reports.selectors.ends import received_span, with_ends
from reports.selectors.together import once

CUMULATIVE, BEFORE, DIFFERENCE = "cumulative", "year_before", "difference"
A_DAY = dt.timedelta(days=1)
CUT = _("A span of which the period holds only a part is marked, and compared with no other.")


def cases_by(name: str, grain: Grain) -> Callable[[Scope], Figure]:
    """One row for every span from the first to the last, the empty ones included.

    The running total begins with the period. The year before is counted also where it lies before the period, at the
    same desks and under the same conditions; it is left out where it ended before the desks received their first case.
    A span of which the period holds only a part is compared with nothing.
    """

    def select(scope: Scope) -> Figure:
        ends, received = with_ends(scope).ends, received_span(scope)
        spans = spans_of(grain, ends)
        pieces = once(("pieces", scope.key), lambda: _pieces(scope, ends, received)) if ends else {}
        cases = [_sum(pieces, Period.of(span).within(scope.period)) for span in spans]
        befores = [_before(pieces, span, received) for span in spans]
        lines = zip(spans, cases, accumulate(cases), befores, strict=True)
        rows = tuple(_row(grain, scope.period, *line) for line in lines)
        columns = (
            Column(CASES, Label.words(_("Number of cases")), Unit.CASES),
            Column(CUMULATIVE, Label.words(_("Cumulative cases in the period")), Unit.CASES),
            Column(BEFORE, Label.words(_("A year before")), Unit.CASES),
            Column(DIFFERENCE, Label.words(grain.difference), Unit.CHANGE),
        )
        return Figure(name, scope, Label.words(grain.label), columns, rows, None, sum(cases), notes=(Label.words(CUT),))

    return select


def _row(grain: Grain, period: Period, span: Span, *numbers: int | None) -> Row:
    """`numbers`: cases, cumulative, and cases a year before."""
    cases, cumulative, before = numbers
    days = where_of(span, period)
    is_cut = not period.covers(span)
    compared = before is not None and not is_cut
    a_year_before = ((FROM, f"{_year_before(span).first}"), (UNTIL, f"{_year_before(span).last}"))
    return Row(
        grain.value(span),
        label_of(span),
        (
            Cell(cases, where=days),
            Cell(cumulative, where=days[1:]),
            Cell(before, where=a_year_before) if compared else NOTHING,
            Cell(cases - before) if cases is not None and before is not None and compared else NOTHING,
        ),
        is_cut,
    )


def _pieces(scope: Scope, ends: Period, received: Period) -> dict[dt.date, int]:
    """Cases by months, of the period and of all that a grain compares with it, by the first day of each.

    The month in which the period begins is cut in two there. One query serves all grains; two where the days to
    compare with lie apart from the period.
    """
    reaches = _reaches(scope.period, ends, received)
    return {first: cases for days in reaches for first, cases in _by_month(scope, days, ends)}


def _reaches(period: Period, ends: Period, received: Period) -> list[Period]:
    whole = [span for grain in GRAINS.values() for span in spans_of(grain, ends) if period.covers(span)]
    befores = [before for before in map(_year_before, whole) if _had_begun(before, received)]
    first = min((before.first for before in befores if before.first), default=None)
    last = max((before.last for before in befores if before.last), default=None)
    if not (first and last and ends.first):
        return [ends]
    if last >= ends.first - A_DAY:
        return [Period(min(first, ends.first), ends.last)]
    return [Period(first, last), ends]


def _by_month(scope: Scope, days: Period, ends: Period) -> Iterable[tuple[dt.date, int]]:
    if not (days.first and days.last and ends.first):
        return []
    months = Month.between(Month.of(days.first), Month.of(days.last))
    firsts = sorted({month.first for month in months} | {ends.first})
    rows = counted_cases(scope.over(days))
    groups = rows.annotate(place=in_spans("received_on", firsts)).values("place").annotate(cases=Count("*"))
    return [(firsts[place - 1], cases) for place, cases in groups.values_list("place", "cases")]


def _sum(pieces: dict[dt.date, int], period: Period) -> int:
    first, last = period.first or dt.date.min, period.last or dt.date.max
    return sum(cases for begins, cases in pieces.items() if first <= begins <= last)


def _before(pieces: dict[dt.date, int], span: Span, received: Period) -> int | None:
    """None where the desks had not begun."""
    before = _year_before(span)
    return _sum(pieces, before) if _had_begun(before, received) else None


def _had_begun(before: Period, received: Period) -> bool:
    return bool(received.first and before.last and before.last >= received.first)


def _year_before(span: Span) -> Period:
    """Spans are whole months: a February that ends on the 29th is compared with one that ends on the 28th."""
    ends = Month.of(months_after(span.last, -MONTHS_A_YEAR))
    return Period(months_after(span.first, -MONTHS_A_YEAR), ends.last)
