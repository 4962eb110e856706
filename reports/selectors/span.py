from collections.abc import Sequence

from django.db.models import Max, Min

from mediso.desks.models import Desk
from reports.periods import ALL, Period
from reports.scope import Scope
from reports.selectors.counted import counted_cases


def received_span(desks: Sequence[Desk]) -> Period:
    """From the first to the last day on which these desks received a case; open where they never did."""
    ends = counted_cases(Scope(tuple(desks), ALL)).aggregate(first=Min("received_on"), last=Max("received_on"))
    return Period(ends["first"], ends["last"])
