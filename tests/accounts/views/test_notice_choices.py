"""The page on which a person chooses how notices come."""

from collections.abc import Callable

import pytest
from django.test import Client

from accounts.enums import Role
from accounts.models import User
from mediso.desks.enums import Allowed
from mediso.desks.models import Desk, NoticeRule
from mediso.notices.models import NoticeChoice
from tests.factories.accounts import grant
from tests.support.pages import Page
from tests.support.queries import queries_of

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("desk")]

SignIn = Callable[..., Client]
HERE = "/profile/notices/"

FOUNDER = [
    "The desk has written",
    "A support plan was delivered",
    "A consultation was referred elsewhere",
    "A consultation is out of scope",
]
FOUNDER += ["A case was closed"]
WRITTEN = "A founder has written"
COLLEAGUE = ["Cases are due or late", "A task was set", "Mentioned in a note", "A support plan waits for review"]
COLLEAGUE += ["A support plan was reviewed", "A support plan was sent back"]
RETURNED = ["A proposal was declined or lapsed", "A proposal was accepted"]
ROSTER = ["Undertakings of supporters are missing", "A supporter's term ends"]
ROWS = {
    "founder": FOUNDER,
    "supporter": ["A proposal lapsed", WRITTEN, *COLLEAGUE, "Your own term ends"],
    "staff": [*RETURNED, WRITTEN, "A case was handed over", "A follow-up is due", *COLLEAGUE, *ROSTER],
    "manager": [],
    "administrator": [],
}


@pytest.mark.parametrize("who", ROWS)
def test_everybody_is_offered_the_notices_of_their_roles(
    who: str, sign_in: SignIn, request: pytest.FixtureRequest
) -> None:
    page = Page(sign_in(request.getfixturevalue(who)).get(HERE))
    assert page.status == 200
    assert page.texts("th", scope="row") == ROWS[who]
    assert ("There is nothing to choose" in page.text) == (not ROWS[who])


def test_a_choice_is_kept(sign_in: SignIn, founder: User) -> None:
    browser = sign_in(founder)
    sent = dict.fromkeys(("message_sent", "plan_delivered", "case_declined"), "at_once")
    sent |= dict.fromkeys(("case_referred", "case_closed"), "daily")
    assert browser.post(HERE, sent).status_code == 302
    assert dict(NoticeChoice.objects.values_list("kind", "delivery")) == sent
    page = browser.get(HERE).content.decode()
    assert 'name="case_closed" value="daily" aria-label="A case was closed: In a daily digest" checked' in page
    assert 'name="case_closed" value="none" aria-label="A case was closed: Not at all" disabled' in page


@pytest.mark.parametrize("wrong", ["none", "weekly", ""])
def test_what_the_desk_does_not_allow_is_refused(wrong: str, sign_in: SignIn, founder: User) -> None:
    sent = dict.fromkeys(("message_sent", "plan_delivered", "case_referred", "case_declined"), "daily") | {
        "case_closed": wrong
    }
    page = Page(sign_in(founder).post(HERE, sent))
    assert (page.status, len(page.summary)) == (422, 1)
    assert not NoticeChoice.objects.exists()


def test_the_reason_stands_beside(sign_in: SignIn, staff: User, desk: Desk, other_desk: Desk) -> None:
    grant(staff, Role.STAFF, other_desk)
    NoticeRule.objects.create(desk=desk, kind="task_set", allowed=Allowed.AT_ONCE)
    page = Page(sign_in(User.objects.get(pk=staff.pk)).get(HERE))
    remarks = dict(zip(page.texts("th", scope="row"), page.texts("td", class_="text"), strict=True))
    assert remarks["A task was set"] == "Medical desk sends this notice more promptly."
    assert remarks["Mentioned in a note"] == "–"
    assert remarks["Cases are due or late"] == "The desk does not allow: In a daily digest, Not at all."


def test_more_desks_cost_no_more_queries(sign_in: SignIn, staff: User, other_desk: Desk) -> None:
    browser = sign_in(staff)
    browser.get(HERE)
    one = queries_of(browser, HERE)
    grant(staff, Role.STAFF, other_desk)
    assert queries_of(browser, HERE) == one
