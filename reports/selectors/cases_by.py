"""Cases a month, quarter or year, with the running total and the same span a year before."""

from collections.abc import Callable
from itertools import accumulate

from django.db.models import Count, Q
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
        received = received_span(scope)
        spans = spans_of(grain, with_ends(scope, received).ends)
        cases, befores = _counted(scope, grain, spans, received)
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
        Label.words(span),
        (
            Cell(cases, where=days),
            Cell(cumulative, where=days[1:]),
            Cell(before, where=a_year_before) if compared else NOTHING,
            Cell(cases - before) if cases is not None and before is not None and compared else NOTHING,
        ),
        is_cut,
    )


def _counted(scope: Scope, grain: Grain, spans: list[Span], received: Period) -> tuple[list[int], list[int | None]]:
    """Cases of each span inside the period, and those of the whole span a year before, None before the desks began.

    One query over both: from a year before the first span to the end of the last.
    """
    if not spans:
        return [], []
    reached = spans_of(grain, Period(_year_before(spans[0]).first, spans[-1].last))
    rows = counted_cases(scope.over(Period(reached[0].first, reached[-1].last)))
    rows = rows.annotate(place=in_spans("received_on", reached)).values("place")
    groups = rows.annotate(whole=Count("*"), inside=Count("received_on", filter=_in_period(scope.period)))
    found = {place: (whole, inside) for place, whole, inside in groups.values_list("place", "whole", "inside")}
    counts = [found.get(place, (0, 0)) for place in range(1, len(reached) + 1)]
    lag = len(reached) - len(spans)
    befores = [
        whole if received.first and span.last >= received.first else None
        for span, (whole, _inside) in zip(reached[: len(spans)], counts[: len(spans)], strict=True)
    ]
    return [inside for _whole, inside in counts[lag:]], befores


def _in_period(period: Period) -> Q:
    first = Q(received_on__gte=period.first) if period.first else Q()
    return first & Q(received_on__lte=period.last) if period.last else first


def _year_before(span: Span) -> Period:
    """Spans are whole months: a February that ends on the 29th is compared with one that ends on the 28th."""
    ends = Month.of(months_after(span.last, -MONTHS_A_YEAR))
    return Period(months_after(span.first, -MONTHS_A_YEAR), ends.last)
