"""How far the months of a scope are closed."""

from dataclasses import dataclass

from mediso.common.months import Month
from reports.models import MonthlyClose
from reports.periods import Period
from reports.scope import Basis, Scope
from reports.selectors.ends import received_spans


@dataclass(frozen=True, slots=True)
class Closing:
    """`closed` are the months that are closed at every desk that has to, in order, with their latest edition;
    `missing` those that are not, though a desk received cases before and after or in them."""

    closed: tuple[tuple[Month, int], ...]
    missing: tuple[Month, ...]

    @property
    def is_complete(self) -> bool:
        """Whether everything that is counted has been published."""
        return bool(self.closed) and not self.missing

    @property
    def last_closed(self) -> Month | None:
        return self.closed[-1][0] if self.closed else None

    @property
    def last_missing(self) -> Month | None:
        return self.missing[-1] if self.missing else None

    @property
    def later_editions(self) -> tuple[tuple[Month, int], ...]:
        return tuple((month, edition) for month, edition in self.closed if edition > 1)


def closing_of(scope: Scope) -> Closing:
    """Of every month from the first to the last case of each desk in the period, and of what is closed. Two queries."""
    closes = MonthlyClose.objects.filter(desk__in=[desk.pk for desk in scope.desks], is_current=True).order_by()
    editions = {(desk, Month.of(day)): number for desk, day, number in closes.values_list("desk", "month", "edition")}
    spans = received_spans(Scope(scope.desks, basis=Basis.KNOWN))
    with_cases = {(desk, month) for desk, span in spans.items() for month in _months(span, scope.period)}
    wanted = with_cases | {(desk, month) for desk, month in editions if _shares_a_day(month, scope.period)}
    missing = {month for desk, month in wanted if (desk, month) not in editions}
    closed: dict[Month, int] = {}
    for desk, month in wanted:
        if month not in missing:
            closed[month] = max(closed.get(month, 1), editions[desk, month])
    return Closing(tuple(sorted(closed.items())), tuple(sorted(missing)))


def _shares_a_day(month: Month, period: Period) -> bool:
    return (period.first is None or period.first <= month.last) and (period.last is None or month.first <= period.last)


def _months(span: Period, period: Period) -> list[Month]:
    """The months of a desk's span that have a day in the period."""
    firsts = [day for day in (span.first, period.first) if day]
    lasts = [day for day in (span.last, period.last) if day]
    return [*Month.between(Month.of(max(firsts)), Month.of(min(lasts)))]
