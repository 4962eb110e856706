"""What stands around every page, and every page that no other journey comes by."""

import pytest
from playwright.sync_api import expect

from accounts.models import User
from cases.enums import AssignmentState, State
from cases.models import Case
from mediso.desks.models import Topic
from tests.conftest import MakeCase
from tests.factories.cases import AssignmentFactory, ConsultationFactory, RatingFactory
from tests.journeys.conftest import OpenWindow
from tests.journeys.pages import HEAVIEST, weight_of
from tests.support.actions import assigned
from tests.support.people import row_of

PAGES = {
    "visitor": ("/accounts/login/", "/accounts/signup/", "/accounts/password/reset/"),
    "founder": (
        "/consultations/",
        "/organisation/",
        "/organisation/new/",
        "/profile/",
        "/accounts/password/change/",
        "/accounts/email/",
        "/cases/{waiting}/answer/",
        "/cases/{waiting}/withdraw/",
        "/cases/",
    ),
    "staff": (
        "/cases/?q=ない案件",
        "/cases/{closed}/",
        "/cases/{closed}/reopen/",
        "/cases/{triaging}/decline/",
        "/cases/{triaging}/refer/",
        "/cases/{triaging}/record-preliminary-interview/",
        "/supporters/",
        "/supporters/{supporter}/",
        "/people/",
        "/people/invite/",
        "/nowhere/",
    ),
    "full_time": ("/cases/{triaging}/take/", "/proposals/"),
    "manager": ("/statistics/", "/statistics/?from=2030-01-01", "/statistics/?from=2030-13-01"),
    "administrator": ("/people/", "/admin/", "/admin/accounts/user/add/", "/admin/desks/topic/", "/nowhere/"),
}


@pytest.fixture
def things(make_case: MakeCase, founder: User, supporter: User) -> dict[str, object]:
    closed = make_case(State.CLOSED)
    RatingFactory.create(case=closed)
    AssignmentFactory.create(case=closed, supporter=row_of(supporter), state=AssignmentState.COMPLETED)
    ConsultationFactory.create(desk=closed.desk, asked_by=founder, organisation=closed.organisation)
    return {
        "closed": closed.number,
        "triaging": make_case(State.TRIAGING).number,
        "waiting": make_case(State.AWAITING_FOUNDER).number,
        "supporter": row_of(supporter).pk,
    }


@pytest.mark.parametrize("role", PAGES)
def test_every_page_of_a_role_is_in_order_and_light(
    role: str, window: OpenWindow, things: dict[str, object], request: pytest.FixtureRequest
) -> None:
    person = window(None if role == "visitor" else request.getfixturevalue(role))
    for path in PAGES[role]:
        weight = weight_of(person.load(path.format(**things)))
        assert 0 < weight <= HEAVIEST, path
        person.look()


def test_the_language_is_switched_and_switched_back(
    window: OpenWindow, staff: User, supporter: User, make_case: MakeCase, topic: Topic, other_topic: Topic
) -> None:
    for state in State:
        make_case(state, topics=[topic, other_topic])
    assigned(row_of(supporter), Case.objects.get(state=State.SUPPORTING))
    person = window(staff)
    person.go("/cases/?sort=number")
    expect(person.heading()).to_have_text("案件")

    person.press("English")
    expect(person.heading()).to_have_text("Cases")
    assert person.page.evaluate("document.documentElement.lang") == "en"
    assert person.page.url.endswith("/cases/?sort=number")
    person.look()

    person.press("日本語")
    expect(person.heading()).to_have_text("案件")
    assert person.page.evaluate("document.documentElement.lang") == "ja"
