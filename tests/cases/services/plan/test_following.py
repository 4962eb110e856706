import datetime as dt
from collections.abc import Callable

import pytest
from django.utils import timezone

from accounts.models import User
from cases.enums import PlanState, State
from cases.models import Case, CaseEvent, SupportPlan
from cases.services.plan.drafting import next_edition
from cases.services.plan.following import finish_step, open_step
from mediso.common.errors import ActionRefused
from tests.conftest import MakeCase
from tests.support.plans import first_step, plan_with, where
from tests.support.world import world

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("english")]


@pytest.fixture
def case(make_case: MakeCase) -> Case:
    return make_case(State.SUPPORTING, received_on=timezone.localdate() - dt.timedelta(days=10))


@pytest.fixture
def plan(case: Case) -> SupportPlan:
    return plan_with(case, PlanState.DELIVERED)


def test_a_step_is_ticked_off_and_opened_again(plan: SupportPlan, staff: User, full_time: User) -> None:
    step, yesterday = first_step(plan), timezone.localdate() - dt.timedelta(days=1)
    finish_step(**where(plan, staff), step_id=step.pk, done_on=yesterday)
    step.refresh_from_db()
    assert (step.done_on, step.done_by) == (yesterday, staff)
    open_step(**where(plan, full_time), step_id=step.pk)
    step.refresh_from_db()
    assert (step.done_on, step.done_by) == (None, None)
    own = {"plan": plan.pk, "edition": 1, "step": step.pk, "number": 1, "text": step.text}
    assert list(CaseEvent.objects.order_by("pk").values_list("kind", "actor", "payload")) == [
        ("plan_step_done", staff.pk, own | {"done_on": yesterday.isoformat()}),
        ("plan_step_opened", full_time.pk, own),
    ]


def test_pressing_twice_is_pressing_once(plan: SupportPlan, staff: User, full_time: User) -> None:
    """What is done stays as it was done first, what is open stays open."""
    step, today = first_step(plan), timezone.localdate()
    finish_step(**where(plan, staff), step_id=step.pk, done_on=today)
    before = world()
    finish_step(**where(plan, full_time), step_id=step.pk, done_on=today - dt.timedelta(days=3))
    assert world() == before
    open_step(**where(plan, staff), step_id=step.pk)
    before = world()
    open_step(**where(plan, staff), step_id=step.pk)
    assert world() == before


@pytest.mark.parametrize("days", [1, -11])
def test_a_day_to_come_and_one_before_the_case_are_refused(days: int, plan: SupportPlan, staff: User) -> None:
    day = timezone.localdate() + dt.timedelta(days=days)
    before = world()
    with pytest.raises(ActionRefused, match="Give a day from the receipt of the case to today"):
        finish_step(**where(plan, staff), step_id=first_step(plan).pk, done_on=day)
    assert world() == before


def test_the_day_of_receipt_and_today_are_good(case: Case, plan: SupportPlan, staff: User) -> None:
    one, two = plan.steps.all()
    finish_step(**where(plan, staff), step_id=one.pk, done_on=case.received_on)
    finish_step(**where(plan, staff), step_id=two.pk, done_on=timezone.localdate())
    assert CaseEvent.objects.count() == 2


def test_the_steps_of_another_plan_are_none(plan: SupportPlan, make_case: MakeCase, staff: User) -> None:
    other = first_step(plan_with(make_case(State.SUPPORTING), PlanState.DELIVERED))
    before = world()
    calls: tuple[Callable[[], object], ...] = (
        lambda: finish_step(**where(plan, staff), step_id=other.pk, done_on=timezone.localdate()),
        lambda: open_step(**where(plan, staff), step_id=other.pk),
    )
    for call in calls:
        with pytest.raises(ActionRefused, match="This step is not one of this plan"):
            call()
    assert world() == before


def test_only_the_newest_delivered_edition_is_followed(plan: SupportPlan, staff: User) -> None:
    plan_with(plan.case, PlanState.DELIVERED, edition=2)
    before = world()
    with pytest.raises(ActionRefused, match="A newer edition was delivered: the steps of that one count"):
        finish_step(**where(plan, staff), step_id=first_step(plan).pk, done_on=timezone.localdate())
    assert world() == before


def test_a_mark_made_while_the_next_edition_is_drafted_is_on_both(plan: SupportPlan, staff: User) -> None:
    draft = next_edition(**where(plan, staff), seen=1)
    today = timezone.localdate()
    finish_step(**where(plan, staff), step_id=first_step(plan).pk, done_on=today)
    assert [step.done_on for step in draft.steps.all()] == [today, None]
    open_step(**where(plan, staff), step_id=first_step(plan).pk)
    assert [step.done_on for step in draft.steps.all()] == [None, None]
