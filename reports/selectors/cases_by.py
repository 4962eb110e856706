"""Cases a month, quarter or year, with the running total and the same span a year before."""

from collections.abc import Callable
from dataclasses import replace
from itertools import accumulate

from django.db.models import Count
from django.utils.translation import gettext_lazy as _

from mediso.common.months import MONTHS_A_YEAR, Month, months_after
from reports.dimensions.spans import Grain, in_spans, spans_of, where_of
from reports.figures.figure import NOTHING, Cell, Column, Figure, Row, Unit
from reports.figures.labels import Label
from reports.periods import FROM, UNTIL, Period, Span
from reports.scope import Scope
from reports.selectors.counted import counted_cases
from reports.selectors.cross import CASES
from reports.selectors.ends import received_span, with_ends

CUMULATIVE, BEFORE, DIFFERENCE = "cumulative", "year_before", "difference"
CUT = _("A span of which the period holds only a part is marked, and compared with no other.")


def cases_by(name: str, grain: Grain) -> Callable[[Scope], Figure]:
    """One row for every span from the first to the last, the empty ones included.

    The running total begins with the period. The year before is counted also where it lies before the period, at the
    same desks and under the same conditions; it is left out where it ended before the desks received their first case.
    A span of which the period holds only a part is compared with nothing.
    """

    def select(scope: Scope) -> Figure:
        counted = with_ends(scope)
        spans = spans_of(grain, counted.period)
        cases = _cases_in(counted, spans)
        befores = _befores(counted, grain, spans)
        lines = zip(spans, cases, accumulate(cases), befores, strict=True)
        rows = tuple(_row(grain, counted.period, *line) for line in lines)
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
        Label.words(span),
        (
            Cell(cases, where=days),
            Cell(cumulative, where=days[1:]),
            Cell(before, where=a_year_before) if compared else NOTHING,
            Cell(cases - before) if cases is not None and before is not None and compared else NOTHING,
        ),
        is_cut,
    )


def _cases_in(scope: Scope, spans: list[Span]) -> list[int]:
    if not spans:
        return []
    rows = counted_cases(scope).annotate(place=in_spans("received_on", spans)).values("place")
    found = dict(rows.annotate(cases=Count("*")).values_list("place", "cases"))
    return [found.get(place, 0) for place in range(1, len(spans) + 1)]


def _befores(scope: Scope, grain: Grain, spans: list[Span]) -> list[int | None]:
    """Cases of each span's year before; None where the desks had not begun."""
    if not spans:
        return []
    earlier = spans_of(grain, Period(_year_before(spans[0]).first, _year_before(spans[-1]).last))
    cases = _cases_in(replace(scope, period=Period(earlier[0].first, earlier[-1].last)), earlier)
    begun = received_span(scope).first
    return [number if begun and span.last >= begun else None for span, number in zip(earlier, cases, strict=True)]


def _year_before(span: Span) -> Period:
    """Spans are whole months: a February that ends on the 29th is compared with one that ends on the 28th."""
    ends = Month.of(months_after(span.last, -MONTHS_A_YEAR))
    return Period(months_after(span.first, -MONTHS_A_YEAR), ends.last)
