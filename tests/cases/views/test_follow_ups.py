"""Which follow-ups are due, and dropping one that is not needed."""

import datetime as dt

import pytest
from django.urls import reverse
from django.utils import timezone

from accounts.models import User
from cases import tasks
from cases.enums import State
from cases.models import Case, CaseEvent, FollowUpReminder, Note
from mediso.desks.models import Desk
from mediso.outbox.models import OutboxMail
from tests.cases.views.conftest import Open, SignIn
from tests.conftest import MakeCase
from tests.factories.accounts import ContactFactory
from tests.factories.cases import CaseFactory
from tests.support.pages import Page
from tests.support.queries import queries_of
from tests.support.world import world

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("english")]

LIST = "/follow-ups/"


def reminder_of(case: Case, days: int, **changes: object) -> FollowUpReminder:
    """Due that many days from today."""
    due_on = timezone.localdate() + dt.timedelta(days=days)
    return FollowUpReminder.objects.create(**({"case": case, "months": 3, "due_on": due_on} | changes))


def numbers(page: Page) -> list[str]:
    return [text.split()[0] for text in page.texts("th", scope="row")]


def test_late_ones_come_first_and_others_when_their_day_comes(
    make_case: MakeCase, staff: User, open_page: Open
) -> None:
    cases = {days: make_case(State.CLOSED) for days in (-1, -40, 0, 1, 31, 32)}
    for days, case in cases.items():
        reminder_of(case, days)
    reminder_of(make_case(State.CLOSED), -2, done_at=timezone.now())

    page = open_page(staff, LIST)
    assert numbers(page) == [cases[days].number for days in (-40, -1, 0)]
    assert page.texts("caption") == ["3 follow-ups"]
    assert page.texts("span", class_="chip-red") == ["40 days late", "1 day late"]
    assert page.texts("span", class_="tab-count") == ["3", "2"]
    assert numbers(open_page(staff, f"{LIST}?when=coming")) == [cases[days].number for days in (1, 31)]


def test_a_row_says_whom_to_ask_and_who_is_in_charge(make_case: MakeCase, staff: User, open_page: Open) -> None:
    contact = ContactFactory.create(name="電話 花子", phone="03-1234-5678", email="hanako@example.jp")
    called = make_case(State.CLOSED, contact=contact, responsible=staff, consultation__title="治験の相談")
    reminder_of(called, -2, months=1)
    reminder_of(make_case(State.CLOSED), -1)
    first, second = open_page(staff, LIST).texts("tr")[1:]
    for words in (called.number, "治験の相談", "1 month", "電話 花子 03-1234-5678 hanako@example.jp", "事務局 一郎"):
        assert words in first
    assert "青山 みどり founder@example.jp" in second


def test_the_list_leads_to_recording_and_to_dismissing(make_case: MakeCase, staff: User, open_page: Open) -> None:
    case = make_case(State.CLOSED)
    reminder = reminder_of(case, 0)
    links = open_page(staff, LIST).links
    assert links["Record a follow-up"] == f"/cases/{case.number}/record-follow-up/"
    assert links["Not needed"] == f"/follow-ups/{reminder.pk}/dismiss/"
    assert links[case.number] == f"/cases/{case.number}/"


def test_one_may_ask_for_one_s_own(make_case: MakeCase, staff: User, open_page: Open) -> None:
    mine = make_case(State.CLOSED, responsible=staff)
    for case in (mine, make_case(State.CLOSED)):
        reminder_of(case, -1)
    page = open_page(staff, f"{LIST}?mine=on")
    assert (numbers(page), page.values["mine"]) == ([mine.number], ["on"])
    assert page.links["In the next 31 days 0"] == f"{LIST}?when=coming&mine=on"


def test_an_empty_list_says_what_comes_here(staff: User, open_page: Open) -> None:
    assert "Nobody waits for a follow-up" in open_page(staff, LIST).text
    assert "Nothing is coming up" in open_page(staff, f"{LIST}?when=coming").text


def test_htmx_gets_the_list_alone(make_case: MakeCase, staff: User, open_page: Open) -> None:
    reminder_of(make_case(State.CLOSED), 0)
    page = open_page(staff, LIST, **{"HX-Request": "true"})
    assert (page.texts("h1"), page.texts("caption")) == ([], ["1 follow-up"])


def test_another_desk_s_reminders_are_not_there(
    make_case: MakeCase, staff: User, other_desk: Desk, open_page: Open, sign_in: SignIn
) -> None:
    away = reminder_of(CaseFactory.create(desk=other_desk, state=State.CLOSED), -1)
    assert numbers(open_page(staff, LIST)) == []
    for method in (sign_in(staff).get, sign_in(staff).post):
        assert method(f"/follow-ups/{away.pk}/dismiss/", {"reason": "不要"}).status_code == 404
    assert Note.objects.count() == 0


@pytest.mark.parametrize("count", [1, 3])
def test_the_list_costs_the_same_for_any_number(count: int, make_case: MakeCase, staff: User, sign_in: SignIn) -> None:
    for number in range(count):
        case = make_case(State.CLOSED, contact=ContactFactory.create(), responsible=staff)
        reminder_of(case, -number)
    browser = sign_in(staff)
    browser.get(LIST)
    assert queries_of(browser, LIST) == 6


def test_dismissing_asks_for_a_reason_that_the_desk_reads_and_the_founder_does_not(
    make_case: MakeCase, staff: User, founder: User, open_page: Open, sign_in: SignIn
) -> None:
    case = make_case(State.CLOSED)
    reminder = reminder_of(case, -1)
    address = reverse("follow_up_dismiss", args=[reminder.pk])
    page = open_page(staff, address)
    assert (page.texts("h1"), page.errors, page.repeated_ids) == (["Dismiss the follow-up"], {}, [])

    before = world()
    page = Page(sign_in(staff).post(address, {"reason": " "}))
    assert (page.status, page.errors) == (422, {"id_reason": ["This field is required."]})
    assert world() == before

    response = sign_in(staff).post(address, {"reason": "会社を清算した"}, follow=True)
    assert response.redirect_chain == [(LIST, 302)]
    assert f"The follow-up of {case.number} was dismissed." in Page(response).html
    reminder.refresh_from_db()
    assert reminder.done_at is not None
    assert CaseEvent.objects.get().kind == "follow_up_dismissed"
    history = open_page(staff, f"/cases/{case.number}/tab/progress/").text
    assert ("Follow-up dismissed" in history, "会社を清算した" in history) == (True, True)
    assert "会社を清算した" not in open_page(founder, f"/cases/{case.number}/").html


def test_whoever_was_slower_keeps_what_was_typed(make_case: MakeCase, staff: User, sign_in: SignIn) -> None:
    reminder = reminder_of(make_case(State.CLOSED), -1, done_at=timezone.now())
    before = world()
    page = Page(sign_in(staff).post(f"/follow-ups/{reminder.pk}/dismiss/", {"reason": "不要"}))
    assert (page.status, page.summary) == (409, ["Somebody was quicker: this reminder is done."])
    assert page.values["reason"] == ["不要"]
    assert world() == before


def test_the_task_reminds_once_though_it_runs_twice(make_case: MakeCase) -> None:
    reminder_of(make_case(State.CLOSED), 0)
    tasks.remind_of_follow_ups()
    tasks.remind_of_follow_ups()
    assert OutboxMail.objects.count() == 1
