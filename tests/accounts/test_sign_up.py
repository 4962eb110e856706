"""The ways in that allauth gives, as this project sets them up: their mails, their limits, what they must not tell."""

from collections.abc import Callable

import pytest
from allauth.account.models import EmailAddress
from django.test import Client

from accounts.enums import Role
from accounts.models import User
from mediso.outbox.models import OutboxMail
from tests.factories.accounts import PASSWORD, UserFactory
from tests.support.accounts import delivered, path_in, people_world

pytestmark = pytest.mark.django_db

Visitor = Callable[..., Client]
SIGN_UP, SIGN_IN, RESET = "/accounts/signup/", "/accounts/login/", "/accounts/password/reset/"


@pytest.fixture
def new(new_email: str) -> dict[str, str]:
    """The form of somebody who signs up."""
    password = "correct-horse-battery"
    return {"name": "青葉 茂", "email": new_email, "password1": password, "password2": password}


@pytest.fixture
def known(new_email: str) -> User:
    return UserFactory.create(email=f"known.{new_email}", founder=True, verified=True)


def is_signed_in(browser: Client) -> bool:
    return "_auth_user_id" in browser.session


def test_founder_signs_up_confirms_and_signs_in(visitor: Visitor, new: dict[str, str]) -> None:
    browser = visitor()
    assert (
        browser.post(SIGN_UP, new | {"email": new["email"].upper()}).headers["Location"] == "/accounts/confirm-email/"
    )
    user = User.objects.get()
    assert (user.email, user.name, user.roles) == (new["email"], "青葉 茂", [Role.FOUNDER])
    assert not is_signed_in(browser)

    (message,) = delivered()
    assert message.to == [new["email"]]
    assert visitor().get(path_in(message)).status_code == 200
    assert not EmailAddress.objects.get().verified  # programs that read mail open every link
    visitor().post(path_in(message))
    assert EmailAddress.objects.get().verified

    browser = visitor()
    browser.post(SIGN_IN, {"login": new["email"].title(), "password": new["password1"]})
    assert is_signed_in(browser)


def test_unconfirmed_founder_cannot_sign_in(visitor: Visitor, new: dict[str, str]) -> None:
    visitor().post(SIGN_UP, new)
    browser = visitor()
    browser.post(SIGN_IN, {"login": new["email"], "password": new["password1"]})
    assert not is_signed_in(browser)


WRONG = {
    "no name": {"name": " "},
    "no address": {"email": "aoba"},
    "short": {"password1": "k7$Qz", "password2": "k7$Qz"},
    "differ": {"password2": "correct-horse-batterz"},
}


@pytest.mark.parametrize("changes", WRONG.values(), ids=WRONG)
def test_wrong_sign_up_makes_nothing(changes: dict[str, str], new: dict[str, str], visitor: Visitor) -> None:
    before = people_world()
    response = visitor().post(SIGN_UP, new | changes)
    assert response.status_code == 200
    assert response.context["form"].errors
    assert people_world() == before


def test_sign_up_with_a_known_address_tells_only_its_owner(visitor: Visitor, new: dict[str, str], known: User) -> None:
    answer = visitor().post(SIGN_UP, new | {"email": known.email})

    assert answer.headers["Location"] == "/accounts/confirm-email/"
    assert User.objects.get() == known
    assert User.objects.get().check_password(PASSWORD)
    (message,) = delivered()
    assert message.to == [known.email]


def test_wrong_password_and_unknown_address_get_the_same_answer(visitor: Visitor, new_email: str, known: User) -> None:
    answers = []
    for login in (known.email, new_email):
        browser = visitor()
        response = browser.post(SIGN_IN, {"login": login, "password": "wrong-password"})
        assert not is_signed_in(browser)
        answers.append((response.status_code, response.context["form"].errors.as_json()))
    assert answers[0] == answers[1]


def test_five_wrong_passwords_lock_the_address_for_a_while(visitor: Visitor, known: User) -> None:
    for _ in range(5):
        visitor().post(SIGN_IN, {"login": known.email, "password": "wrong-password"})
    browser = visitor()

    response = browser.post(SIGN_IN, {"login": known.email, "password": PASSWORD})

    assert not is_signed_in(browser)
    assert "Too many failed login attempts" in response.content.decode()


def test_closed_account_cannot_sign_in(visitor: Visitor, known: User) -> None:
    User.objects.update(is_active=False)
    browser = visitor()
    browser.post(SIGN_IN, {"login": known.email, "password": PASSWORD})
    assert not is_signed_in(browser)


def test_password_is_reset_by_a_mailed_link(visitor: Visitor, known: User) -> None:
    browser = visitor()
    browser.post(RESET, {"email": known.email})
    response = browser.get(path_in(delivered()[0]), follow=True)
    browser.post(
        response.request["PATH_INFO"], {"password1": "another-long-secret", "password2": "another-long-secret"}
    )

    known.refresh_from_db()
    assert known.check_password("another-long-secret")
    used = visitor().get(path_in(delivered()[0]), follow=True)
    assert "password1" not in used.content.decode()


def test_reset_of_an_unknown_address_answers_the_same_each_time(visitor: Visitor, new_email: str, known: User) -> None:
    for email in (known.email, new_email, new_email):
        assert visitor().post(RESET, {"email": email}).headers["Location"] == "/accounts/password/reset/done/"
    assert [message.to for message in delivered()] == [[known.email]] + [[new_email]] * 2


def test_links_of_sign_in_mails_are_not_kept(visitor: Visitor, known: User) -> None:
    visitor().post(RESET, {"email": known.email})
    assert "/accounts/password/reset/key/" in OutboxMail.objects.get().body
    delivered()
    assert OutboxMail.objects.get().body == ""
