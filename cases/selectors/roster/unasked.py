"""Supporters in term whom nobody has asked for a year, or ever."""

import datetime as dt
from dataclasses import dataclass

from django.db.models import Count, F, IntegerField, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce, Greatest

from cases.models import Case
from cases.selectors.roster.counting import last_asked
from cases.selectors.roster.marks import Mark, marks_of, with_leaves
from mediso.common.months import MONTHS_A_YEAR, months_after
from mediso.desks.models import TopicSet
from supporters.models import Supporter
from supporters.selectors.roster import appointed_on

SORTS = {"since": "since", "name": "name", "cases": "cases_meanwhile"}
DEFAULT_SORT = "since"


@dataclass(frozen=True, slots=True)
class Unasked:
    """One row. `last` is the day of the newest proposal, None for never; `since` the day it is counted from."""

    supporter: Supporter
    last: dt.date | None
    since: dt.date
    cases: int
    marks: tuple[Mark, ...]


def a_year_before(today: dt.date) -> dt.date:
    """The day after which something is of the last twelve months."""
    return months_after(today, -MONTHS_A_YEAR)


def unasked(supporters: QuerySet[Supporter], today: dt.date) -> QuerySet[Supporter]:
    """Of these supporters; each with what `SORTS` names.

    `since` is the day of the last proposal or the first of the term, whichever is later. `cases_meanwhile` are the
    desk's cases received after it with a topic in which the supporter has expertise.
    """
    in_term = supporters.filter(pk__in=appointed_on(today).values("pk")).annotate(last_asked=last_asked())
    quiet = in_term.filter(Q(last_asked=None) | Q(last_asked__lte=a_year_before(today)))
    counted = quiet.annotate(
        since=Greatest(Coalesce(F("last_asked"), F("term_start")), F("term_start")),
        cases_meanwhile=Coalesce(_cases_meanwhile(), 0),
    )
    return with_leaves(counted, today)


def shown_unasked(rows: list[Supporter], today: dt.date) -> list[Unasked]:
    """Of rows from `unasked`, in the same order."""
    return [
        Unasked(
            supporter=row,
            last=row.last_asked,  # type: ignore[attr-defined]  # annotated above, and so on
            since=row.since,  # type: ignore[attr-defined]
            cases=row.cases_meanwhile,  # type: ignore[attr-defined]
            marks=marks_of(row, today),
        )
        for row in rows
    ]


def _cases_meanwhile() -> Subquery:
    known = TopicSet.objects.filter(topics__supporters=OuterRef(OuterRef("pk")))
    cases = Case.objects.filter(
        desk=OuterRef("desk"), received_on__gt=OuterRef("since"), topic_set__in=known.values("pk")
    ).order_by()
    return Subquery(cases.values("desk").annotate(n=Count("pk")).values("n"), output_field=IntegerField())
