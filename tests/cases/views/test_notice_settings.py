"""Staff edit the words of their desk's notices and what people may choose."""

from collections.abc import Callable

import pytest
from django.test import Client

from accounts.models import User
from mediso.desks.enums import Allowed
from mediso.desks.models import Desk, DeskChange, NoticeRule, NoticeText
from mediso.notices.table import NOTICES
from tests.support.pages import Page
from tests.support.queries import queries_of

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("english")]

SignIn = Callable[..., Client]
LIST, RULES = "/desk-settings/main/notices/", "/desk-settings/main/notice-rules/"
HERE, RULE = f"{LIST}case_closed/en/", f"{RULES}case_closed/"
DEFAULT = {
    "subject": "Your case is closed ({number})",
    "body": "Dear {name},\n\nYour case {number} is closed. Its page has a message from the desk.\n\n{address}",
}
OWN = {"subject": "Closed: {number}", "body": "Hello {name}\n{address}", "seen": "0"}


@pytest.fixture
def browser(sign_in: SignIn, staff: User) -> Client:
    return sign_in(staff)


def test_every_notice_is_listed_in_both_languages(browser: Client) -> None:
    page = Page(browser.get(LIST))
    assert page.texts("th", scope="row") == [str(notice.label) for notice in NOTICES.values()]
    assert page.html.count("Default words</a>") == 2 * len(NOTICES)
    browser.post(HERE, OWN)
    page = Page(browser.get(LIST))
    assert page.html.count("Default words</a>") == 2 * len(NOTICES) - 1
    assert page.html.count("Own words</a>") == 1


def test_the_form_begins_with_the_default(browser: Client) -> None:
    page = Page(browser.get(HERE))
    assert page.values["subject"] == [DEFAULT["subject"]]
    assert page.values["body"] == [" ".join(DEFAULT["body"].split())]
    assert page.texts("code") == ["{name}", "{number}", "{address}", "{desk}"]
    assert "Dear Hanako Yamada, Your case 2026-0012 is closed." in page.text
    assert "-- Medical desk http://localhost:8000" in page.text


def test_own_words_are_kept_with_who_changed_what(browser: Client, desk: Desk, staff: User) -> None:
    response = browser.post(HERE, OWN | {"body": "Hello {name}\r\n{address}\r\n"})
    assert (response.status_code, response["Location"]) == (302, LIST)
    row = NoticeText.objects.get()
    assert (row.desk, row.kind, row.language) == (desk, "case_closed", "en")
    assert (row.subject, row.body) == (OWN["subject"], OWN["body"])
    change = DeskChange.objects.get()
    assert (change.actor, change.setting, change.kind, change.row) == (staff, "notices", "added", row.pk)
    assert change.after == {"subject": OWN["subject"], "body": OWN["body"]}
    page = Page(browser.get(HERE))
    assert page.values["subject"] == [OWN["subject"]]
    assert staff.name in page.text


def test_saving_the_default_changes_nothing(browser: Client) -> None:
    page = browser.post(HERE, DEFAULT, follow=True)
    assert "Nothing was changed." in page.content.decode()
    assert not NoticeText.objects.exists()


def test_the_default_again_and_own_words_once_more(browser: Client) -> None:
    browser.post(HERE, OWN)
    row = NoticeText.objects.get()
    assert "Use the default words again" in Page(browser.get(HERE)).texts("button")
    assert browser.post(f"{LIST}{row.pk}/retire/").status_code == 302
    page = Page(browser.get(HERE))
    assert page.values["subject"] == [DEFAULT["subject"]]
    assert "Use the default words again" not in page.texts("button")
    again = OWN | {"seen": page.values["seen"][0], "subject": "Ended: {number}"}
    assert browser.post(HERE, again).status_code == 302
    row.refresh_from_db()
    assert (row.subject, row.retired_on, NoticeText.objects.count()) == ("Ended: {number}", None, 1)
    assert list(DeskChange.objects.order_by("pk").values_list("kind", flat=True)) == ["added", "retired", "changed"]


def test_what_is_wrong_is_named_and_nothing_typed_is_lost(browser: Client) -> None:
    wrong = {"subject": "About {nummer}", "body": "Hello {name"}
    page = Page(browser.post(HERE, wrong))
    assert page.status == 422
    assert page.errors == {
        "id_subject": ["{nummer} is no variable of this notice. Do you mean {number}?"],
        "id_body": [
            "A brace has no partner. Write each variable as {name}, and no other braces.",
            "{address} is missing: without it the notice is of no use.",
        ],
    }
    assert (page.values["subject"], page.values["body"]) == (["About {nummer}"], ["Hello {name"])
    assert not NoticeText.objects.exists()


def test_staffs_words_are_no_template(browser: Client) -> None:
    hostile = "{% load i18n %}{{ settings.SECRET_KEY }} <script>alert(1)</script> {address}"
    page = Page(browser.post(f"{HERE}preview/", {"subject": "x", "body": hostile}))
    assert page.status == 200
    assert "These words cannot be sent" in page.text
    assert "only for tests" not in page.html
    assert "<script>alert" not in page.html


def test_who_was_slower_is_told(browser: Client, staff: User) -> None:
    browser.post(HERE, OWN)
    page = Page(browser.post(HERE, OWN | {"subject": "Mine {number}"}))
    assert page.status == 409
    assert page.summary[0].startswith(f"{staff.name} changed this after you opened it.")
    assert page.values["subject"] == ["Mine {number}"]


def test_the_preview_keeps_what_was_typed_and_nothing_else(browser: Client) -> None:
    typed = {"subject": "Case {number}", "body": "Hello {name} {address}", "seen": "7"}
    page = Page(browser.post(f"{HERE}preview/", typed))
    assert "Hello Hanako Yamada https://desk.example.jp/cases/2026-0012/" in page.text
    assert {name: page.values[name] for name in typed} == {name: [value] for name, value in typed.items()}
    part = Page(browser.post(f"{HERE}preview/", typed, headers={"HX-Request": "true"}))
    assert (part.texts("h1"), part.texts("dd")) == ([], ["Case 2026-0012"])
    assert not NoticeText.objects.exists()


@pytest.mark.parametrize("path", [f"{LIST}nothing/en/", f"{LIST}case_closed/fr/", f"{LIST}new/", f"{RULES}new/"])
def test_other_pages_are_not_there(path: str, browser: Client) -> None:
    assert browser.get(path).status_code == 404


def test_a_row_leads_to_the_page_of_its_notice(browser: Client) -> None:
    browser.post(HERE, OWN)
    browser.post(RULE, {"allowed": "none"})
    assert browser.get(f"{LIST}{NoticeText.objects.get().pk}/")["Location"] == HERE
    assert browser.get(f"{RULES}{NoticeRule.objects.get().pk}/")["Location"] == RULE


def test_what_people_may_choose_is_set_and_taken_back(browser: Client, desk: Desk) -> None:
    assert Page(browser.get(RULE)).values["allowed"] == ["daily"]
    assert browser.post(RULE, {"allowed": "none"}).status_code == 302
    row = NoticeRule.objects.get()
    assert (row.desk, row.kind, row.allowed) == (desk, "case_closed", Allowed.NONE)
    page = Page(browser.get(RULES))
    assert page.texts("span", class_="chip") == ["set by the desk"]
    browser.post(f"{RULES}{row.pk}/retire/")
    assert Page(browser.get(RULE)).values["allowed"] == ["daily"]
    assert DeskChange.objects.count() == 2


@pytest.mark.parametrize("kind", ["question_asked", "nothing"])
def test_what_always_comes_at_once_has_no_choice(kind: str, browser: Client) -> None:
    assert browser.get(f"{RULES}{kind}/").status_code == 404


@pytest.mark.parametrize("address", [LIST, RULES, "/desk-settings/main/"])
def test_lists_cost_the_same_queries_for_many_rows(address: str, browser: Client) -> None:
    browser.post(HERE, OWN)
    browser.post(RULE, {"allowed": "none"})
    browser.get(address)
    one = queries_of(browser, address)
    for kind in ("plan_delivered", "case_referred"):
        browser.post(f"{LIST}{kind}/ja/", OWN)
        browser.post(f"{RULES}{kind}/", {"allowed": "none"})
    assert NoticeText.objects.count() == NoticeRule.objects.count() == 3
    assert queries_of(browser, address) == one


def test_no_id_stands_twice(browser: Client) -> None:
    for address in (LIST, RULES, HERE, RULE):
        assert Page(browser.get(address)).repeated_ids == []
