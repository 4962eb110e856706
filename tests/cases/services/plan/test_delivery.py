import pytest

from accounts.models import User
from cases.enums import PlanState, State
from cases.models import Case, CaseEvent
from cases.services.plan.delivery import deliver_plan
from cases.services.plan.drafting import next_edition
from cases.services.plan.review import approve, send_back, send_to_review
from mediso.common.errors import ActionRefused, StaleRow
from mediso.outbox.models import OutboxMail
from tests.conftest import MakeCase
from tests.support.plans import plan_with, where
from tests.support.world import world

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("english")]


@pytest.fixture
def case(make_case: MakeCase) -> Case:
    return make_case(State.SUPPORTING)


def test_the_founder_is_told_and_the_edition_says_when(case: Case, staff: User) -> None:
    plan = plan_with(case, PlanState.REVIEWED)
    deliver_plan(case_id=case.pk, actor=staff, seen=1, plan_seen=1)
    plan.refresh_from_db()
    assert (plan.state, plan.delivered_by) == (PlanState.DELIVERED, staff)
    event = CaseEvent.objects.get()
    assert (event.kind, event.payload) == ("plan_delivered", {"plan": plan.pk, "edition": 1})
    mail = OutboxMail.objects.get()
    assert (mail.to, mail.key.split(":")[0]) == ("founder@example.jp", "plan_delivered")


@pytest.mark.parametrize("state", [PlanState.DRAFT, PlanState.IN_REVIEW, PlanState.DELIVERED])
def test_nothing_but_a_reviewed_plan_is_delivered(state: PlanState, case: Case, staff: User) -> None:
    plan_with(case, state)
    before = world()
    with pytest.raises(ActionRefused, match="No support plan has been drafted and reviewed yet"):
        deliver_plan(case_id=case.pk, actor=staff, seen=1)
    assert world() == before


def test_a_plan_that_was_reviewed_anew_is_not_delivered_unread(case: Case, staff: User, full_time: User) -> None:
    plan = plan_with(case, PlanState.REVIEWED, drafted_by=full_time)
    send_back(**where(plan, staff), seen=1, reason="直してください。")
    send_to_review(**where(plan, full_time), seen=2)
    approve(**where(plan, staff), seen=3)
    before = world()
    with pytest.raises(StaleRow, match="The plan was changed and reviewed anew"):
        deliver_plan(case_id=case.pk, actor=staff, seen=1, plan_seen=1)
    assert world() == before


def test_the_second_edition_is_delivered_beside_the_first(case: Case, staff: User, full_time: User) -> None:
    first = plan_with(case, PlanState.DELIVERED)
    second = next_edition(**where(first, full_time), seen=1)
    send_to_review(**where(second, full_time), seen=1)
    approve(**where(second, staff), seen=2)
    deliver_plan(case_id=case.pk, actor=staff, seen=1, plan_seen=3)
    assert list(case.plans.values_list("edition", "state")) == [(2, "delivered"), (1, "delivered")]
