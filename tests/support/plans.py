"""Support plans in every state, and every act on one."""

import datetime as dt
from collections.abc import Callable, Mapping
from typing import Any

from django.utils import timezone

from accounts.models import User
from cases.enums import PlanState
from cases.models import Case, PlanStep, SupportPlan
from cases.services.plan import drafting, following, review
from cases.services.plan.drafting import WrittenStep
from cases.services.plan.rules import PlanAct
from mediso.desks.enums import StepOwner
from tests.factories.cases import SupportPlanFactory

TEXTS = ("資料の骨子を作る", "論点を決める", "面談を申し込む")


def plan_with(case: Case, state: PlanState = PlanState.DRAFT, *, steps: int = 2, **changes: Any) -> SupportPlan:
    """A plan whose steps are due on the days after today."""
    plan: SupportPlan = SupportPlanFactory.create(case=case, state=state, **changes)
    for number in range(1, steps + 1):
        step_of(plan, number)
    return plan


def step_of(plan: SupportPlan, position: int, **changes: Any) -> PlanStep:
    usual = {
        "text": TEXTS[(position - 1) % len(TEXTS)],
        "owner": StepOwner.SUPPORTER,
        "due_on": timezone.localdate() + dt.timedelta(days=position),
    }
    return PlanStep.objects.create(plan=plan, position=position, **(usual | changes))


def first_step(plan: SupportPlan) -> PlanStep:
    step = plan.steps.first()
    assert step is not None
    return step


def where(plan: SupportPlan, actor: User) -> dict[str, Any]:
    return {"case_id": plan.case_id, "edition": plan.edition, "actor": actor}


def _edit(plan: SupportPlan, actor: User) -> object:
    steps = [WrittenStep(text="新しい項目", owner=StepOwner.DESK, due_on=timezone.localdate())]
    return drafting.save_draft(**where(plan, actor), seen=plan.version, goal="別の目標", answer="", steps=steps)


DO: Mapping[PlanAct, Callable[[SupportPlan, User], object]] = {
    PlanAct.EDIT: _edit,
    PlanAct.SEND_TO_REVIEW: lambda plan, actor: review.send_to_review(**where(plan, actor), seen=plan.version),
    PlanAct.APPROVE: lambda plan, actor: review.approve(**where(plan, actor), seen=plan.version),
    PlanAct.SEND_BACK: lambda plan, actor: review.send_back(
        **where(plan, actor), seen=plan.version, reason="期限を見直してください。"
    ),
    PlanAct.NEXT_EDITION: lambda plan, actor: drafting.next_edition(**where(plan, actor), seen=plan.version),
    PlanAct.FINISH_STEP: lambda plan, actor: following.finish_step(
        **where(plan, actor), step_id=first_step(plan).pk, done_on=timezone.localdate()
    ),
    PlanAct.OPEN_STEP: lambda plan, actor: following.open_step(**where(plan, actor), step_id=first_step(plan).pk),
}
