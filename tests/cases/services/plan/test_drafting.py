import datetime as dt
from collections.abc import Callable
from typing import Any

import pytest
from django.utils import timezone

from accounts.models import User
from cases.enums import PlanState, State
from cases.models import Case, CaseEvent, PlanStep, SupportPlan
from cases.services.plan.drafting import WrittenStep, draft_plan, next_edition, save_draft
from mediso.common.business_days import BusinessCalendar
from mediso.common.errors import ActionRefused, StaleRow
from mediso.desks.enums import StepOwner
from mediso.desks.models import PlanTemplate
from tests.conftest import MakeCase
from tests.factories.accounts import UserFactory
from tests.factories.desks import ClosureFactory, PlanTemplateFactory, PlanTemplateStepFactory, ProductTypeFactory
from tests.support.plans import plan_with, step_of, where
from tests.support.world import world

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("english")]


@pytest.fixture
def case(make_case: MakeCase) -> Case:
    return make_case(State.SUPPORTING)


@pytest.fixture
def template(case: Case) -> PlanTemplate:
    row: PlanTemplate = PlanTemplateFactory.create(desk=case.desk, summary="試験の全体像を整理します。")
    PlanTemplateStepFactory.create(template=row, position=2, text="論点を決める", owner="supporter", due_after=5)
    PlanTemplateStepFactory.create(template=row, position=1, text="資料を用意する", owner="founder", due_after=1)
    return row


def lines_of(plan: SupportPlan) -> list[tuple[Any, ...]]:
    return list(plan.steps.values_list("position", "text", "owner", "owner_name", "due_on", "done_on"))


def test_a_template_is_copied_with_days_of_the_desk(case: Case, staff: User, template: PlanTemplate) -> None:
    today = timezone.localdate()
    tomorrow = BusinessCalendar().add(today, 1)
    ClosureFactory.create(desk=case.desk, first_day=tomorrow)
    plan = draft_plan(case_id=case.pk, actor=staff, template_id=template.pk)

    assert (plan.edition, plan.state, plan.version) == (1, PlanState.DRAFT, 1)
    assert (plan.goal, plan.answer, plan.drafted_by) == ("試験の全体像を整理します。", "", staff)
    days = BusinessCalendar(((tomorrow, tomorrow),))
    assert lines_of(plan) == [
        (1, "資料を用意する", "founder", "", days.add(today, 1), None),
        (2, "論点を決める", "supporter", "", days.add(today, 5), None),
    ]
    assert days.add(today, 1) > tomorrow
    assert CaseEvent.objects.get().payload == {"plan": plan.pk, "edition": 1, "template": template.pk}


def test_a_plan_is_its_own_after_the_copy(case: Case, staff: User, template: PlanTemplate) -> None:
    plan = draft_plan(case_id=case.pk, actor=staff, template_id=template.pk)
    before = lines_of(plan)
    template.steps.update(text="別の文")
    assert lines_of(plan) == before


def test_an_empty_plan(case: Case, staff: User) -> None:
    plan = draft_plan(case_id=case.pk, actor=staff, template_id=None)
    assert (plan.goal, plan.steps.count()) == ("", 0)
    assert CaseEvent.objects.get().payload == {"plan": plan.pk, "edition": 1}


def test_a_retired_template_and_one_of_another_kind_are_refused(
    case: Case, staff: User, template: PlanTemplate
) -> None:
    template.retired_on = timezone.localdate()
    template.save()
    other = PlanTemplateFactory.create(desk=case.desk, product_type=ProductTypeFactory.create(desk=case.desk))
    elsewhere = PlanTemplateFactory.create()
    before = world()
    for row in (template, other, elsewhere):
        with pytest.raises(ActionRefused, match="This template is not offered for this case any more"):
            draft_plan(case_id=case.pk, actor=staff, template_id=row.pk)
    assert world() == before


@pytest.mark.parametrize("state", [PlanState.DRAFT, PlanState.IN_REVIEW, PlanState.REVIEWED])
def test_a_second_draft_is_told_who_drafts_already(state: PlanState, case: Case, staff: User, full_time: User) -> None:
    plan_with(case, PlanState.DELIVERED)
    plan_with(case, state, edition=2, drafted_by=full_time)
    before = world()
    calls: tuple[Callable[[], object], ...] = (
        lambda: draft_plan(case_id=case.pk, actor=staff, template_id=None),
        lambda: next_edition(case_id=case.pk, edition=1, actor=staff, seen=1),
    )
    for call in calls:
        with pytest.raises(ActionRefused) as refusal:
            call()
        assert str(refusal.value) == "Edition 2 is not delivered yet: 常盤 勤 drafted it last. Go on with that one."
    assert world() == before


def test_the_next_edition_copies_words_and_marks(case: Case, staff: User, full_time: User) -> None:
    old = plan_with(case, PlanState.DELIVERED, answer="お勧めします。", drafted_by=full_time)
    yesterday = timezone.localdate() - dt.timedelta(days=1)
    old.steps.filter(position=1).update(done_on=yesterday, done_by=full_time, owner_name="野村")
    before = lines_of(old)
    plan = next_edition(**where(old, staff), seen=old.version)

    assert (plan.edition, plan.state, plan.goal, plan.answer) == (2, PlanState.DRAFT, old.goal, "お勧めします。")
    assert (plan.drafted_by, plan.reviewed_by, plan.delivered_by) == (staff, None, None)
    assert lines_of(plan) == before == lines_of(old)
    assert [step.done_by for step in plan.steps.all()] == [full_time, None]
    old.refresh_from_db()
    assert (old.state, old.edition) == (PlanState.DELIVERED, 1)
    assert CaseEvent.objects.get().payload == {"plan": plan.pk, "edition": 2, "continues": 1}


def test_a_draft_is_changed_by_its_next_writer(case: Case, staff: User, full_time: User) -> None:
    plan = plan_with(case, steps=3, drafted_by=full_time, answer="前の回答")
    kept, moved, removed = plan.steps.all()
    day = dt.date(2026, 12, 4)
    steps = [
        WrittenStep(moved.text, StepOwner.FOUNDER, "田中", day, moved.pk),
        WrittenStep("新しい項目", StepOwner.DESK),
        WrittenStep(kept.text, StepOwner.SUPPORTER, "", kept.due_on, kept.pk),
    ]
    save_draft(**where(plan, staff), seen=1, goal=plan.goal, answer="新しい回答", steps=steps)

    plan.refresh_from_db()
    assert (plan.version, plan.drafted_by, plan.answer) == (2, staff, "新しい回答")
    assert lines_of(plan) == [
        (1, moved.text, "founder", "田中", day, None),
        (2, "新しい項目", "desk", "", None, None),
        (3, kept.text, "supporter", "", kept.due_on, None),
    ]
    found = list(plan.steps.values_list("pk", flat=True))
    assert (found[0], found[2]) == (moved.pk, kept.pk)
    assert not PlanStep.objects.filter(pk=removed.pk).exists()


def test_the_event_holds_what_was_changed_from_and_to(case: Case, staff: User) -> None:
    plan = plan_with(case, steps=1)
    step = plan.steps.get()
    told = {"text": step.text, "owner": "supporter", "owner_name": "", "due_on": step.due_on.isoformat()}  # type: ignore[union-attr]
    same = WrittenStep(step.text, StepOwner.SUPPORTER, "", None, step.pk)
    save_draft(**where(plan, staff), seen=1, goal="新しい目標", answer="", steps=[same])
    assert CaseEvent.objects.get().payload == {
        "plan": plan.pk,
        "edition": 1,
        "changed": {
            "goal": {"from": plan.goal, "to": "新しい目標"},
            "steps": {"from": [told], "to": [told | {"due_on": None}]},
        },
    }


def test_saving_what_is_there_changes_nothing(case: Case, staff: User) -> None:
    """Nor does it make a reader of the draft its drafter."""
    plan = plan_with(case, steps=1)
    step = plan.steps.get()
    before = world()
    same = WrittenStep(step.text, StepOwner.SUPPORTER, "", step.due_on, step.pk)
    save_draft(**where(plan, staff), seen=1, goal=plan.goal, answer=plan.answer, steps=[same])
    assert world() == before


def test_steps_that_are_done_stay_done(case: Case, staff: User, full_time: User) -> None:
    """Also where the row was taken out by a colleague: then it is a new step."""
    old = plan_with(case, PlanState.DELIVERED, steps=1)
    today = timezone.localdate()
    old.steps.update(done_on=today, done_by=full_time)
    plan = next_edition(**where(old, staff), seen=1)
    step = plan.steps.get()
    other = step_of(old, 9)
    changed = [
        WrittenStep("言い換えた項目", StepOwner.DESK, "", None, step.pk),
        WrittenStep("別の計画の項目", StepOwner.DESK, "", None, other.pk),
    ]
    save_draft(**where(plan, staff), seen=1, goal="目標", answer="", steps=changed)
    assert [(one.text, one.done_on, one.done_by) for one in plan.steps.all()] == [
        ("言い換えた項目", today, full_time),
        ("別の計画の項目", None, None),
    ]
    assert list(old.steps.values_list("pk", "text"))[-1] == (other.pk, other.text)


def test_the_slower_writer_is_told_and_overwrites_nothing(case: Case, staff: User, desk: Any) -> None:
    plan = plan_with(case)
    quick = UserFactory.create(staff_of=desk, name="早手 速")
    save_draft(**where(plan, quick), seen=1, goal="早い目標", answer="", steps=[])
    before = world()
    with pytest.raises(StaleRow) as refusal:
        save_draft(**where(plan, staff), seen=1, goal="遅い目標", answer="", steps=[])
    assert str(refusal.value) == (
        "Someone was quicker: 早手 速 – Support plan drafted. "
        "Nothing of yours was saved; look at the plan as it is now."
    )
    assert world() == before
