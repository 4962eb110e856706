"""What the matching engine needs to know, read for any number of cases of one desk in the same number of queries."""

import datetime
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from decimal import Decimal

from django.db.models import QuerySet

from cases.models import Case
from cases.selectors.clocks import calendar_of
from cases.selectors.needs import business_days, needs_of
from cases.selectors.roster_values import NO_LOAD, RosterValues, known_of
from mediso.common.business_days import BusinessCalendar
from mediso.desks.models import Desk
from supporters.matching import (
    Candidate,
    CaseNeed,
    Horizon,
    Ranking,
    RuleCode,
    Weights,
    check,
    free_hours,
    rank,
)
from supporters.matching.answers import Exclusion
from supporters.models import Supporter

MINUTES_AN_HOUR = 60


@dataclass(frozen=True, slots=True)
class Matter:
    """All that is known for matching on one day: the cases, the supporters, the desk's weights."""

    needs: Sequence[CaseNeed]
    candidates: Sequence[Candidate]
    weights: Weights


def matter_of(cases: Sequence[Case], desk: Desk, on: datetime.date) -> Matter:
    """Cases of the desk and its whole roster. Raises ValueError as `needs_of` does."""
    return _matter(cases, desk, Supporter.objects.filter(desk=desk), on)


def need_of(case: Case, on: datetime.date) -> CaseNeed:
    """Raises ValueError for a case that is not classified yet."""
    (need,) = needs_of([case], case.desk, calendar_of(case.desk), on)
    return need


def ranking_for(case: Case, on: datetime.date) -> Ranking:
    matter = matter_of([case], case.desk, on)
    (need,) = matter.needs
    return rank(need, matter.candidates, matter.weights)


def exclusions_of(
    supporter: Supporter, case: Case, on: datetime.date, overridden: Collection[RuleCode] = frozenset()
) -> tuple[Exclusion, ...]:
    """What keeps this supporter from the case today; the supporter's own open proposal is not held against them.

    `overridden` are left out. Raises ValueError for a rule that cannot be set aside.
    """
    matter = _matter([case], case.desk, Supporter.objects.filter(pk=supporter.pk), on)
    (need,), (candidate,) = matter.needs, matter.candidates
    return check(need.before_asking(supporter.pk), candidate, overridden)


def can_be_asked(supporter: Supporter) -> bool:
    """Without a sign-in that works nobody could answer."""
    return supporter.user is not None and supporter.user.is_active


def weights_of(desk: Desk) -> Weights:
    return Weights(**desk.weights())


def _matter(cases: Sequence[Case], desk: Desk, roster: QuerySet[Supporter], on: datetime.date) -> Matter:
    calendar = calendar_of(desk)
    needs = needs_of(cases, desk, calendar, on)
    return Matter(needs, candidates_of(roster, needs, calendar, on), weights_of(desk))


def candidates_of(
    roster: QuerySet[Supporter], needs: Sequence[CaseNeed], calendar: BusinessCalendar, on: datetime.date
) -> list[Candidate]:
    """Supporters as they stand on `on`, for all of these cases; twelve queries, however many of either."""
    rows = list(roster.defer("career", "profile").order_by("pk"))
    organisations = {need.organisation_id for need in needs if need.organisation_id is not None}
    last = max((need.due_on for need in needs if need.due_on), default=on)
    horizon = Horizon(on, tuple(business_days(calendar, on, last)), last)
    known = known_of({row.pk: row.user_id for row in rows}, roster, organisations, on)
    return [_candidate(row, known, horizon) for row in rows]


def _candidate(row: Supporter, known: RosterValues, horizon: Horizon) -> Candidate:
    load = known.loads.get(row.pk, NO_LOAD)
    leaves = tuple(known.leaves[row.pk])
    used = known.minutes.get(row.pk, 0)
    offered = row.hours_per_month * MINUTES_AN_HOUR
    return Candidate(
        supporter_id=row.pk,
        expertise=known.expertise[row.pk],
        product_type_ids=frozenset(known.product_types[row.pk]),
        languages=frozenset(row.languages),
        modalities=frozenset(row.modalities),
        term_start=row.term_start,
        term_end=row.term_end,
        open_cases=load.accepted,
        open_proposals=load.proposed,
        max_open_cases=row.max_open_cases,
        hours_per_month=row.hours_per_month,
        hours_used_this_month=Decimal(used) / MINUTES_AN_HOUR,
        proposals_this_week=load.this_week,
        proposals_per_week=row.proposals_per_week,
        proposals_last_90_days=load.recent,
        interests=tuple(known.ties[row.pk]),
        undertakings=frozenset(known.undertakings[row.pk]),
        leaves=leaves,
        earlier_cases=known.earlier_cases[row.pk],
        free_hours=free_hours(
            horizon, known.hours[row.pk], leaves=leaves, minutes_left=offered - used, minutes_a_month=offered
        ),
    )
