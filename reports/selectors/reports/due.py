"""Which reports are to be made by themselves: on the first business day after a close."""

import datetime as dt
from collections.abc import Iterator

from django.utils import timezone

from cases.selectors.clocks import calendar_of
from mediso.common.business_days import BusinessCalendar
from mediso.common.months import months_after
from reports.models import MonthlyClose, ReportDefinition
from reports.selectors.reports.door import closes_to_report

# A month that is closed later than this after its end is history caught up with, and reported when somebody asks.
LATEST = 3


def due_reports(today: dt.date) -> Iterator[tuple[ReportDefinition, MonthlyClose]]:
    """Every active definition with every close that it is to be made for, today or since some day before."""
    for definition in ReportDefinition.objects.filter(is_active=True).select_related("desk").order_by("pk"):
        calendar = calendar_of(definition.desk)
        closes = closes_to_report(definition).filter(closed_at__gte=definition.active_since)
        yield from ((definition, close) for close in closes.order_by("month") if _is_due(close, calendar, today))


def report_day(close: MonthlyClose, calendar: BusinessCalendar) -> dt.date:
    """The first business day of the desk after the day on which the month was closed."""
    return calendar.add(timezone.localdate(close.closed_at), 1)


def _is_due(close: MonthlyClose, calendar: BusinessCalendar, today: dt.date) -> bool:
    """A later edition was made for a reason, however old its month."""
    was_timely = timezone.localdate(close.closed_at) <= months_after(close.of_month.last, LATEST)
    return (was_timely or close.edition > 1) and report_day(close, calendar) <= today
