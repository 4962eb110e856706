"""Every act on a plan × every state of the plan, of the case, and of the person, against literal tables."""

import pytest
from django.utils import timezone

from accounts.models import User
from cases.enums import PlanState, State
from cases.models import Case, CaseEvent, SupportPlan
from cases.services.plan.rules import PlanAct
from mediso.common.errors import ActionRefused
from tests.conftest import MakeCase
from tests.support.actions import assigned
from tests.support.people import row_of
from tests.support.plans import DO, plan_with
from tests.support.world import world

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("english")]

# Act → the state of the plan it is possible in → the state afterwards.
PLAN_STATES = {
    "edit": {"draft": "draft"},
    "send-to-review": {"draft": "in_review"},
    "approve": {"in_review": "reviewed"},
    "send-back": {"in_review": "draft", "reviewed": "draft"},
    "next-edition": {"delivered": "delivered"},
    "finish": {"delivered": "delivered"},
    "open": {"delivered": "delivered"},
}
EVENTS = {
    "edit": "plan_drafted",
    "send-to-review": "plan_sent_to_review",
    "approve": "plan_reviewed",
    "send-back": "plan_sent_back",
    "next-edition": "plan_drafted",
    "finish": "plan_step_done",
    "open": "plan_step_opened",
}
# What is told to whoever wants anything else.
RULED_OUT = {
    "draft": "The plan is a draft: send it to review first.",
    "in_review": "The plan is in review: send it back to change it.",
    "reviewed": "The plan is reviewed: deliver it, or send it back to change it.",
    "delivered": "This edition was delivered and stays as it is: draft the next one to change the plan.",
}
OPEN_CASES = {"submitted", "triaging", "matching", "supporting", "awaiting_founder"}
CASE_STATES = {
    "edit": OPEN_CASES,
    "send-to-review": OPEN_CASES,
    "approve": OPEN_CASES,
    "send-back": OPEN_CASES,
    "next-edition": OPEN_CASES,
    "finish": {*OPEN_CASES, "closed", "referred", "declined"},
    "open": {*OPEN_CASES, "closed", "referred", "declined"},
}
ACTS = list(PlanAct)


def ready_for(case: Case, act: PlanAct, state: str | None = None) -> SupportPlan:
    """A plan in a state the act starts from; the step is done where it is to be opened."""
    plan = plan_with(case, PlanState(state or next(iter(PLAN_STATES[act]))))
    if act == PlanAct.OPEN_STEP:
        plan.steps.update(done_on=timezone.localdate(), done_by=plan.drafted_by)
    return plan


@pytest.mark.parametrize("state", PlanState.values)
@pytest.mark.parametrize("act", ACTS)
def test_every_act_in_every_state_of_the_plan(act: PlanAct, state: str, make_case: MakeCase, staff: User) -> None:
    plan = ready_for(make_case(State.SUPPORTING), act, state)
    if state in PLAN_STATES[act]:
        DO[act](plan, staff)
        plan.refresh_from_db()
        assert plan.state == PLAN_STATES[act][state]
        event = CaseEvent.objects.get()
        assert (event.kind, event.actor) == (EVENTS[act], staff)
        newest = SupportPlan.objects.order_by("-edition")[0]
        assert (event.payload["plan"], event.payload["edition"]) == (newest.pk, newest.edition)
        return
    before = world()
    with pytest.raises(ActionRefused) as refusal:
        DO[act](plan, staff)
    assert str(refusal.value) == RULED_OUT[state]
    assert world() == before


@pytest.mark.parametrize("state", list(State))
@pytest.mark.parametrize("act", ACTS)
def test_every_act_in_every_state_of_the_case(act: PlanAct, state: State, make_case: MakeCase, staff: User) -> None:
    plan = ready_for(make_case(state), act)
    before = world()
    if state in CASE_STATES[act]:
        DO[act](plan, staff)
        assert world() != before
        return
    with pytest.raises(ActionRefused) as refusal:
        DO[act](plan, staff)
    assert str(refusal.value) == f"This is not possible: the case is “{state.label}” now."
    assert world() == before


@pytest.mark.parametrize("who", ["staff", "full_time", "supporter"])
@pytest.mark.parametrize("act", ACTS)
def test_everybody_who_keeps_the_case_may(
    act: PlanAct, who: str, make_case: MakeCase, request: pytest.FixtureRequest
) -> None:
    person, case = request.getfixturevalue(who), make_case(State.SUPPORTING)
    if who == "supporter":
        assigned(row_of(person), case)
    DO[act](ready_for(case, act), person)
    assert CaseEvent.objects.get().actor == person


@pytest.mark.parametrize("who", ["founder", "other_founder", "supporter", "other_staff", "manager", "administrator"])
@pytest.mark.parametrize("act", ACTS)
def test_nobody_else_may(act: PlanAct, who: str, make_case: MakeCase, request: pytest.FixtureRequest) -> None:
    person = request.getfixturevalue(who)
    plan = ready_for(make_case(State.SUPPORTING), act)
    before = world()
    with pytest.raises(ActionRefused, match="Only the supporters of this case and the staff"):
        DO[act](plan, person)
    assert world() == before


@pytest.mark.parametrize("act", ACTS)
def test_who_asked_does_not_keep_the_plan_as_a_colleague(act: PlanAct, make_case: MakeCase, staff: User) -> None:
    plan = ready_for(make_case(State.SUPPORTING, asked_by=staff), act)
    before = world()
    with pytest.raises(ActionRefused, match="You asked this yourself"):
        DO[act](plan, staff)
    assert world() == before


@pytest.mark.parametrize("act", ACTS)
def test_an_edition_that_is_not_there(act: PlanAct, make_case: MakeCase, staff: User) -> None:
    plan = ready_for(make_case(State.SUPPORTING), act)
    plan.edition = 9
    before = world()
    with pytest.raises(ActionRefused, match="This plan is not one of this case"):
        DO[act](plan, staff)
    assert world() == before
