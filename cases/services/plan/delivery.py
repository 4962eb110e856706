from django.utils import timezone

from accounts.models import User
from cases.enums import Action, PlanState
from cases.models import SupportPlan
from cases.notifications import tell_plan_delivered
from cases.services import gate


def deliver_plan(*, case_id: int, actor: User, seen: int | None) -> SupportPlan:
    """Give the founder the reviewed plan: from now on it is on the founder's page, and this edition stays as it is."""
    with gate.move(case_id=case_id, action=Action.DELIVER_PLAN, actor=actor, seen=seen) as step:
        plan = step.case.plans.select_for_update().get(state=PlanState.REVIEWED)
        plan.state = PlanState.DELIVERED
        plan.delivered_by, plan.delivered_at = actor, timezone.now()
        plan.save()
        step.payload |= {"plan": plan.pk, "edition": plan.edition}
        tell_plan_delivered(step.case)
    return plan
