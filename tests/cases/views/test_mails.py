"""The page of a desk's mails, and what staff do about those that went wrong."""

from collections.abc import Callable
from functools import partial
from typing import Any

import pytest
from django.test import Client

from accounts.models import User
from cases.enums import State
from cases.models import Case
from cases.services.incoming import file_new_mails
from cases.services.mails import remedy_mail
from mediso.common.errors import ActionRefused
from mediso.desks.models import Desk
from mediso.outbox.models import MailRemedy, MailState, OutboxMail, Remedy
from mediso.outbox.services import sweep
from tests.conftest import MakeCase
from tests.support.mails import waiting_mail
from tests.support.pages import Page, elements, text_of
from tests.support.queries import queries_of
from tests.support.races import at_once

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("english")]

SignIn = Callable[..., Client]
HERE = "/mails/"
BODY = "秘密の本文"


@pytest.fixture
def browser(sign_in: SignIn, staff: User) -> Client:
    return sign_in(staff)


def mail(desk: Desk | None, key: str, state: MailState = MailState.DEAD, **more: Any) -> OutboxMail:
    values = {
        "to": f"{key.split(':', maxsplit=1)[0]}@example.jp",
        "subject": f"件名 {key}",
        "body": BODY,
        "kind": "case_closed",
    }
    return OutboxMail.objects.create(**(values | {"desk": desk, "key": key, "state": state} | more))


def subjects(page: Page) -> list[str]:
    return [words.split("件名 ")[1] for words in page.texts("th", scope="row")]


def menu_counts(page: Page) -> list[str]:
    (menu,) = page.all("nav", aria_label="Main menu")
    return [text_of(one) for one in elements(menu) if dict(one.attributes).get("class") == "tab-count"]


def tabs_of(page: Page) -> list[str]:
    (tabs,) = page.all("nav", class_="tabs")
    return [text_of(one) for one in elements(tabs) if one.name == "a"]


def test_what_needs_a_person_comes_first_then_what_waits(browser: Client, desk: Desk, other_desk: Desk) -> None:
    for state in MailState:
        if state != MailState.DIGESTED:
            mail(desk, state.value, state)
    mail(other_desk, "elsewhere")
    mail(None, "nowhere")
    page = Page(browser.get(HERE))
    listed = subjects(page)
    assert [set(listed[:3]), set(listed[3:6]), set(listed[6:])] == [
        {"dead", "unsure", "bounced"},
        {"pending", "held", "sending"},
        {"sent", "dismissed"},
    ]
    assert BODY not in page.html


def test_filters(browser: Client, desk: Desk, founder: User) -> None:
    mail(desk, "one", recipient=founder)
    mail(desk, "two", MailState.SENT, kind="task_set")
    for query, found in (
        ("state=needs", ["one"]),
        ("state=sent", ["two"]),
        ("kind=task_set", ["two"]),
        (f"q={founder.name}", ["one"]),
        ("q=two@", ["two"]),
        ("q=nobody", []),
    ):
        assert subjects(Page(browser.get(f"{HERE}?{query}"))) == found


def test_the_case_is_linked_where_the_reader_may_see_it(browser: Client, desk: Desk, make_case: MakeCase) -> None:
    case: Case = make_case(State.TRIAGING)
    mail(desk, f"case_closed:{case.number}:1")
    mail(desk, "plan", link=f"http://localhost:8000/cases/{case.number}/plans/1/")
    mail(desk, "case_closed:2001-0001:1")
    links = [one for one in Page(browser.get(HERE)).links.items() if one[1].startswith("/cases/")]
    assert links == [(case.number, f"/cases/{case.number}/")]


def test_it_is_told_in_words_what_went_wrong(browser: Client, desk: Desk) -> None:
    mail(desk, "one", last_error="550 no such <user>", attempts=8)
    text = Page(browser.get(HERE)).text
    assert "given up 8 attempts The mail server did not take it. 550 no such <user>" in text


# State → what may be pressed.
BUTTONS = {
    MailState.DEAD: ["Send it again", "Set it aside"],
    MailState.UNSURE: ["Send it again", "It arrived", "Set it aside"],
    MailState.BOUNCED: ["Send it again", "Set it aside"],
    MailState.SENT: [],
    MailState.PENDING: [],
    MailState.HELD: [],
    MailState.SENDING: [],
    MailState.DISMISSED: [],
}
BECOMES = {Remedy.SEND_AGAIN: MailState.PENDING, Remedy.ARRIVED: MailState.SENT, Remedy.DISMISS: MailState.DISMISSED}


@pytest.mark.parametrize("state", BUTTONS)
def test_what_may_be_pressed(state: MailState, browser: Client, desk: Desk, staff: User) -> None:
    row = mail(desk, "one", state, attempts=8)
    buttons = [one for one in Page(browser.get(HERE)).texts("button") if one in [str(r.label) for r in Remedy]]
    assert buttons == BUTTONS[state]
    for remedy in Remedy:
        OutboxMail.objects.filter(pk=row.pk).update(state=state, attempts=8)
        MailRemedy.objects.all().delete()
        response = browser.post(f"{HERE}{row.pk}/{remedy.value}/")
        row.refresh_from_db()
        if str(remedy.label) in BUTTONS[state]:
            assert (response.status_code, row.state) == (302, BECOMES[remedy])
            assert row.attempts == (0 if remedy == Remedy.SEND_AGAIN else 8)
            assert list(MailRemedy.objects.values_list("mail", "remedy", "actor")) == [(row.pk, remedy, staff.pk)]
        else:
            assert (response.status_code, row.state, row.attempts) == (409, state, 8)
            assert not MailRemedy.objects.exists()


def test_who_pressed_is_named(browser: Client, desk: Desk, staff: User) -> None:
    row = mail(desk, "one")
    browser.post(f"{HERE}{row.pk}/dismiss/")
    assert f"Set it aside: {staff.name}" in Page(browser.get(HERE)).text


def test_a_secret_mail_is_not_sent_again(browser: Client, desk: Desk) -> None:
    row = mail(desk, "one", secret=True, body="")
    page = Page(browser.get(HERE))
    assert "The words of this mail are forgotten" in page.text
    assert browser.post(f"{HERE}{row.pk}/send-again/").status_code == 409
    row.refresh_from_db()
    assert row.state == MailState.DEAD


def test_only_the_staff_of_its_desk_mend_a_mail(desk: Desk, other_staff: User, staff: User) -> None:
    for row, actor in ((mail(desk, "one"), other_staff), (mail(None, "none"), staff)):
        with pytest.raises(ActionRefused, match="Only the staff"):
            remedy_mail(mail=row, remedy=Remedy.DISMISS, actor=actor)
    assert not MailRemedy.objects.exists()


@pytest.mark.django_db(transaction=True)
def test_of_two_who_press_at_once_one_is_told(desk: Desk, staff: User) -> None:
    row = mail(desk, "one", MailState.UNSURE)
    answers = at_once(*(partial(remedy_mail, mail=row, remedy=one, actor=staff) for one in Remedy))
    assert sum(isinstance(answer, ActionRefused) for answer in answers) == 2
    assert MailRemedy.objects.count() == 1


def test_the_menu_counts_what_needs_a_person(browser: Client, desk: Desk, other_desk: Desk) -> None:
    mail(desk, "one")
    mail(desk, "two", MailState.UNSURE)
    mail(desk, "three", MailState.SENT)
    mail(other_desk, "four")
    waiting_mail()
    browser.get(HERE)
    mail(desk, "five")
    assert menu_counts(Page(browser.get(HERE))) == ["3"]  # as last worked out
    OutboxMail.objects.filter(key="five").delete()
    sweep()
    file_new_mails()
    assert menu_counts(Page(browser.get(HERE))) == ["3"]
    assert tabs_of(Page(browser.get(HERE))) == ["Outgoing 2", "Incoming 1"]


def test_many_mails_cost_no_more_queries(
    browser: Client, desk: Desk, make_case: MakeCase, staff: User, founder: User
) -> None:
    case: Case = make_case(State.TRIAGING)

    def add(number: int) -> None:
        row = mail(desk, f"case_closed:{case.number}:{number}", recipient=founder)
        MailRemedy.objects.create(mail=row, remedy=Remedy.SEND_AGAIN, actor=staff)

    add(1)
    browser.get(HERE)
    one = queries_of(browser, HERE)
    for number in (2, 3):
        add(number)
    assert queries_of(browser, HERE) == one
