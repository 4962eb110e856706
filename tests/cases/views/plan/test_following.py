"""The plans that are followed until their last step is done."""

import datetime as dt

import pytest
from django.utils import timezone

from accounts.models import User
from cases.enums import PlanState, State
from cases.models import Case, SupportPlan
from mediso.desks.models import Desk
from tests.cases.views.conftest import Open, SignIn
from tests.conftest import MakeCase
from tests.factories.accounts import UserFactory
from tests.factories.cases import CaseFactory
from tests.support.pages import Page
from tests.support.plans import plan_with, step_of
from tests.support.queries import queries_of

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("english")]

LIST = "/plans/"


def in_days(days: int) -> dt.date:
    return timezone.localdate() + dt.timedelta(days=days)


def followed(case: Case, *days: int | None, state: PlanState = PlanState.DELIVERED, edition: int = 1) -> SupportPlan:
    """A plan with a step due on each of these days from today; None for a step without a day."""
    plan = plan_with(case, state, steps=0, edition=edition)
    for number, one in enumerate(days, start=1):
        step_of(plan, number, due_on=None if one is None else in_days(one), text=f"項目{number}")
    return plan


def numbers(page: Page) -> list[str]:
    return [text.split()[0] for text in page.texts("th", scope="row")]


def test_late_ones_come_first(make_case: MakeCase, staff: User, open_page: Open) -> None:
    cases = [make_case(State.SUPPORTING) for _ in range(4)]
    for case, days in zip(cases, ((20, 3), (None,), (-5, 90), (-1,)), strict=True):
        followed(case, *days)
    page = open_page(staff, LIST)
    assert numbers(page) == [cases[at].number for at in (2, 3, 0, 1)]
    assert page.texts("caption") == ["4 plans"]
    assert page.texts("span", class_="tab-count") == ["4", "2"]
    assert numbers(open_page(staff, f"{LIST}?show=late")) == [cases[2].number, cases[3].number]
    rows = [text for text in page.texts("tr") if cases[0].number in text]
    assert "項目2 The supporter" in rows[0]
    assert "0 / 2" in rows[0]


def test_what_is_not_followed(make_case: MakeCase, staff: User, other_desk: Desk, open_page: Open) -> None:
    """Undelivered, done, superseded, withdrawn, and at another desk."""
    for state in (PlanState.DRAFT, PlanState.IN_REVIEW, PlanState.REVIEWED):
        followed(make_case(State.SUPPORTING), -1, state=state)
    done = followed(make_case(State.SUPPORTING), -1)
    done.steps.update(done_on=in_days(-1), done_by=staff)
    followed(make_case(State.WITHDRAWN), -1)
    followed(CaseFactory.create(desk=other_desk, state=State.SUPPORTING), -1)
    two = make_case(State.SUPPORTING)
    followed(two, -1)
    followed(two, edition=2)
    page = open_page(staff, LIST)
    assert numbers(page) == []
    assert "No plan is followed" in page.text
    assert "No step is late" in open_page(staff, f"{LIST}?show=late").text


def test_a_closed_case_is_followed_until_done(make_case: MakeCase, staff: User, open_page: Open) -> None:
    case = make_case(State.CLOSED)
    followed(case, 5)
    assert numbers(open_page(staff, LIST)) == [case.number]


def test_one_s_own_cases_alone(make_case: MakeCase, staff: User, desk: Desk, open_page: Open) -> None:
    mine = make_case(State.SUPPORTING, responsible=staff)
    followed(mine, -3)
    followed(make_case(State.SUPPORTING, responsible=UserFactory.create(staff_of=desk)), -3)
    page = open_page(staff, f"{LIST}?mine=on")
    assert numbers(page) == [mine.number]
    assert page.texts("span", class_="tab-count") == ["1", "1"]
    assert page.links["Late 1"] == f"{LIST}?show=late&mine=on"


def test_htmx_gets_the_list_alone(make_case: MakeCase, staff: User, open_page: Open) -> None:
    followed(make_case(State.SUPPORTING), -3)
    page = open_page(staff, LIST, **{"HX-Request": "true"})
    assert page.texts("h1") == []
    assert len(numbers(page)) == 1


@pytest.mark.parametrize("count", [1, 3])
def test_the_list_costs_the_same_for_every_number_of_plans(
    count: int, make_case: MakeCase, staff: User, sign_in: SignIn
) -> None:
    for number in range(count):
        followed(make_case(State.SUPPORTING, responsible=staff), *range(number + 1))
    browser = sign_in(staff)
    browser.get(LIST)
    assert queries_of(browser, LIST) == 8
