"""Two people at one plan at the same moment, each in a transaction of their own."""

import pytest

from accounts.models import User
from cases.enums import PlanState, State
from cases.models import CaseEvent, SupportPlan
from cases.services.plan.drafting import draft_plan, save_draft
from cases.services.plan.review import approve, send_back
from tests.conftest import MakeCase
from tests.support.plans import plan_with, where
from tests.support.races import at_once

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.usefixtures("english")]


def kinds(answers: list[object]) -> list[str]:
    return sorted(type(answer).__name__ for answer in answers)


def test_ten_drafts_at_once_are_one_and_nine_are_told_whose(make_case: MakeCase, staff: User) -> None:
    case = make_case(State.SUPPORTING)
    answers = at_once(*[lambda: draft_plan(case_id=case.pk, actor=staff, template_id=None)] * 10)
    assert kinds(answers) == ["ActionRefused"] * 9 + ["SupportPlan"]
    refusals = {str(answer) for answer in answers if not isinstance(answer, SupportPlan)}
    assert refusals == {"Edition 1 is not delivered yet: 事務局 一郎 drafted it last. Go on with that one."}
    assert CaseEvent.objects.count() == 1


def test_of_two_who_save_at_once_one_is_told(make_case: MakeCase, staff: User, full_time: User) -> None:
    plan = plan_with(make_case(State.SUPPORTING))
    answers = at_once(
        lambda: save_draft(**where(plan, staff), seen=1, goal="一つ目", answer="", steps=[]),
        lambda: save_draft(**where(plan, full_time), seen=1, goal="二つ目", answer="", steps=[]),
    )
    assert kinds(answers) == ["StaleRow", "SupportPlan"]
    plan.refresh_from_db()
    assert plan.version == 2
    assert plan.goal == ("一つ目" if plan.drafted_by == staff else "二つ目")
    assert CaseEvent.objects.count() == 1


def test_passed_and_sent_back_at_once_is_one_of_both(make_case: MakeCase, staff: User, full_time: User) -> None:
    plan = plan_with(make_case(State.SUPPORTING), PlanState.IN_REVIEW)
    answers = at_once(
        lambda: approve(**where(plan, staff), seen=1),
        lambda: send_back(**where(plan, full_time), seen=1, reason="期限"),
    )
    assert kinds(answers) == ["StaleRow", "SupportPlan"]
    plan.refresh_from_db()
    assert (plan.state, plan.version) in {(PlanState.REVIEWED, 2), (PlanState.DRAFT, 2)}
    assert CaseEvent.objects.count() == 1


def test_nobody_passes_what_they_write_at_the_same_moment(make_case: MakeCase, staff: User, full_time: User) -> None:
    """The colleague takes the plan back and writes in it while it is being passed: whoever comes second is told."""
    plan = plan_with(make_case(State.SUPPORTING), PlanState.IN_REVIEW, drafted_by=full_time)

    def take_back_and_write() -> object:
        send_back(**where(plan, staff), seen=1, reason="直します。")
        return save_draft(**where(plan, staff), seen=2, goal="直した目標", answer="", steps=[])

    at_once(take_back_and_write, lambda: approve(**where(plan, staff), seen=1))
    plan.refresh_from_db()
    assert (plan.state, plan.drafted_by) in {(PlanState.DRAFT, staff), (PlanState.REVIEWED, full_time)}
    assert plan.reviewed_by != plan.drafted_by
