"""What matching knows of each supporter, by id: each function is one query, however long the roster."""

import datetime as dt
from collections import defaultdict
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from typing import Any, TypeAlias

from django.contrib.postgres.aggregates import ArrayAgg
from django.db.models import Count, Q, QuerySet, Sum
from django.utils import timezone

from accounts.models import Membership
from cases.enums import AssignmentState
from cases.models import Assignment, Interview
from cases.models.assignment import HAS_ACCEPTED
from mediso.common.fiscal_years import fiscal_year_of
from supporters.enums import InterestKind
from supporters.matching import Away, Tie
from supporters.matching.free_hours import Stretch
from supporters.models import Expertise, Interest, Leave, PossibleHours, Supporter, Undertaking

Roster: TypeAlias = QuerySet[Supporter]
Ids: TypeAlias = QuerySet[Supporter, Any]
"""The roster's ids as a subquery: a list of hundreds would have to be written into each query."""

RECENT_DAYS = 90


@dataclass(frozen=True, slots=True)
class Load:
    """`accepted` cases are not completed; `proposed` are those for which an answer is owed; `this_week` and `recent`
    count the proposals since Monday and of the last 90 days, the day asked on among them.
    """

    accepted: int = 0
    recent: int = 0
    this_week: int = 0
    proposed: frozenset[int] = frozenset()


NO_LOAD = Load()


@dataclass(frozen=True, slots=True)
class RosterValues:
    """By supporter's id. `loads` and `minutes` have none for whoever has none; the others are defaultdicts."""

    loads: Mapping[int, Load]
    minutes: Mapping[int, int]
    earlier_cases: Mapping[int, Mapping[int, frozenset[int]]]
    expertise: Mapping[int, Mapping[int, int]]
    product_types: Mapping[int, set[int]]
    ties: Mapping[int, list[Tie]]
    leaves: Mapping[int, list[Away]]
    undertakings: Mapping[int, set[tuple[str, int]]]
    hours: Mapping[int, list[Stretch]]


def known_of(
    people: Mapping[int, int | None], roster: Roster, organisation_ids: Collection[int], on: dt.date
) -> RosterValues:
    """`people` are those of the roster, each with the account, if any; earlier cases are those of the organisations."""
    ids = roster.order_by().values("pk")
    return RosterValues(
        loads=loads(ids, on),
        minutes=minutes_in_month_of(ids, on),
        earlier_cases=earlier_cases(ids, organisation_ids),
        expertise=expertise(ids),
        product_types=product_types(ids),
        ties=ties(people, ids),
        leaves=leaves(ids),
        undertakings=undertakings(ids, fiscal_year_of(on)),
        hours=weekly_hours(ids),
    )


def loads(roster: Ids, on: dt.date) -> Mapping[int, Load]:
    monday = _begin(on - dt.timedelta(days=on.weekday()))
    next_monday = monday + dt.timedelta(days=7)
    recent = _begin(on - dt.timedelta(days=RECENT_DAYS - 1))
    week = Q(proposed_at__gte=monday, proposed_at__lt=next_monday)
    live = Q(state__in=(AssignmentState.ACCEPTED, AssignmentState.PROPOSED))
    rows = (
        Assignment.objects.filter(live | week | Q(proposed_at__gte=recent), supporter__in=roster)
        .order_by()
        .values_list("supporter")
        .annotate(
            accepted=Count("pk", filter=Q(state=AssignmentState.ACCEPTED)),
            asked=Count("pk", filter=Q(proposed_at__gte=recent)),
            this_week=Count("pk", filter=week),
            owed=ArrayAgg("case", filter=Q(state=AssignmentState.PROPOSED), default=[]),
        )
    )
    return {pk: Load(accepted, asked, this_week, frozenset(owed)) for pk, accepted, asked, this_week, owed in rows}


def _begin(day: dt.date) -> dt.datetime:
    return dt.datetime.combine(day, dt.time(), tzinfo=timezone.get_default_timezone())


def minutes_in_month_of(roster: Ids, on: dt.date) -> Mapping[int, int]:
    first = on.replace(day=1)
    rows = Interview.objects.filter(
        supporters__in=roster, held_on__gte=first, held_on__lt=(first + dt.timedelta(days=31)).replace(day=1)
    )
    return dict(rows.order_by().values_list("supporters").annotate(total=Sum("minutes", default=0)))


def earlier_cases(roster: Ids, organisation_ids: Collection[int]) -> Mapping[int, Mapping[int, frozenset[int]]]:
    """Cases of these organisations that each works or worked on, by organisation."""
    rows = (
        Assignment.objects.filter(supporter__in=roster, state__in=HAS_ACCEPTED, case__organisation__in=organisation_ids)
        .order_by()
        .values_list("supporter", "case__organisation")
        .annotate(cases=ArrayAgg("case", distinct=True))
    )
    found: dict[int, dict[int, frozenset[int]]] = defaultdict(dict)
    for supporter_id, organisation_id, case_ids in rows:
        found[supporter_id][organisation_id] = frozenset(case_ids)
    return found


def expertise(roster: Ids) -> Mapping[int, Mapping[int, int]]:
    levels: dict[int, dict[int, int]] = defaultdict(dict)
    rows = Expertise.objects.filter(supporter__in=roster).order_by()
    for supporter_id, topic_id, level in rows.values_list("supporter", "topic", "level"):
        levels[supporter_id][topic_id] = level
    return levels


def product_types(roster: Ids) -> Mapping[int, set[int]]:
    found: dict[int, set[int]] = defaultdict(set)
    rows = Supporter.product_types.through.objects.filter(supporter__in=roster).order_by()
    for supporter_id, product_type_id in rows.values_list("supporter", "producttype"):
        found[supporter_id].add(product_type_id)
    return found


def leaves(roster: Ids) -> Mapping[int, list[Away]]:
    found: dict[int, list[Away]] = defaultdict(list)
    rows = Leave.objects.filter(supporter__in=roster).order_by("first_day", "pk")
    for supporter_id, kind, first_day, last_day in rows.values_list("supporter", "kind", "first_day", "last_day"):
        found[supporter_id].append(Away(kind, first_day, last_day))
    return found


def weekly_hours(roster: Ids) -> Mapping[int, list[Stretch]]:
    found: dict[int, list[Stretch]] = defaultdict(list)
    rows = PossibleHours.objects.filter(supporter__in=roster).order_by("pk")
    for supporter_id, weekday, begins, ends in rows.values_list("supporter", "weekday", "begins", "ends"):
        found[supporter_id].append((weekday, begins, ends))
    return found


def undertakings(roster: Ids, fiscal_year: int) -> Mapping[int, set[tuple[str, int]]]:
    """Those signed for that year."""
    found: dict[int, set[tuple[str, int]]] = defaultdict(set)
    rows = Undertaking.objects.filter(supporter__in=roster, fiscal_year=fiscal_year).order_by()
    for supporter_id, kind, year in rows.values_list("supporter", "kind", "fiscal_year"):
        found[supporter_id].add((kind, year))
    return found


INTEREST = (
    *("supporter", "supporter__user", "organisation", "organisation_name", "kind", "valid_from", "valid_until"),
    *("corporate_number", "organisation__corporate_number", "organisation__name"),
)


def ties(people: Mapping[int, int | None], roster: Ids) -> Mapping[int, list[Tie]]:
    """Declared interests, at whichever desk, and the organisations in whose name the person could ask; two queries."""
    rows_of: dict[int, list[int]] = defaultdict(list)
    for supporter_id, user_id in people.items():
        if user_id is not None:
            rows_of[user_id].append(supporter_id)
    found: dict[int, list[Tie]] = defaultdict(list)
    accounts = Supporter.objects.filter(pk__in=roster).exclude(user=None).order_by().values("user")
    declared = Interest.objects.filter(Q(supporter__in=roster) | Q(supporter__user__in=accounts)).order_by("pk")
    for declarer, user_id, row, name, kind, since, until, number, row_number, row_name in declared.values_list(
        *INTEREST
    ):
        tie = Tie(row, name, kind, since, until, number or row_number or "", frozenset({row_name or name}) - {name})
        for supporter_id in rows_of[user_id] if user_id else [declarer]:
            found[supporter_id].append(tie)
    memberships = Membership.objects.filter(user__in=accounts).order_by("pk")
    for user_id, row, name, number in memberships.values_list(
        "user", "organisation", "organisation__name", "organisation__corporate_number"
    ):
        for supporter_id in rows_of[user_id]:
            found[supporter_id].append(Tie(row, name, InterestKind.EMPLOYER, corporate_number=number or ""))
    return found
