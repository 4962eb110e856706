"""Everything an organisation has asked before, so that nobody tells their story twice."""

from django.db.models import Count, OuterRef, QuerySet, Subquery
from django.db.models.functions import Coalesce

from accounts.models import User
from cases.enums import InterviewKind, PlanState
from cases.models import Case, Interview, SupportPlan
from cases.selectors.chart import visible_charts


def organisation_history(user: User, case: Case) -> QuerySet[Case]:
    """The other cases of the case's organisation that the person may open, newest first, with what a line tells.

    `interview_count` leaves follow-ups out; `plan_count` counts delivered plans.
    """
    rows = visible_charts(user).filter(organisation=case.organisation_id).exclude(pk=case.pk)
    return (
        rows.annotate(
            interview_count=_count(Interview.objects.exclude(kind=InterviewKind.FOLLOW_UP)),
            plan_count=_count(SupportPlan.objects.filter(state=PlanState.DELIVERED)),
        )
        .select_related("consultation", "product_type", "topic_set")
        .prefetch_related("topic_set__topics", "outcomes")
        .order_by("-received_on", "-number")
    )


def _count(rows: "QuerySet[Interview] | QuerySet[SupportPlan]") -> Coalesce:
    of_case = rows.filter(case=OuterRef("pk")).order_by()
    return Coalesce(Subquery(of_case.values("case").annotate(n=Count("pk")).values("n")), 0)
