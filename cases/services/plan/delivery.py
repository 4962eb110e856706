from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.models import User
from cases.enums import Action, PlanState
from cases.models import SupportPlan
from cases.notifications import tell_plan_delivered
from cases.services import gate
from mediso.common.errors import StaleRow


def deliver_plan(*, case_id: int, actor: User, seen: int | None, plan_seen: int | None = None) -> SupportPlan:
    """Give the founder the reviewed plan: from now on it is on the founder's page, and this edition stays as it is.

    `plan_seen` is the version of the plan that the actor read: what was sent back and reviewed anew is read anew.
    """
    with gate.move(case_id=case_id, action=Action.DELIVER_PLAN, actor=actor, seen=seen) as step:
        plan = step.case.plans.select_for_update().get(state=PlanState.REVIEWED)
        if plan_seen is not None and plan_seen != plan.version:
            raise StaleRow(_("The plan was changed and reviewed anew. Nothing was delivered; read it as it is now."))
        plan.state = PlanState.DELIVERED
        plan.delivered_by, plan.delivered_at = actor, timezone.now()
        plan.save()
        step.payload |= {"plan": plan.pk, "edition": plan.edition}
        tell_plan_delivered(step.case)
    return plan
