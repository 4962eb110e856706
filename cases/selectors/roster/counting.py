"""What is counted of supporters, as expressions over `Supporter`."""

import datetime as dt

from django.db.models import Count, Max, Min, OuterRef, Q, Subquery, Sum
from django.db.models.functions import Coalesce, TruncDate

from cases.models import Assignment, Interview


def assignments_counted(condition: Q) -> Coalesce:
    rows = Assignment.objects.filter(condition, supporter=OuterRef("pk")).order_by()
    return Coalesce(Subquery(rows.values("supporter").annotate(n=Count("pk")).values("n")), 0)


def minutes_between(first: dt.date, last: dt.date) -> Coalesce:
    """Minutes of the interviews at which the supporter was present, both days included."""
    held = Interview.objects.filter(supporters=OuterRef("pk"), held_on__range=(first, last)).order_by()
    return Coalesce(Subquery(held.values("supporters").annotate(n=Sum("minutes")).values("n")), 0)


def last_asked() -> Subquery:
    """The day of the newest proposal, whatever became of it.

    Where the register gives no day for one, the day on which its case was received stands for it.
    """
    day = Coalesce(TruncDate("proposed_at"), "case__received_on")
    rows = Assignment.objects.filter(supporter=OuterRef("pk")).order_by()
    return Subquery(rows.values("supporter").annotate(day=Max(day)).values("day"))


def first_proposal() -> Min:
    """The earliest known day of a proposal, over `Assignment`."""
    return Min(TruncDate("proposed_at"))
