"""The review of a support plan: a second person reads it, and passes it or sends it back."""

from django.utils import timezone

from accounts.models import User
from cases.enums import PlanState
from cases.models import SupportPlan
from cases.notifications import tell_plan_reviewed, tell_plan_sent_back, tell_plan_to_review
from cases.selectors.plans import reviewers_of
from cases.services.plan.rules import PlanAct, act_on_plan


def send_to_review(*, case_id: int, edition: int, actor: User, seen: int | None) -> SupportPlan:
    """From now on the draft cannot be changed. Raises `ActionRefused` for one without goal, step or day."""
    act = PlanAct.SEND_TO_REVIEW
    with act_on_plan(case_id=case_id, edition=edition, actor=actor, act=act, seen=seen) as (_entry, plan):
        _set(plan, PlanState.IN_REVIEW)
        tell_plan_to_review(plan, reviewers_of(plan, sent_by=actor))
    return plan


def approve(*, case_id: int, edition: int, actor: User, seen: int | None) -> SupportPlan:
    """Raises `ActionRefused` for whoever drafted it: whoever wrote it last does not pass it."""
    with act_on_plan(case_id=case_id, edition=edition, actor=actor, act=PlanAct.APPROVE, seen=seen) as (_entry, plan):
        plan.reviewed_by, plan.reviewed_at = actor, timezone.now()
        _set(plan, PlanState.REVIEWED)
        tell_plan_reviewed(plan)
    return plan


def send_back(*, case_id: int, edition: int, actor: User, seen: int | None, reason: str) -> SupportPlan:
    """Make it a draft again. The drafter may do so too, to go on writing."""
    act = PlanAct.SEND_BACK
    with act_on_plan(case_id=case_id, edition=edition, actor=actor, act=act, seen=seen) as (entry, plan):
        entry.payload["text"] = reason
        plan.reviewed_by = plan.reviewed_at = None
        _set(plan, PlanState.DRAFT)
        if plan.drafted_by_id != actor.pk:
            tell_plan_sent_back(plan)
    return plan


def _set(plan: SupportPlan, state: PlanState) -> None:
    plan.state = state
    plan.version += 1
    plan.save()
