"""Which months of a desk are over and not closed yet."""

import datetime as dt

from mediso.common.months import Month
from mediso.desks.models import Desk
from reports.models import MonthlyClose
from reports.scope import Scope
from reports.selectors.ends import received_span


def last_month_over(today: dt.date) -> Month:
    """The newest month of which no day is left, in Japan."""
    return Month.of(today.replace(day=1) - dt.timedelta(days=1))


def open_months(desk: Desk, until: Month) -> list[Month]:
    """From the desk's first case on, in order; none where it never received one. Two queries."""
    first = received_span(Scope((desk,))).first
    if first is None:
        return []
    closed = set(MonthlyClose.objects.filter(desk=desk, is_current=True).values_list("month", flat=True))
    return [month for month in Month.between(Month.of(first), until) if month.first not in closed]
