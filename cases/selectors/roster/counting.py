"""What is counted of supporters, for all of them at once: one query each, from their keys to the figure."""

import datetime as dt
from collections.abc import Collection, Mapping

from django.db.models import Count, Max, Min, Q, QuerySet, Sum
from django.db.models.functions import Coalesce, TruncDate

from cases.models import Assignment, Interview


def assignments_by_supporter(supporters: Collection[int], condition: Q) -> Mapping[int, int]:
    rows = _assignments(supporters).filter(condition).values_list("supporter").annotate(n=Count("pk"))
    return dict(rows)


def minutes_by_supporter(supporters: Collection[int], first: dt.date, last: dt.date) -> Mapping[int, int]:
    """Minutes of the interviews at which each was present, both days included."""
    present = Interview.supporters.through.objects.filter(
        supporter__in=supporters,
        interview__held_on__range=(first, last),
        interview__minutes__isnull=False,
    )
    return dict(present.order_by().values_list("supporter").annotate(n=Sum("interview__minutes")))


def last_asked(supporters: Collection[int]) -> Mapping[int, dt.date]:
    """The day of the newest proposal to each, whatever became of it.

    Where the register gives no day for one, the day on which its case was received stands for it.
    """
    day = Coalesce(TruncDate("proposed_at"), "case__received_on")
    return dict(_assignments(supporters).values_list("supporter").annotate(day=Max(day)))


def first_proposal() -> Min:
    """The earliest known day of a proposal, over `Assignment`."""
    return Min(TruncDate("proposed_at"))


def _assignments(supporters: Collection[int]) -> QuerySet[Assignment]:
    return Assignment.objects.filter(supporter__in=supporters).order_by()
