"""The page of incoming mails, and what the staff do with one."""

import re
from collections.abc import Callable

import pytest
from django.test import Client

from accounts.enums import Role
from accounts.models import User
from cases.enums import State
from cases.models import Case, CaseEvent, Message
from cases.services import incoming
from mediso.desks.models import Desk
from mediso.mailbox.enums import IncomingState
from mediso.mailbox.models import IncomingMail
from tests.conftest import MakeCase
from tests.factories.accounts import grant
from tests.support.mails import waiting_mail
from tests.support.pages import Page
from tests.support.queries import queries_of
from tests.support.world import world

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("english")]

SignIn = Callable[..., Client]
HERE = "/mails/incoming/"
QUICKER = "Somebody has sorted this mail already. Please look at the list again."


@pytest.fixture
def browser(sign_in: SignIn, staff: User) -> Client:
    return sign_in(staff)


@pytest.fixture
def case(make_case: MakeCase) -> Case:
    return make_case(State.TRIAGING)


def listed(page: Page) -> list[str]:
    return [words.split(" 1 file")[0] for words in page.texts("th", scope="row")]


def test_what_waits_comes_first_then_the_newest(browser: Client, staff: User, case: Case) -> None:
    waiting, filed, dismissed, automatic = (
        waiting_mail(subject=one) for one in ("waiting", "filed", "dismissed", "automatic")
    )
    incoming.file_by_hand(mail=filed, case=case, actor=staff)
    incoming.dismiss(mail=dismissed, actor=staff, reason="広告です")
    IncomingMail.objects.filter(pk=automatic.pk).update(state=IncomingState.IGNORED, automatic="auto-reply")
    page = Page(browser.get(HERE))
    assert listed(page) == ["waiting", "automatic", "dismissed", "filed"]
    assert page.links[case.number] == f"/cases/{case.number}/"
    assert page.links["waiting"] == f"{HERE}{waiting.pk}/"
    assert f"{staff.name}: 広告です" in page.text
    for query, found in (
        ("state=waiting", ["waiting"]),
        ("state=filed", ["filed"]),
        ("state=dismissed", ["dismissed"]),
        ("state=ignored", ["automatic"]),
        ("q=AUTO", ["automatic"]),
        ("q=stranger%20wait", ["waiting"]),
        ("q=見知らぬ", ["waiting", "automatic", "dismissed", "filed"]),
        ("q=nobody", []),
    ):
        assert listed(Page(browser.get(f"{HERE}?{query}"))) == found


def test_an_empty_list_says_what_will_stand_there(browser: Client) -> None:
    assert "There is no such mail" in Page(browser.get(HERE)).text


def test_many_mails_cost_no_more_queries(browser: Client, staff: User, case: Case) -> None:
    def add() -> None:
        waiting_mail(case)
        incoming.file_by_hand(mail=waiting_mail(), case=case, actor=staff)
        incoming.dismiss(mail=waiting_mail(), actor=staff, reason="広告")

    add()
    browser.get(HERE)
    one = queries_of(browser, HERE)
    add()
    add()
    assert queries_of(browser, HERE) == one


def test_the_page_of_a_mail(browser: Client, case: Case, staff: User) -> None:
    mail = waiting_mail(case, subject="<b>相談</b>")
    page = Page(browser.get(f"{HERE}{mail.pk}/"))
    assert page.texts("h1") == ["<b>相談</b>"]
    for words in (
        "見知らぬ 人 stranger@example.com",
        "治験の前に必要な試験を知りたい。",
        "> 以前のメール",
        "計画書.pdf 48 bytes",
        f"It came to the address of {case.number}, but not from whoever asked.",
    ):
        assert words in page.text
    assert page.links[f"{case.number} {case.consultation.title}"] == f"/cases/{case.number}/"
    assert page.links["Take in as a new case"] == f"/cases/new/?mail={mail.pk}"
    assert f"File into {case.number}" in page.texts("button")
    assert page.repeated_ids == []
    assert not re.search(r'href="[^"]*\.(pdf|eml)', page.html)
    assert list(CaseEvent.objects.values_list("kind", "actor")) == [("viewed", staff.pk)]


def test_a_mail_whose_file_is_gone_says_so_and_can_be_dismissed(browser: Client, case: Case) -> None:
    mail = waiting_mail()
    IncomingMail.objects.filter(pk=mail.pk).update(stored_as="nowhere")
    assert "The mail itself is missing" in Page(browser.get(f"{HERE}{mail.pk}/")).text
    before = world()
    page = Page(browser.post(f"{HERE}{mail.pk}/", {"then": "file", "number": case.number}))
    assert (page.status, world()) == (409, before)
    assert browser.post(f"{HERE}{mail.pk}/", {"then": "dismiss", "reason": "失われた"}).status_code == 302


def test_filing_by_a_typed_number_leads_to_the_message(browser: Client, case: Case, staff: User) -> None:
    mail = waiting_mail()
    full_width = case.number.translate({ord(one): ord(one) + 0xFEE0 for one in "0123456789-"})
    response = browser.post(f"{HERE}{mail.pk}/", {"then": "file", "number": f" {full_width} "})
    message = Message.objects.get()
    assert response["Location"] == f"/cases/{case.number}/thread/#message-{message.pk}"
    assert (message.case, message.author_name, message.incoming) == (case, "見知らぬ 人", mail)
    page = Page(browser.get(f"{HERE}{mail.pk}/"))
    assert page.links[f"The message in the thread of {case.number}"] == response["Location"]
    assert "number" not in page.values
    case.refresh_from_db()
    assert case.unanswered_since == message.sent_at


@pytest.mark.parametrize("which", ["nothing", "no case", "another desk's", "asked by oneself"])
def test_a_number_that_is_none_of_theirs(
    which: str, browser: Client, make_case: MakeCase, staff: User, other_desk: Desk
) -> None:
    numbers: dict[str, Callable[[], str]] = {
        "nothing": lambda: "",
        "no case": lambda: "2001-9999",
        "another desk's": lambda: make_case(State.TRIAGING, desk=other_desk).number,
        "asked by oneself": lambda: make_case(State.TRIAGING, asked_by=grant(staff, Role.FOUNDER)).number,
    }
    mail, number = waiting_mail(), numbers[which]()
    before = world()
    page = Page(browser.post(f"{HERE}{mail.pk}/", {"then": "file", "number": number}))
    mail.refresh_from_db()
    assert (page.status, page.values["number"], mail.state, world()) == (422, [number], "waiting", before)
    said = f"There is no case {number} at your desk. Look the number up in the list of cases."
    assert page.errors == {"id_number": [said if number else "This field is required."]}


def test_a_withdrawn_case_takes_none(browser: Client, make_case: MakeCase) -> None:
    mail, case = waiting_mail(), make_case(State.WITHDRAWN)
    before = world()
    page = Page(browser.post(f"{HERE}{mail.pk}/", {"then": "file", "number": case.number}))
    assert (page.status, page.summary, page.values["number"]) == (409, ["This case was withdrawn."], [case.number])
    assert world() == before


def test_dismissing_needs_a_reason_and_says_who(browser: Client, staff: User) -> None:
    mail = waiting_mail()
    page = Page(browser.post(f"{HERE}{mail.pk}/", {"then": "dismiss", "reason": " "}))
    assert (page.status, page.errors) == (422, {"id_reason": ["This field is required."]})
    long = "広" * 501
    page = Page(browser.post(f"{HERE}{mail.pk}/", {"then": "dismiss", "reason": long}))
    assert (page.status, page.values["reason"]) == (422, [long])
    response = browser.post(f"{HERE}{mail.pk}/", {"then": "dismiss", "reason": "広告です"})
    assert response["Location"] == HERE
    page = Page(browser.get(f"{HERE}{mail.pk}/"))
    assert f"Dismissed by {staff.name}" in page.text
    assert "広告です" in page.text
    assert "Dismiss the mail" not in page.texts("button")


@pytest.mark.parametrize("sent", [{"then": "file"}, {"then": "dismiss", "reason": "広告"}])
def test_whoever_is_slower_is_told(
    sent: dict[str, str], sign_in: SignIn, staff: User, other_staff: User, case: Case, make_case: MakeCase
) -> None:
    """A colleague of the desk sees what became of it; of another desk's case nothing is seen."""
    mail = waiting_mail(subject="急ぎの件")
    incoming.file_by_hand(mail=mail, case=case, actor=staff)
    far = make_case(State.TRIAGING, desk=Desk.objects.get(pk=next(iter(other_staff.desk_ids(Role.STAFF)))))
    before = Message.objects.count()
    for user, number, sees in ((staff, case.number, True), (other_staff, far.number, False)):
        page = Page(sign_in(user).post(f"{HERE}{mail.pk}/", sent | {"number": number}))
        assert (page.status, QUICKER in page.html, "急ぎの件" in page.html) == (409, True, sees)
    assert Message.objects.count() == before
