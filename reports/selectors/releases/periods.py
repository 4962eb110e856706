"""Which whole months can be released together."""

import datetime as dt
from collections.abc import Iterator

from mediso.common.fiscal import FiscalYear
from mediso.common.months import Month
from mediso.desks.models import Desk
from reports.models import MonthlyClose, Release
from reports.publication.spans import Days
from reports.selectors.closes.open_months import open_months


def unclosed_months(desk: Desk, days: Days) -> list[Month]:
    """Those that stand in the way. Before the desk's first case there is nothing to close."""
    return [month for month in open_months(desk, Month.of(days.last)) if month.first >= days.first]


def has_closed_month(desk: Desk, days: Days) -> bool:
    return MonthlyClose.objects.filter(desk=desk, month__range=(days.first, days.last)).exists()


def overlapping(desk: Desk, days: Days) -> Release | None:
    """A release of other days that share some with these, whatever became of it."""
    releases = Release.objects.filter(desk=desk, first_day__lte=days.last, last_day__gte=days.first)
    return releases.exclude(first_day=days.first, last_day=days.last).defer("data").first()


def periods_to_release(desk: Desk, today: dt.date) -> list[Days]:
    """Fiscal years, then months, the newest first, whose months are all closed and which no other release overlaps."""
    closed = {Month.of(day) for day in MonthlyClose.objects.filter(desk=desk).values_list("month", flat=True)}
    if not closed:
        return []
    still_open = set(open_months(desk, Month.of(max(closed).last)))
    taken = {Days(*ends) for ends in Release.objects.filter(desk=desk).values_list("first_day", "last_day")}
    spans = [*_years(min(closed), max(closed)), *(Days(month.first, month.last) for month in sorted(closed)[::-1])]
    return [
        one
        for one in spans
        if one.last < today
        and one.last <= max(closed).last
        and not any(one.first <= month.first <= one.last for month in still_open)
        and not any(one != other and one.first <= other.last and other.first <= one.last for other in taken)
    ]


def _years(first: Month, last: Month) -> Iterator[Days]:
    years = FiscalYear.between(first.first, last.last)
    yield from (Days(year.first, year.last) for year in [*years][::-1])
