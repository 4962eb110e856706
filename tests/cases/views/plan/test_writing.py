"""Writing a draft: rows without a script, what comes back with an error, and two writers at once."""

import datetime as dt
from typing import Any

import pytest
from django.urls import reverse
from django.utils import timezone

from accounts.models import User
from cases.enums import PlanState, State
from cases.models import Case, SupportPlan
from mediso.desks.models import Desk
from tests.cases.views.conftest import Open, SignIn
from tests.conftest import MakeCase
from tests.factories.accounts import UserFactory
from tests.support.pages import Page
from tests.support.plans import plan_with
from tests.support.queries import queries_of
from tests.support.world import world

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("english")]

DAY = "2026-12-04"


@pytest.fixture
def case(make_case: MakeCase) -> Case:
    return make_case(State.SUPPORTING)


@pytest.fixture
def plan(case: Case) -> SupportPlan:
    return plan_with(case, steps=3)


def at(plan: SupportPlan, name: str = "plan_edit") -> str:
    return reverse(name, args=[plan.case.number, plan.edition])


def typed(*rows: tuple[str, ...], seen: int = 1, **others: Any) -> dict[str, Any]:
    """What a browser sends: each row is text, owner, name, day and, of a step that was there, its id."""
    sent: dict[str, Any] = {"seen": seen, "goal": "目標", "answer": "回答", "rows": len(rows)}
    for place, row in enumerate(rows):
        for part, value in zip(("text", "owner", "name", "due", "step"), (*row, ""), strict=False):
            sent[f"{part}-{place}"] = value
    return sent | others


def texts(page: Page) -> list[str]:
    return [page.values[name][0] for name in sorted(page.values) if name.startswith("text-")]


A, B, C = ("一", "desk", "", DAY), ("二", "founder", "田中", ""), ("三", "supporter", "", "13月45日")


def test_the_form_begins_with_what_is_there(plan: SupportPlan, staff: User, open_page: Open) -> None:
    page = open_page(staff, at(plan))
    first = plan.steps.all()[0]
    assert texts(page) == [step.text for step in plan.steps.all()]
    assert (page.values["step-0"], page.values["owner-0"]) == ([str(first.pk)], ["supporter"])
    assert page.values["due-0"] == [str(first.due_on)]
    assert page.values["seen"] == ["1"]
    assert page.repeated_ids == []


def test_saving_leads_to_the_plan(plan: SupportPlan, staff: User, sign_in: SignIn) -> None:
    response = sign_in(staff).post(at(plan), typed(A, B, goal="一行目\r\n二行目"))
    assert (response.status_code, response["Location"]) == (302, at(plan, "plan_detail"))
    plan.refresh_from_db()
    assert (plan.goal, plan.answer, plan.version, plan.drafted_by) == ("一行目\n二行目", "回答", 2, staff)
    assert list(plan.steps.values_list("position", "text", "owner", "owner_name", "due_on")) == [
        (1, "一", "desk", "", dt.date(2026, 12, 4)),
        (2, "二", "founder", "田中", None),
    ]


def test_a_row_without_words_is_left_out(plan: SupportPlan, staff: User, sign_in: SignIn) -> None:
    sign_in(staff).post(at(plan), typed(A, ("", "founder", "", ""), ("  ", "desk", "", ""), B))
    assert list(plan.steps.values_list("text", flat=True)) == ["一", "二"]


PRESSES = {
    "add": ({"add": "1"}, ["一", "二", "三", ""]),
    "remove": ({"remove": "1"}, ["一", "三"]),
    "remove the last one": ({"remove": "2"}, ["一", "二"]),
    "up": ({"up": "2"}, ["一", "三", "二"]),
    "down": ({"down": "0"}, ["二", "一", "三"]),
    "up from the top": ({"up": "0"}, ["一", "二", "三"]),
    "down from the end": ({"down": "2"}, ["一", "二", "三"]),
    "a row that is not there": ({"remove": "7"}, ["一", "二", "三"]),
    "no number": ({"remove": "x"}, ["一", "二", "三"]),
}


@pytest.mark.parametrize("htmx", [False, True])
@pytest.mark.parametrize("press", PRESSES)
def test_rows_are_arranged_without_saving_or_checking(
    press: str, htmx: bool, plan: SupportPlan, staff: User, sign_in: SignIn
) -> None:
    """What is typed comes along as it is, also a day that does not exist; htmx gets the steps alone."""
    sent, expected = PRESSES[press]
    before = world()
    headers = {"HX-Request": "true"} if htmx else {}
    page = Page(sign_in(staff).post(at(plan), typed(A, B, C, seen=9) | sent, headers=headers))
    assert page.status == 200
    assert texts(page) == expected
    assert page.values["rows"] == [str(len(expected))]
    assert ("goal" in page.values) != htmx
    if not htmx:
        assert (page.values["goal"], page.values["answer"], page.values["seen"]) == (["目標"], ["回答"], ["9"])
    place = expected.index("二") if "二" in expected else -1
    if place >= 0:
        assert (page.values[f"owner-{place}"], page.values[f"name-{place}"]) == (["founder"], ["田中"])
    if "三" in expected:
        assert page.values[f"due-{expected.index('三')}"] == ["13月45日"]
    assert page.errors == {}
    assert world() == before


def test_the_moved_row_keeps_the_focus(plan: SupportPlan, staff: User, sign_in: SignIn) -> None:
    page = Page(sign_in(staff).post(at(plan), typed(A, B, C) | {"up": "2"}))
    focused = [dict(one.attributes) for one in page.all("button") if "autofocus" in dict(one.attributes)]
    assert [(one["name"], one["value"]) for one in focused] == [("up", "1")]


def test_a_plan_takes_thirty_steps_and_no_more(plan: SupportPlan, staff: User, sign_in: SignIn) -> None:
    page = Page(sign_in(staff).post(at(plan), typed(*[A] * 30) | {"add": "1"}))
    assert page.values["rows"] == ["30"]
    assert "Add a step" not in page.text
    sign_in(staff).post(at(plan), typed(*[A] * 31))
    assert plan.steps.count() == 30


def test_what_is_wrong_is_told_with_its_step_and_nothing_is_lost(
    plan: SupportPlan, staff: User, sign_in: SignIn
) -> None:
    before = world()
    rows = (A, C, ("", "desk", "野村", ""), ("四" * 501, "desk", "名" * 101, DAY))
    page = Page(sign_in(staff).post(at(plan), typed(*rows, goal=" ")))
    assert page.status == 422
    assert page.summary == [
        "Goal: This field is required.",
        "By when: Step 2: give a day that exists.",
        "What: Step 3: say what is to be done, or remove the step.",
        "What: Ensure this value has at most 500 characters (it has 501).",
        "Name, if it is one person's: Ensure this value has at most 100 characters (it has 101).",
    ]
    assert texts(page) == ["一", "三", "", "四" * 501]
    assert (page.values["due-1"], page.values["name-2"], page.values["answer"]) == (["13月45日"], ["野村"], ["回答"])
    assert world() == before


def test_the_slower_writer_sees_both_and_may_still_save(
    plan: SupportPlan, staff: User, desk: Desk, sign_in: SignIn
) -> None:
    quick = UserFactory.create(staff_of=desk, name="早手 速")
    sign_in(quick).post(at(plan), typed(B, goal="早い目標"))
    before = world()
    page = Page(sign_in(staff).post(at(plan), typed(A, (*C[:3], ""), goal="遅い目標")))
    assert page.status == 409
    assert "Someone was quicker: 早手 速 – Support plan drafted." in page.summary[0]
    assert (page.values["goal"], texts(page), page.values["seen"]) == (["遅い目標"], ["一", "三"], ["2"])
    assert page.texts("aside") != []
    for words in ("The plan as it is now", "早い目標", "二", "The founder (田中)"):
        assert words in page.texts("aside")[0]
    assert world() == before

    assert sign_in(staff).post(at(plan), typed(A, goal="遅い目標", seen=2)).status_code == 302
    plan.refresh_from_db()
    assert (plan.goal, plan.version, plan.drafted_by) == ("遅い目標", 3, staff)


def test_a_plan_that_went_to_review_meanwhile_keeps_what_was_typed_on_the_page(
    plan: SupportPlan, staff: User, sign_in: SignIn
) -> None:
    SupportPlan.objects.update(state=PlanState.IN_REVIEW)
    before = world()
    page = Page(sign_in(staff).post(at(plan), typed(A, goal="遅い目標")))
    assert page.status == 409
    assert page.summary == ["The plan is in review: send it back to change it."]
    assert (page.values["goal"], texts(page)) == (["遅い目標"], ["一"])
    assert world() == before


@pytest.mark.parametrize("state", [PlanState.IN_REVIEW, PlanState.REVIEWED, PlanState.DELIVERED])
def test_what_is_no_draft_is_read_instead(state: PlanState, case: Case, staff: User, sign_in: SignIn) -> None:
    plan = plan_with(case, state)
    response = sign_in(staff).get(at(plan), follow=True)
    assert response.redirect_chain == [(at(plan, "plan_detail"), 302)]
    assert "to change" in response.content.decode()


def test_a_step_that_was_done_says_so(case: Case, staff: User, open_page: Open) -> None:
    plan = plan_with(case, steps=1)
    plan.steps.update(done_on=timezone.localdate(), done_by=staff)
    assert open_page(staff, at(plan)).texts("legend") == ["Steps", "Step 1 Done"]


@pytest.mark.parametrize("count", [1, 3])
def test_the_form_costs_the_same_for_every_number_of_steps(
    count: int, case: Case, staff: User, sign_in: SignIn
) -> None:
    plan = plan_with(case, steps=count)
    browser = sign_in(staff)
    browser.get(at(plan))
    assert queries_of(browser, at(plan)) == 8
