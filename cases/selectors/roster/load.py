"""稼働状況: how much each supporter of a desk has to do, beside what he or she agreed to."""

import datetime as dt
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction
from typing import Any

from django.db.models import Q, QuerySet

from cases.enums import AssignmentState
from cases.selectors.roster.counting import assignments_by_supporter, minutes_by_supporter
from cases.selectors.roster.marks import Mark, marks_of, with_leaves
from mediso.common.months import Month
from mediso.common.spread import gini
from supporters.models import Supporter

MINUTES_AN_HOUR = 60
TENTH, HUNDREDTH = Decimal("0.1"), Decimal("0.01")


@dataclass(frozen=True, slots=True)
class Load:
    """One row. `share` is the load: open cases and open proposals ÷ cap; None where the cap is 0."""

    supporter: Supporter
    accepted: int
    asked: int
    minutes: int
    asked_this_week: int
    in_term: bool
    marks: tuple[Mark, ...]

    @property
    def share(self) -> Fraction | None:
        cap = self.supporter.max_open_cases
        return Fraction(self.accepted + self.asked, cap) if cap else None

    @property
    def percent(self) -> int | None:
        return None if self.share is None else round(100 * self.share)

    @property
    def hours(self) -> Decimal:
        return (Decimal(self.minutes) / MINUTES_AN_HOUR).quantize(TENTH, ROUND_HALF_UP)


@dataclass(frozen=True, slots=True)
class Spread:
    """How evenly the load lies on the supporters in term: the Gini coefficient of their loads, to a hundredth."""

    supporters: int
    gini: Decimal


SORTS: Mapping[str, Callable[[Load], Any]] = {
    "load": lambda row: row.share,
    "name": lambda row: row.supporter.name,
    "open": lambda row: row.accepted,
    "asked": lambda row: row.asked,
    "hours": lambda row: row.minutes,
    "week": lambda row: row.asked_this_week,
}
DEFAULT_SORT = "-load"


def loads(supporters: QuerySet[Supporter], today: dt.date) -> list[Load]:
    """Of those in term, and of whoever has something open besides, by name. In a constant number of queries."""
    monday, month = today - dt.timedelta(days=today.weekday()), Month.of(today)
    rows = list(with_leaves(supporters.order_by("name", "pk"), today))
    keys = [row.pk for row in rows]
    accepted = assignments_by_supporter(keys, Q(state=AssignmentState.ACCEPTED))
    asked = assignments_by_supporter(keys, Q(state=AssignmentState.PROPOSED))
    this_week = assignments_by_supporter(keys, Q(proposed_at__date__gte=monday))
    minutes = minutes_by_supporter(keys, month.first, month.last)
    found = [
        Load(
            supporter=row,
            accepted=accepted.get(row.pk, 0),
            asked=asked.get(row.pk, 0),
            minutes=minutes.get(row.pk, 0),
            asked_this_week=this_week.get(row.pk, 0),
            in_term=row.term_start <= today and (row.term_end is None or today <= row.term_end),
            marks=marks_of(row, today),
        )
        for row in rows
    ]
    return [row for row in found if row.in_term or row.accepted or row.asked]


def spread_of(rows: Iterable[Load]) -> Spread:
    """Only of those in term, and with a cap."""
    shares = [row.share for row in rows if row.in_term and row.share is not None]
    found = gini(shares)
    rounded = (Decimal(found.numerator) / found.denominator).quantize(HUNDREDTH, ROUND_HALF_UP)
    return Spread(len(shares), rounded)
