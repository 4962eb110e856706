import datetime as dt
from collections.abc import Callable

import pytest
import time_machine
from django.test import Client
from django.utils import timezone

from accounts.enums import Role
from accounts.models import Invitation, User
from accounts.services.invitations import withdraw_invitation
from accounts.services.people import invite
from mediso.desks.models import Desk
from tests.support.accounts import delivered, path_in, people_world

pytestmark = pytest.mark.django_db

Visitor = Callable[..., Client]
GOOD = {"password1": "correct-horse-battery", "password2": "correct-horse-battery"}


@pytest.fixture
def invited(desk: Desk, staff: User) -> User:
    return invite(email="niita@example.jp", name="新田 新", role=Role.MANAGER, desk=desk, invited_by=staff)


@pytest.fixture
def link(invited: User) -> str:
    return path_in(delivered()[0])


def test_page_names_the_person_and_shows_the_rules(visitor: Visitor, link: str) -> None:
    response = visitor().get(link)
    page = response.content.decode()
    assert response.status_code == 200
    assert "新田 新" in page
    assert "at least 10 characters" in page
    assert response.headers["Referrer-Policy"] == "same-origin"
    assert "no-store" in response.headers["Cache-Control"]


def test_looking_uses_nothing_up(visitor: Visitor, link: str) -> None:
    """Programs that read mail open every link in it."""
    before = people_world()
    for _ in range(3):
        assert visitor().get(link).status_code == 200
    assert people_world() == before


WRONG = {
    "differ": {"password2": "correct-horse-batterz"},
    "short": {"password1": "k7$Qz", "password2": "k7$Qz"},
    "common": {"password1": "password123", "password2": "password123"},
    "digits": {"password1": "83910573629", "password2": "83910573629"},
    "like the address": {"password1": "niita@example", "password2": "niita@example"},
    "empty": {"password1": "", "password2": ""},
}


@pytest.mark.parametrize("changes", WRONG.values(), ids=WRONG)
def test_wrong_password_is_refused(changes: dict[str, str], visitor: Visitor, link: str) -> None:
    browser = visitor()
    before = people_world()

    response = browser.post(link, GOOD | changes)

    assert response.status_code == 422
    assert people_world() == before
    assert "_auth_user_id" not in browser.session


def test_used_link_is_gone(visitor: Visitor, link: str) -> None:
    visitor().post(link, GOOD)
    before = people_world()

    for response in (visitor().get(link), visitor().post(link, {"password1": "other-" * 4, "password2": "other-" * 4})):
        assert response.status_code == 410
        assert "used already" in response.content.decode()
        assert "/accounts/password/reset/" in response.content.decode()

    assert people_world() == before


def test_expired_link_is_gone(visitor: Visitor, link: str) -> None:
    before = people_world()
    with time_machine.travel(timezone.now() + dt.timedelta(days=14, seconds=1)):
        response = visitor().post(link, GOOD)
    assert response.status_code == 410
    assert "ask the desk" in response.content.decode()
    assert people_world() == before


def test_withdrawn_and_invented_links_are_unknown(visitor: Visitor, link: str, invited: User, staff: User) -> None:
    withdraw_invitation(user=invited, withdrawn_by=staff)
    before = people_world()
    for path in (link, "/invitations/invented/"):
        response = visitor().post(path, GOOD)
        assert response.status_code == 404
        assert "not known" in response.content.decode()
    assert people_world() == before


def test_guessing_is_slowed_down(visitor: Visitor, link: str) -> None:
    browser = visitor()
    answers = [browser.get(f"/invitations/guess-{number}/").status_code for number in range(21)]
    assert answers == [404] * 20 + [429]
    assert browser.get(link).status_code == 200


def test_another_person_signed_in_is_told_and_signed_out(
    sign_in: Visitor, link: str, staff: User, invited: User
) -> None:
    browser = sign_in(staff)
    assert "You are signed in as 事務局 一郎" in browser.get(link).content.decode()
    browser.post(link, GOOD)
    assert browser.session["_auth_user_id"] == str(invited.pk)


def test_session_of_the_visitor_gets_a_new_key(visitor: Visitor, link: str) -> None:
    browser = visitor()
    session = browser.session
    session["seen"] = True
    session.save()
    before = session.session_key
    browser.cookies["sessionid"] = str(before)

    browser.post(link, GOOD)

    assert browser.session.session_key != before
    assert Invitation.objects.get().accepted_at is not None
