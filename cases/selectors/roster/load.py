"""稼働状況: how much each supporter of a desk has to do, beside what he or she agreed to."""

import datetime as dt
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction

from django.db.models import F, FloatField, Q, QuerySet
from django.db.models.functions import Cast, NullIf

from cases.enums import AssignmentState
from cases.selectors.roster.counting import assignments_counted, minutes_between
from cases.selectors.roster.marks import Mark, marks_of, with_leaves
from mediso.common.months import Month
from mediso.common.spread import gini
from supporters.models import Supporter
from supporters.selectors.roster import appointed_on

SORTS = {
    "load": "load",
    "name": "name",
    "open": "accepted",
    "asked": "asked",
    "hours": "minutes",
    "week": "asked_this_week",
}
DEFAULT_SORT = "-load"
MINUTES_AN_HOUR = 60
TENTH = Decimal("0.1")


@dataclass(frozen=True, slots=True)
class Load:
    """One row. `percent` is the load: open cases and open proposals ÷ cap; None where the cap is 0."""

    supporter: Supporter
    accepted: int
    asked: int
    hours: Decimal
    asked_this_week: int
    percent: int | None
    marks: tuple[Mark, ...]


@dataclass(frozen=True, slots=True)
class Spread:
    """How evenly the load lies on the supporters in term: the Gini coefficient of their loads, to a hundredth."""

    supporters: int
    gini: Decimal


def loaded(supporters: QuerySet[Supporter], today: dt.date) -> QuerySet[Supporter]:
    """Those in term, and whoever has something open besides; each with what `SORTS` names."""
    monday, month = today - dt.timedelta(days=today.weekday()), Month.of(today)
    counted = supporters.annotate(
        accepted=assignments_counted(Q(state=AssignmentState.ACCEPTED)),
        asked=assignments_counted(Q(state=AssignmentState.PROPOSED)),
        asked_this_week=assignments_counted(Q(proposed_at__date__gte=monday)),
        minutes=minutes_between(month.first, month.last),
        load=Cast(F("accepted") + F("asked"), FloatField()) / NullIf(F("max_open_cases"), 0),
    )
    in_term = Q(pk__in=appointed_on(today).values("pk"))
    return with_leaves(counted.filter(in_term | Q(accepted__gt=0) | Q(asked__gt=0)), today)


def loads(rows: list[Supporter], today: dt.date) -> list[Load]:
    """Of rows from `loaded`, in the same order."""
    return [_load(row, today) for row in rows]


def spread_of(supporters: QuerySet[Supporter], today: dt.date) -> Spread:
    """Of rows from `loaded`: only of those in term, and with a cap."""
    rows = supporters.filter(pk__in=appointed_on(today).values("pk"), max_open_cases__gt=0).order_by()
    columns = rows.values_list("accepted", "asked", "max_open_cases")  # type: ignore[misc]  # annotated by `loaded`
    found = [Fraction(accepted + asked, cap) for accepted, asked, cap in columns]
    return Spread(len(found), round(Decimal(float(gini(found))), 2))


def _load(row: Supporter, today: dt.date) -> Load:
    load: float | None = row.load  # type: ignore[attr-defined]  # annotated above, and so on
    return Load(
        supporter=row,
        accepted=row.accepted,  # type: ignore[attr-defined]
        asked=row.asked,  # type: ignore[attr-defined]
        hours=(Decimal(row.minutes) / MINUTES_AN_HOUR).quantize(TENTH, ROUND_HALF_UP),  # type: ignore[attr-defined]
        asked_this_week=row.asked_this_week,  # type: ignore[attr-defined]
        percent=None if load is None else round(100 * load),
        marks=marks_of(row, today),
    )
