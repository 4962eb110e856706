import pytest

from accounts.enums import Role
from accounts.models import User
from mediso.desks.models import Desk
from tests.cases.views.conftest import SignIn
from tests.factories.accounts import UserFactory, grant
from tests.support.pages import Page

pytestmark = pytest.mark.django_db

FIRST_PAGES = {
    "founder": "/consultations/",
    "supporter": "/proposals/",
    "full_time": "/proposals/",
    "staff": "/cases/?queue=mine",
    "manager": "/statistics/",
    "administrator": "/admin/",
}


@pytest.mark.parametrize(("person", "address"), FIRST_PAGES.items(), ids=FIRST_PAGES.keys())
def test_each_role_begins_with_what_it_comes_for(
    person: str, address: str, request: pytest.FixtureRequest, sign_in: SignIn
) -> None:
    response = sign_in(request.getfixturevalue(person)).get("/")
    assert (response.status_code, response.headers["Location"]) == (302, address)


def test_of_several_roles_the_busiest_decides(desk: Desk, founder: User, sign_in: SignIn) -> None:
    grant(founder, Role.MANAGER, desk)
    assert sign_in(founder).get("/").headers["Location"] == "/consultations/"
    grant(founder, Role.STAFF, desk)
    assert sign_in(founder).get("/").headers["Location"] == "/cases/?queue=mine"


def test_somebody_without_a_role_is_told_so(sign_in: SignIn) -> None:
    response = sign_in(UserFactory.create()).get("/")
    page = Page(response)
    assert (page.status, page.texts("h1")) == (200, ["No role yet"])
    assert "Ask the staff of the desk" in page.text
