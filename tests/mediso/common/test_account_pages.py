"""Every address of allauth answers in our shell, in both languages."""

import re

import pytest
from allauth.account import urls as account_urls
from allauth.account.forms import default_token_generator
from allauth.account.models import EmailAddress, EmailConfirmationHMAC
from allauth.account.utils import user_pk_to_url_str
from django.core import mail
from django.test import Client
from django.urls import reverse

from accounts.models import User
from tests.factories.accounts import PASSWORD, UserFactory
from tests.mediso.common.markup import Markup

pytestmark = pytest.mark.django_db

JAPANESE = re.compile(r"[\u3040-\u30ff\u4e00-\u9fff]")
OPEN = {
    "account_login": "ログイン",
    "account_signup": "アカウントの作成",
    "account_inactive": "このアカウントは停止されています",
    "account_email_verification_sent": "メールアドレスをご確認ください",
    "account_reset_password": "新しいパスワードの設定",
    "account_reset_password_done": "メールをお送りしました",
    "account_reset_password_from_key_done": "パスワードを変更しました",
}
SIGNED_IN = {
    "account_logout": "ログアウト",
    "account_email": "メールアドレス",
    "account_change_password": "パスワードの変更",
    "account_reauthenticate": "パスワードをもう一度入力してください",
}
# Reached by a link of a mail, or only without a password, which nobody here is.
OTHERWISE = {"account_confirm_email", "account_reset_password_from_key", "account_set_password"}
# A code sent by mail is not a way of signing in here: the page sends one back to the sign-in form.
UNUSED = {"account_confirm_login_code"}


@pytest.fixture
def person() -> User:
    return UserFactory.create(verified=True)


def page_of(client: Client, address: str, language: str) -> Markup:
    response = client.get(address, headers={"Accept-Language": language}, follow=True)
    assert response.status_code == 200
    return Markup(response.content.decode())


def assert_in_our_shell(page: Markup, language: str) -> None:
    assert page.one("html")["lang"] == language
    assert page.one("main")["id"] == "main"
    assert page.one("a", class_="skip-link")["href"] == "#main"
    assert bool(JAPANESE.search(page.one("h1").text)) == (language == "ja")
    assert page.all("style") == []
    assert [tag for tag in page.tags if "style" in tag or any(name.startswith("on") for name in tag.attributes)] == []
    assert [script for script in page.all("script") if "src" not in script] == []


def test_no_address_is_forgotten() -> None:
    names = {pattern.name for pattern in account_urls.urlpatterns}
    assert names == OPEN.keys() | SIGNED_IN.keys() | OTHERWISE | UNUSED


@pytest.mark.parametrize("language", ["ja", "en"])
@pytest.mark.parametrize("name", OPEN)
def test_pages_for_visitors(client: Client, name: str, language: str) -> None:
    page = page_of(client, reverse(name), language)
    assert_in_our_shell(page, language)
    if language == "ja":
        assert page.one("h1").text.strip() == OPEN[name]


@pytest.mark.parametrize("language", ["ja", "en"])
@pytest.mark.parametrize("name", SIGNED_IN)
def test_pages_for_those_signed_in(client: Client, person: User, name: str, language: str) -> None:
    client.force_login(person)
    page = page_of(client, reverse(name), language)
    assert_in_our_shell(page, language)
    assert person.name in page.one("p", class_="person").text
    if language == "ja":
        assert page.one("h1").text.strip() == SIGNED_IN[name]


@pytest.mark.parametrize("language", ["ja", "en"])
def test_a_link_of_a_mail_confirms_an_address(client: Client, person: User, language: str) -> None:
    key = EmailConfirmationHMAC(EmailAddress.objects.create(user=person, email="second@example.jp")).key
    page = page_of(client, reverse("account_confirm_email", args=[key]), language)
    assert_in_our_shell(page, language)
    assert "second@example.jp" in page.one("main").text
    assert EmailAddress.objects.get(email="second@example.jp").verified is False


@pytest.mark.parametrize("language", ["ja", "en"])
def test_a_link_of_a_mail_sets_a_new_password(client: Client, person: User, language: str) -> None:
    token = f"{user_pk_to_url_str(person)}-{default_token_generator.make_token(person)}"
    uid, key = token.split("-", 1)
    page = page_of(client, reverse("account_reset_password_from_key", args=[uid, key]), language)
    assert_in_our_shell(page, language)
    assert {"id_password1", "id_password2"} <= page.ids()


@pytest.mark.parametrize(
    "address", ["/accounts/confirm-email/bad/", "/accounts/password/reset/key/1-bad/"], ids=["address", "password"]
)
@pytest.mark.parametrize(
    ("language", "heading"), [("ja", "このリンクは使えません"), ("en", "This link cannot be used")]
)
def test_a_link_that_is_too_old_says_what_to_do(client: Client, address: str, language: str, heading: str) -> None:
    page = page_of(client, address, language)
    assert_in_our_shell(page, language)
    assert page.one("h1").text.strip() == heading
    assert len(page.all("a", class_="button-solid")) == 1


def test_a_person_without_a_password_sets_one(client: Client, person: User) -> None:
    person.set_unusable_password()
    person.save()
    client.force_login(person)
    page = page_of(client, reverse("account_set_password"), "ja")
    assert_in_our_shell(page, "ja")
    assert page.one("h1").text.strip() == "パスワードの設定"


def test_a_wrong_password_is_explained_and_the_address_kept(client: Client, person: User) -> None:
    answer = client.post(
        reverse("account_login"), {"login": person.email, "password": "wrong"}, headers={"Accept-Language": "ja"}
    )
    page = Markup(answer.content.decode())
    assert "正しくありません" in page.one("div", class_="error-summary").text
    assert page.one("input", id="id_login")["value"] == person.email
    assert page.one("title").text.strip().startswith("エラー：")
    assert "_auth_user_id" not in client.session


def test_the_language_is_switched_without_signing_in(client: Client) -> None:
    client.post(reverse("set_language"), {"language": "en", "next": "/accounts/login/"})
    page = Markup(client.get("/accounts/login/", headers={"Accept-Language": "ja"}).content.decode())
    assert page.one("html")["lang"] == "en"
    assert page.one("button", value="en")["aria-current"] == "true"


def test_signing_out_from_the_header(client: Client, person: User) -> None:
    client.post(reverse("account_login"), {"login": person.email, "password": PASSWORD})
    assert client.session["_auth_user_id"] == str(person.pk)
    client.post(reverse("account_logout"))
    assert "_auth_user_id" not in client.session
    assert mail.outbox == []
