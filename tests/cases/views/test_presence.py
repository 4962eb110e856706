"""Two people on one case see each other, and the slower one is told before overwriting."""

import datetime as dt

import pytest
import time_machine
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from accounts.models import User
from cases import presence
from cases.enums import State
from cases.models import Case
from cases.services import triage
from mediso.desks.models import Desk
from tests.cases.views.conftest import Open, SignIn
from tests.conftest import MakeCase
from tests.factories.accounts import UserFactory
from tests.support.actions import assigned
from tests.support.pages import Page
from tests.support.people import row_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def case(make_case: MakeCase) -> Case:
    case = make_case(State.TRIAGING)
    presence.broker().delete(presence.key_of(case.pk))
    return case


@pytest.fixture
def colleague(desk: Desk) -> User:
    return UserFactory.create(staff_of=desk, name="事務局 花子")


def ask(browser: Client, case: Case, **sent: object) -> Page:
    return Page(browser.get(reverse("case_presence", args=[case.number], query=sent)))


def test_colleagues_see_each_other(case: Case, staff: User, colleague: User, full_time: User, sign_in: SignIn) -> None:
    first, second, third = sign_in(staff), sign_in(colleague), sign_in(full_time)
    assert ask(first, case, seen=1).text == ""
    assert ask(second, case, seen=1).text == "Also has this case open now: 事務局 一郎"
    assert ask(third, case, seen=1).text == "Also has this case open now: 事務局 一郎, 事務局 花子"
    assert ask(first, case, seen=1).text == "Also has this case open now: 事務局 花子, 常盤 勤"


def test_the_same_again_is_not_sent(case: Case, staff: User, colleague: User, sign_in: SignIn) -> None:
    """A screen reader would read it out every time."""
    browser = sign_in(staff)
    told = ask(browser, case, seen=1).values["told"][0]
    again = ask(browser, case, seen=1, told=told)
    assert (again.status, again.html) == (204, "")
    ask(sign_in(colleague), case, seen=1)
    assert ask(browser, case, seen=1, told=told).status == 200


def test_who_reads_an_older_version_is_told_who_changed_it(
    case: Case, staff: User, colleague: User, sign_in: SignIn, english: None
) -> None:
    browser = sign_in(staff)
    with time_machine.travel(dt.datetime(2026, 11, 20, 5, 5, tzinfo=dt.UTC), tick=False) as clock:
        triage.start_matching(case_id=_classified(case).pk, actor=colleague, seen=1)
        clock.shift(240)
        page = ask(browser, case, seen=1)
        headers = {"HX-Request": "true", "HX-Current-URL": f"http://testserver/cases/{case.number}/ask-founder/?a=b"}
        part = Page(browser.get(reverse("case_presence", args=[case.number], query={"seen": 1}), headers=headers))
    assert page.text == (
        "事務局 花子 changed this case at 14:05 (4 minutes ago): Search for supporters started. "
        "Reload this page before you go on. Reload this page"
    )
    assert page.links == {"Reload this page": f"/cases/{case.number}/"}
    assert part.links == {"Reload this page": f"/cases/{case.number}/ask-founder/?a=b"}
    for seen in ("2", "", "x", "²"):
        assert ask(browser, case, seen=seen).text == ""


def test_a_change_of_one_s_own_is_told_as_such(case: Case, staff: User, sign_in: SignIn) -> None:
    triage.start_matching(case_id=_classified(case).pk, actor=staff, seen=1)
    assert ask(sign_in(staff), case, seen=1).text.startswith("You changed this case in another window at ")


def test_founders_neither_see_nor_are_seen(case: Case, founder: User, staff: User, sign_in: SignIn) -> None:
    assert ask(sign_in(founder), case, seen=1).status == 404
    assert ask(sign_in(staff), case, seen=1).text == ""


def test_who_may_not_open_the_case_is_not_met(
    case: Case, supporter: User, other_supporter: User, staff: User, sign_in: SignIn
) -> None:
    assigned(row_of(supporter), case)
    assert ask(sign_in(other_supporter), case, seen=1).status == 404
    assert ask(sign_in(supporter), case, seen=1).status == 200
    assert ask(sign_in(staff), case, seen=1).text == "Also has this case open now: 野村 進"


def test_only_the_desk_s_pages_of_a_step_ask(make_case: MakeCase, founder: User, staff: User, open_page: Open) -> None:
    case = make_case(State.TRIAGING)
    asks = f"{reverse('case_presence', args=[case.number])}?seen=1"
    assert len(list(open_page(staff, f"/cases/{case.number}/refer/").all(hx_get=asks))) == 1
    assert "presence" not in open_page(founder, f"/cases/{case.number}/withdraw/").html


def _classified(case: Case) -> Case:
    case.classified_at = timezone.now()
    case.save()
    return case
