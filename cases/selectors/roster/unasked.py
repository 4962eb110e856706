"""Supporters in term whom nobody has asked for a year, or ever."""

import datetime as dt
from bisect import bisect_right
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from itertools import accumulate
from typing import Any

from django.db.models import Count, QuerySet

from cases.models import Case
from cases.selectors.roster.counting import last_asked
from cases.selectors.roster.marks import Mark, marks_of, with_leaves
from mediso.common.months import MONTHS_A_YEAR, months_after
from mediso.desks.models import TopicSetMember
from supporters.models import Supporter
from supporters.selectors.roster import appointed_on


@dataclass(frozen=True, slots=True)
class Unasked:
    """One row. `last` is the day of the newest proposal, None for never; `since` the day it is counted from.

    `since` is the day of the last proposal or the first of the term, whichever is later. `cases` were received after
    it with a topic in which the supporter has expertise.
    """

    supporter: Supporter
    last: dt.date | None
    since: dt.date
    cases: int
    marks: tuple[Mark, ...]


SORTS: Mapping[str, Callable[[Unasked], Any]] = {
    "since": lambda row: row.since,
    "name": lambda row: row.supporter.name,
    "cases": lambda row: row.cases,
}
DEFAULT_SORT = "since"


@dataclass(frozen=True, slots=True)
class Received:
    """The cases of some days with one set of topics: the days in order, and how many came up to and on each."""

    topics: frozenset[int]
    days: tuple[dt.date, ...]
    until: tuple[int, ...]

    def after(self, day: dt.date) -> int:
        at = bisect_right(self.days, day)
        return self.until[-1] - (self.until[at - 1] if at else 0)


def a_year_before(today: dt.date) -> dt.date:
    """The day after which something is of the last twelve months."""
    return months_after(today, -MONTHS_A_YEAR)


def unasked(supporters: QuerySet[Supporter], cases: QuerySet[Case], today: dt.date) -> list[Unasked]:
    """Of these supporters, by name, with how many of these cases came in. In a constant number of queries."""
    in_term = supporters.filter(pk__in=appointed_on(today).values("pk")).order_by("name", "pk")
    rows = list(with_leaves(in_term, today))
    last, year = last_asked([row.pk for row in rows]), a_year_before(today)
    quiet = [row for row in rows if row.pk not in last or last[row.pk] <= year]
    since = {row.pk: max(last.get(row.pk, row.term_start), row.term_start) for row in quiet}
    received = _received(cases.filter(received_on__gt=min(since.values()))) if since else []
    return [
        Unasked(
            supporter=row,
            last=last.get(row.pk),
            since=since[row.pk],
            cases=_meanwhile(row, since[row.pk], received),
            marks=marks_of(row, today),
        )
        for row in quiet
    ]


def _meanwhile(row: Supporter, since: dt.date, received: Iterable[Received]) -> int:
    known = {one.topic_id for one in row.expertise.all()}
    return sum(one.after(since) for one in received if not known.isdisjoint(one.topics))


def _received(cases: QuerySet[Case]) -> list[Received]:
    groups: dict[int, list[tuple[dt.date, int]]] = {}
    counted = cases.exclude(topic_set=None).values_list("topic_set", "received_on").annotate(n=Count("pk"))
    for topic_set, day, n in counted.order_by("topic_set", "received_on"):
        if topic_set is not None:
            groups.setdefault(topic_set, []).append((day, n))
    members: dict[int, set[int]] = {}
    for topic_set, topic in TopicSetMember.objects.filter(topic_set__in=groups).values_list("topic_set", "topic"):
        members.setdefault(topic_set, set()).add(topic)
    return [
        Received(frozenset(members[key]), tuple(day for day, _ in rows), tuple(accumulate(n for _, n in rows)))
        for key, rows in groups.items()
    ]
