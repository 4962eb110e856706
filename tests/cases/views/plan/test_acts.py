"""The buttons of a plan and of its steps, and the step of delivering it."""

import datetime as dt

import pytest
from django.urls import reverse
from django.utils import timezone

from accounts.models import User
from cases.enums import PlanState, State
from cases.models import Case, SupportPlan
from cases.services.plan.review import approve, send_back, send_to_review
from mediso.desks.models import PlanTemplate
from tests.cases.views.conftest import Open, SignIn
from tests.conftest import MakeCase
from tests.factories.desks import PlanTemplateFactory, PlanTemplateStepFactory
from tests.support.pages import Page
from tests.support.plans import first_step, plan_with, where
from tests.support.queries import queries_of
from tests.support.world import world

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("english")]


@pytest.fixture
def case(make_case: MakeCase) -> Case:
    return make_case(State.SUPPORTING, received_on=timezone.localdate() - dt.timedelta(days=10))


@pytest.fixture
def template(case: Case) -> PlanTemplate:
    row: PlanTemplate = PlanTemplateFactory.create(desk=case.desk, name_en="Towards a consultation")
    PlanTemplateStepFactory.create(template=row)
    return row


def plans(case: Case) -> str:
    return reverse("plan_list", args=[case.number])


def at(plan: SupportPlan, act: str = "") -> str:
    place = [plan.case.number, plan.edition]
    return reverse("plan_act", args=[*place, act]) if act else reverse("plan_detail", args=place)


def mark(plan: SupportPlan, what: str) -> str:
    return reverse("plan_step", args=[plan.case.number, plan.edition, first_step(plan).pk, what])


def test_a_plan_is_begun_from_a_template(case: Case, template: PlanTemplate, staff: User, sign_in: SignIn) -> None:
    browser = sign_in(staff)
    page = Page(browser.get(plans(case)))
    assert "Towards a consultation" in page.text
    assert page.values["template"] == [str(template.pk)]
    response = browser.post(plans(case), {"template": template.pk})
    assert response["Location"] == reverse("plan_edit", args=[case.number, 1])
    assert case.plans.get().steps.count() == 1


def test_a_plan_is_begun_empty(case: Case, staff: User, sign_in: SignIn) -> None:
    sign_in(staff).post(plans(case), {"template": "empty"})
    assert case.plans.get().goal == ""


def test_a_second_draft_is_refused_with_the_name_of_who_drafts(
    case: Case, full_time: User, staff: User, sign_in: SignIn
) -> None:
    plan_with(case, drafted_by=full_time)
    browser = sign_in(staff)
    assert "Draft a plan" not in Page(browser.get(plans(case))).texts("button")
    before = world()
    page = Page(browser.post(plans(case), {"template": "empty"}))
    assert page.status == 409
    assert page.summary == ["Edition 1 is not delivered yet: 常盤 勤 drafted it last. Go on with that one."]
    assert world() == before


def test_a_template_that_was_retired_meanwhile(
    case: Case, template: PlanTemplate, staff: User, sign_in: SignIn
) -> None:
    template.retired_on = timezone.localdate()
    template.save()
    before = world()
    page = Page(sign_in(staff).post(plans(case), {"template": template.pk}))
    assert page.status == 422
    assert page.summary == ["Begin with: This template is not offered for this case any more. Choose another one."]
    assert world() == before


def test_the_round_by_buttons(case: Case, staff: User, full_time: User, sign_in: SignIn) -> None:
    plan = plan_with(case, drafted_by=full_time)
    writing, reading = sign_in(full_time), sign_in(staff)
    assert writing.post(at(plan, "send-to-review"), {"seen": 1})["Location"] == at(plan)
    reading.post(at(plan, "send-back"), {"seen": 2, "reason": "期限を見直してください。"})
    page = Page(writing.get(at(plan)))
    assert "Sent back by 事務局 一郎" in page.text
    assert "期限を見直してください。" in page.text
    writing.post(at(plan, "send-to-review"), {"seen": 3})
    reading.post(at(plan, "approve"), {"seen": 4})
    assert "Deliver the support plan" in Page(reading.get(at(plan))).links
    reading.post(reverse("case_step", args=[case.number, "deliver-plan"]), {"seen": case.version, "plan_seen": 5})
    response = writing.post(at(plan, "next-edition"), {"seen": 5})
    assert response["Location"] == reverse("plan_edit", args=[case.number, 2])
    assert list(case.plans.values_list("edition", "state")) == [(2, "draft"), (1, "delivered")]


def test_the_drafter_reads_why_they_cannot_pass_it(case: Case, staff: User, open_page: Open) -> None:
    plan = plan_with(case, PlanState.IN_REVIEW, drafted_by=staff)
    page = open_page(staff, at(plan))
    assert "You wrote this plan last: another person reviews it." in page.text
    disabled = [text for text, one in zip(page.texts("button"), page.all("button"), strict=True) if _is_off(one)]
    assert disabled == ["Pass the plan"]


def _is_off(button: object) -> bool:
    return "disabled" in dict(button.attributes)  # type: ignore[attr-defined]


def test_sending_back_needs_a_reason(case: Case, staff: User, sign_in: SignIn) -> None:
    plan = plan_with(case, PlanState.IN_REVIEW)
    before = world()
    page = Page(sign_in(staff).post(at(plan, "send-back"), {"seen": 1, "reason": " "}))
    assert page.status == 422
    assert page.summary == ["What should be changed: This field is required."]
    assert world() == before


def test_a_stale_button_does_nothing_and_the_reason_stays(
    case: Case, staff: User, full_time: User, sign_in: SignIn
) -> None:
    plan = plan_with(case, PlanState.IN_REVIEW, drafted_by=full_time)
    send_back(**where(plan, full_time), seen=1, reason="直します。")
    send_to_review(**where(plan, full_time), seen=2)
    before = world()
    for act, sent in (("approve", {}), ("send-back", {"reason": "古い理由"})):
        page = Page(sign_in(staff).post(at(plan, act), {"seen": 1} | sent))
        assert page.status == 409
        assert "Someone was quicker: 常盤 勤 – Support plan sent to review." in page.summary[0]
        assert set(page.values["seen"]) == {"3"}
    assert page.values["reason"] == ["古い理由"]
    assert world() == before


@pytest.mark.parametrize("act", ["edit", "finish", "unheard-of"])
def test_what_is_no_button_is_not_found(act: str, case: Case, staff: User, sign_in: SignIn) -> None:
    plan = plan_with(case)
    address = f"{at(plan)}{act}/"
    expected = 422 if act == "edit" else 404  # the page of that name takes forms too
    assert sign_in(staff).post(address, {"seen": 1}).status_code == expected


def test_a_step_is_ticked_off_and_opened_again(case: Case, staff: User, sign_in: SignIn) -> None:
    plan = plan_with(case, PlanState.DELIVERED, steps=1)
    browser, step, today = sign_in(staff), first_step(plan), timezone.localdate()
    page = Page(browser.get(at(plan)))
    assert page.values["done_on"] == [today.isoformat()]
    response = browser.post(mark(plan, "finish"), {"done_on": today.isoformat()})
    assert response["Location"] == f"{at(plan)}#step-{step.pk}"
    step.refresh_from_db()
    assert step.done_on == today
    browser.post(mark(plan, "open"))
    step.refresh_from_db()
    assert step.done_on is None


@pytest.mark.parametrize(("day", "status"), [("", 422), ("2026-13-45", 422), ("2999-01-01", 409), ("2000-01-01", 409)])
def test_a_wrong_day_comes_back_to_its_row(day: str, status: int, case: Case, staff: User, sign_in: SignIn) -> None:
    plan = plan_with(case, PlanState.DELIVERED)
    before = world()
    page = Page(sign_in(staff).post(mark(plan, "finish"), {"done_on": day}))
    assert page.status == status
    assert page.values["done_on"] == [day, timezone.localdate().isoformat()]
    assert page.summary != []
    assert page.repeated_ids == []
    assert world() == before


@pytest.mark.parametrize("state", [State.TRIAGING, State.SUPPORTING])
def test_a_reviewed_plan_is_the_next_step_of_its_case(
    state: State, make_case: MakeCase, staff: User, open_page: Open
) -> None:
    case = make_case(state, classified_at=timezone.now())
    plan_with(case, PlanState.REVIEWED)
    page = open_page(staff, reverse("case_chart", args=[case.number]))
    assert page.texts("a", class_="button-solid") == ["Deliver the support plan"]


def test_the_page_of_delivering_shows_what_is_delivered(case: Case, staff: User, open_page: Open) -> None:
    plan_with(case, PlanState.REVIEWED, steps=1, version=4)
    page = open_page(staff, reverse("case_step", args=[case.number, "deliver-plan"]))
    assert "承認申請の準備を整える。" in page.text
    assert page.values["plan_seen"] == ["4"]
    assert "Nobody who asked this can sign in" not in page.text


def test_a_case_without_a_founder_s_account_is_delivered_on_paper(
    make_case: MakeCase, staff: User, open_page: Open
) -> None:
    case = make_case(State.SUPPORTING, consultation__asked_by=None, consultation__taken_in_by=staff)
    plan_with(case, PlanState.REVIEWED)
    page = open_page(staff, reverse("case_step", args=[case.number, "deliver-plan"]))
    assert "Nobody who asked this can sign in: after delivering it, hand the plan over as a PDF." in page.text


def test_what_was_reviewed_anew_is_shown_and_then_delivered(
    case: Case, staff: User, full_time: User, sign_in: SignIn
) -> None:
    plan = plan_with(case, PlanState.REVIEWED, drafted_by=full_time)
    send_back(**where(plan, staff), seen=1, reason="直してください。")
    SupportPlan.objects.update(goal="直した目標")
    send_to_review(**where(plan, full_time), seen=2)
    approve(**where(plan, staff), seen=3)
    browser, address = sign_in(staff), reverse("case_step", args=[case.number, "deliver-plan"])
    page = Page(browser.post(address, {"seen": case.version, "plan_seen": 1}))
    assert page.status == 409
    assert page.summary == ["The plan was changed and reviewed anew. Nothing was delivered; read it as it is now."]
    assert "直した目標" in page.text
    sent = {name: page.values[name][0] for name in ("seen", "plan_seen")}
    assert browser.post(address, sent).status_code == 302
    assert case.plans.get().state == PlanState.DELIVERED


@pytest.mark.parametrize("count", [1, 3])
def test_the_list_costs_the_same_for_every_number_of_plans(
    count: int, case: Case, template: PlanTemplate, staff: User, sign_in: SignIn
) -> None:
    for edition in range(1, count + 1):
        plan_with(case, PlanState.DELIVERED, edition=edition, steps=edition)
    for _number in range(count):
        PlanTemplateStepFactory.create(template=PlanTemplateFactory.create(desk=case.desk))
    browser = sign_in(staff)
    browser.get(plans(case))
    assert queries_of(browser, plans(case)) == 12
