"""What stands around every page: the language, refusals, and pages that are empty or asked for what is not there."""

import pytest
from playwright.sync_api import expect

from accounts.models import User
from cases.enums import AssignmentState, State
from cases.models import Case
from mediso.desks.models import Topic
from tests.conftest import MakeCase
from tests.factories.cases import AssignmentFactory, RatingFactory
from tests.journeys.conftest import OpenWindow
from tests.journeys.pages import HEAVIEST, weight_of
from tests.support.actions import assigned
from tests.support.people import row_of

# Addresses that no row of tests/access stands for: test_every_page.py walks all those that one does.
PAGES = {
    "founder": ("/cases/",),
    "staff": ("/cases/?q=ない案件", "/cases/{closed}/", "/supporters/{supporter}/", "/nowhere/"),
    "manager": ("/statistics/?from=2030-01-01", "/statistics/?from=2030-13-01"),
    "administrator": ("/admin/", "/admin/accounts/user/add/", "/admin/desks/topic/", "/nowhere/"),
}


@pytest.fixture
def things(make_case: MakeCase, supporter: User) -> dict[str, object]:
    closed = make_case(State.CLOSED)
    RatingFactory.create(case=closed)
    AssignmentFactory.create(case=closed, supporter=row_of(supporter), state=AssignmentState.COMPLETED)
    return {"closed": closed.number, "supporter": row_of(supporter).pk}


@pytest.mark.parametrize("role", PAGES)
def test_what_stands_in_no_table_is_in_order_and_light(
    role: str, window: OpenWindow, things: dict[str, object], request: pytest.FixtureRequest
) -> None:
    person = window(request.getfixturevalue(role))
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
