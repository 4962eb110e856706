"""What the matching engine needs to know, read for one case in a constant number of queries."""

import datetime
from collections.abc import Iterable, Iterator
from decimal import Decimal

from django.db.models import Count, OuterRef, Q, QuerySet, Subquery, Sum
from django.db.models.functions import Coalesce

from accounts.selectors.organisations import names_of
from cases.enums import LIVE_ASSIGNMENTS, AssignmentState
from cases.models import Assignment, Case, Interview
from cases.models.assignment import HAS_ACCEPTED
from supporters.enums import InterestKind
from supporters.matching import Candidate, CaseNeed, Ranking, Tie, check, rank
from supporters.matching.answers import Exclusion
from supporters.models import Supporter

RECENT = datetime.timedelta(days=90)
MINUTES_AN_HOUR = 60


def need_of(case: Case, on: datetime.date) -> CaseNeed:
    """The case as matching sees it on that day in Japan, by the desk's own classification.

    Raises ValueError for a case that is not classified yet.
    """
    if case.product_type_id is None or case.topic_set is None:
        raise ValueError(f"Case {case.number} is not classified: nobody can be ranked for it.")
    asked = list(case.assignments.values_list("supporter", "state"))
    return CaseNeed(
        case_id=case.pk,
        product_type_id=case.product_type_id,
        topic_ids=frozenset(case.topic_set.members.values_list("topic_id", flat=True)),
        organisation_id=case.organisation_id,
        organisation_names=names_of(case.organisation)
        | ({case.consultation.organisation.name} if case.consultation.organisation else set()),
        on=on,
        involved_ids=frozenset(pk for pk, state in asked if state in LIVE_ASSIGNMENTS),
        declined_ids=frozenset(pk for pk, state in asked if state == AssignmentState.DECLINED),
    )


def ranking_for(case: Case, on: datetime.date) -> Ranking:
    return rank(need_of(case, on), candidates_of(Supporter.objects.filter(desk=case.desk_id), case, on))


def exclusions_of(supporter: Supporter, case: Case, on: datetime.date) -> tuple[Exclusion, ...]:
    """What keeps this supporter from the case today; the supporter's own open proposal is not held against them."""
    (candidate,) = candidates_of(Supporter.objects.filter(pk=supporter.pk), case, on)
    return check(need_of(case, on).before_asking(supporter.pk), candidate)


def can_be_asked(supporter: Supporter) -> bool:
    """Without a sign-in that works nobody could answer."""
    return supporter.user is not None and supporter.user.is_active


def candidates_of(supporters: QuerySet[Supporter], case: Case, on: datetime.date) -> Iterable[Candidate]:
    rows = _with_load(supporters, case, on).prefetch_related(
        "expertise", "interests", "product_types", "user__appointments__interests", "user__memberships__organisation"
    )
    return [_candidate(row) for row in rows]


def _with_load(supporters: QuerySet[Supporter], case: Case, on: datetime.date) -> QuerySet[Supporter]:
    month = Interview.objects.filter(
        supporters=OuterRef("pk"), held_on__year=on.year, held_on__month=on.month
    ).order_by()
    minutes = month.values("supporters").annotate(total=Sum("minutes")).values("total")
    return supporters.annotate(
        open_cases=_count(Q(state=AssignmentState.ACCEPTED)),
        with_organisation=_count(Q(state__in=HAS_ACCEPTED, case__organisation=case.organisation_id) & ~Q(case=case.pk)),
        recent_proposals=_count(Q(proposed_at__date__gt=on - RECENT)),
        minutes_this_month=Coalesce(Subquery(minutes), 0),
    )


def _count(condition: Q) -> Coalesce:
    rows = Assignment.objects.filter(condition, supporter=OuterRef("pk")).order_by()
    return Coalesce(Subquery(rows.values("supporter").annotate(n=Count("pk")).values("n")), 0)


def _candidate(row: Supporter) -> Candidate:
    return Candidate(
        supporter_id=row.pk,
        expertise={one.topic_id: one.level for one in row.expertise.all()},
        product_type_ids=frozenset(one.pk for one in row.product_types.all()),
        languages=frozenset(row.languages),
        term_start=row.term_start,
        term_end=row.term_end,
        open_cases=row.open_cases,  # type: ignore[attr-defined]  # annotated above
        max_open_cases=row.max_open_cases,
        hours_per_month=row.hours_per_month,
        hours_used_this_month=Decimal(row.minutes_this_month) / MINUTES_AN_HOUR,  # type: ignore[attr-defined]
        interests=tuple(_ties(row)),
        cases_with_organisation=row.with_organisation,  # type: ignore[attr-defined]
        proposals_last_90_days=row.recent_proposals,  # type: ignore[attr-defined]
    )


def _ties(row: Supporter) -> Iterator[Tie]:
    """Declared interests, at whichever desk, and the organisations in whose name the person could ask."""
    for appointment in row.user.appointments.all() if row.user else [row]:
        for tie in appointment.interests.all():
            yield Tie(tie.organisation_id, tie.organisation_name, tie.kind, tie.valid_from, tie.valid_until)
    for membership in row.user.memberships.all() if row.user else []:
        yield Tie(membership.organisation_id, membership.organisation.name, InterestKind.EMPLOYER)
