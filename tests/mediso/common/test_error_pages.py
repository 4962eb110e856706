import pytest
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.test import Client, RequestFactory
from django.utils import translation
from django.views import defaults
from django.views.csrf import csrf_failure

from tests.mediso.common.markup import Markup

HEADINGS = {
    "ja": {
        400: "リクエストを読み取れませんでした",
        403: "このページは開けません",
        404: "ページが見つかりません",
        500: "サイトで問題が発生しました",
    },
    "en": {
        400: "The request could not be read",
        403: "You cannot open this page",
        404: "There is no such page",
        500: "Something went wrong here",
    },
}


def answer(status: int, request: HttpRequest) -> HttpResponse:
    # Without a user or a session on the request: an error may come before either is known.
    if status == 400:
        return defaults.bad_request(request, ValueError())
    if status == 403:
        return defaults.permission_denied(request, PermissionDenied("担当者だけが開けます。"))
    if status == 404:
        return defaults.page_not_found(request, ValueError())
    return defaults.server_error(request)


@pytest.mark.parametrize("language", ["ja", "en"])
@pytest.mark.parametrize("status", [400, 403, 404, 500])
def test_an_error_page_says_what_happened_and_where_to_go_without_the_database(status: int, language: str) -> None:
    with translation.override(language):
        response = answer(status, RequestFactory().get("/nowhere/"))
    page = Markup(response.content.decode())
    assert response.status_code == status
    assert page.one("html")["lang"] == language
    assert page.one("h1").text.strip() == HEADINGS[language][status]
    assert "/" in [link["href"] for link in page.all("a", class_="button")]


def test_the_reason_of_a_refusal_is_shown() -> None:
    response = answer(403, RequestFactory().get("/cases/"))
    assert "担当者だけが開けます。" in response.content.decode()


@pytest.mark.parametrize(
    ("language", "heading"), [("ja", "ページの有効期限が切れました"), ("en", "The page was open for too long")]
)
def test_a_form_without_its_token_is_explained(language: str, heading: str) -> None:
    with translation.override(language):
        response = csrf_failure(RequestFactory().post("/"))
    assert response.status_code == 403
    assert Markup(response.content.decode()).one("h1").text.strip() == heading


def test_an_address_that_is_not_there_answers_in_the_shell(client: Client) -> None:
    with translation.override("ja"):
        response = client.get("/no-such-page/", headers={"Accept-Language": "ja"})
    page = Markup(response.content.decode())
    assert response.status_code == 404
    assert page.one("h1").text.strip() == "ページが見つかりません"
    assert page.one("a", class_="skip-link")["href"] == "#main"
