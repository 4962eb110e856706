"""Ticking cases, the question, and the result of each."""

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from accounts.enums import Role
from accounts.models import User
from cases.enums import State
from cases.models import Case, CaseEvent
from cases.services import charge
from mediso.desks.models import Desk
from tests.cases.views.conftest import Open, SignIn
from tests.conftest import MakeCase
from tests.factories.accounts import UserFactory
from tests.factories.cases import CaseEventFactory, CaseFactory
from tests.support.pages import Page
from tests.support.queries import queries_of
from tests.support.world import world

pytestmark = pytest.mark.django_db

BULK = "/cases/bulk/"
ACTIONS = ["", "claim", "hand-over", "start-triage", "start-matching"]


@pytest.fixture
def colleague(desk: Desk) -> User:
    return UserFactory.create(staff_of=desk, name="事務局 花子")


def question(browser: Client, action: str, *cases: Case | str, back: str = "") -> Page:
    numbers = [case if isinstance(case, str) else case.number for case in cases]
    return Page(browser.get(BULK, {"action": action, "case": numbers, "back": back}))


def answer(browser: Client, page: Page, **more: object) -> Page:
    """The page that follows the question's form."""
    return Page(browser.post(BULK, page.values | more, follow=True))


def rows(page: Page) -> dict[str, str]:
    return dict(zip(page.texts("th", scope="row"), page.texts("td", data_label="Result"), strict=True))


def test_from_the_list_to_the_results(make_case: MakeCase, staff: User, colleague: User, sign_in: SignIn) -> None:
    free, taken = make_case(consultation__title="眼内レンズ"), make_case()
    charge.claim(case_id=taken.pk, actor=colleague, seen=1)
    browser = sign_in(staff)
    listed = Page(browser.get("/cases/?queue=open&sort=number&tick=all"))
    assert listed.values["case"] == [free.number, taken.number]
    assert [dict(one.attributes).get("value") for one in listed.all("option")][-5:] == ACTIONS
    kept = listed.values["back"][0]

    asked = question(browser, "claim", free, taken, back=kept)
    assert "眼内レンズ" in asked.text
    assert "事務局 花子 is in charge of this case already. It can still be handed over." in asked.text
    assert not CaseEvent.objects.filter(actor=staff).exists()

    told = answer(browser, asked)
    assert rows(told) == {
        free.number: "Done",
        taken.number: "Not done 事務局 花子 is in charge of this case already. It can still be handed over.",
    }
    assert "Done for 1 case." in told.text
    assert "Not done for 1 case, which stays as it was." in told.text
    assert told.links["Back to the list"] == "/cases/?queue=open&sort=number"
    free.refresh_from_db()
    assert free.responsible == staff
    again = Page(browser.get(told.links["Look at those that were not done"]))
    assert again.values["case"] == [taken.number]


def test_reading_the_results_again_does_nothing_again(make_case: MakeCase, staff: User, sign_in: SignIn) -> None:
    browser = sign_in(staff)
    answer(browser, question(browser, "start-triage", make_case()))
    before = world()
    assert list(rows(Page(browser.get(reverse("case_bulk_result")))).values()) == ["Done"]
    assert world() == before


def test_who_has_done_nothing_yet_is_sent_to_the_list(staff: User, sign_in: SignIn) -> None:
    assert sign_in(staff).get(reverse("case_bulk_result")).headers["Location"] == "/cases/"


def test_what_changed_after_the_question_is_not_overwritten(
    make_case: MakeCase, staff: User, colleague: User, sign_in: SignIn
) -> None:
    case = make_case(State.TRIAGING, responsible=staff)
    browser = sign_in(staff)
    asked = question(browser, "hand-over", case)
    charge.hand_over(case_id=case.pk, actor=colleague, seen=1, colleague=None)
    told = answer(browser, asked, colleague=colleague.pk)
    assert rows(told)[case.number].startswith("Not done Someone was quicker: 事務局 花子 – Handed over.")
    case.refresh_from_db()
    assert case.responsible is None


@pytest.mark.parametrize("seen", ["", "0", "x", "２"])
def test_a_version_that_was_not_shown_is_stale(seen: str, make_case: MakeCase, staff: User, sign_in: SignIn) -> None:
    case = make_case()
    CaseEventFactory.create(case=case)
    browser = sign_in(staff)
    told = answer(browser, question(browser, "claim", case), **{f"seen-{case.number}": seen})
    assert rows(told)[case.number].startswith("Not done Someone was quicker")


def test_numbers_of_no_case_are_named_and_left_out(make_case: MakeCase, staff: User, sign_in: SignIn) -> None:
    """Another desk's case is no case here."""
    case, elsewhere = make_case(), CaseFactory.create(number="Z2024-0001", consultation__title="よその件")
    browser = sign_in(staff)
    asked = question(browser, "claim", "M2020-0001", case, elsewhere, "<b>", "a\0b", case)
    assert asked.values["case"] == [case.number]
    words = "There is no case for you with this number, so nothing is done for it: M2020-0001, Z2024-0001, <b>"
    assert words in asked.text
    assert "よその件" not in asked.html
    told = answer(browser, asked, case=[elsewhere.number, case.number])
    assert list(rows(told)) == [case.number]
    assert "nothing is done for it: Z2024-0001" in told.text
    elsewhere.refresh_from_db()
    assert elsewhere.responsible is None


PROBLEMS = {
    "nothing ticked": ({"action": "claim"}, "Tick at least one case."),
    "no action": ({"case": ["M2020-0001"]}, "Choose what to do with the ticked cases."),
    "an action with words of its own": (
        {"action": "close", "case": ["M2020-0001"]},
        "Choose what to do with the ticked cases.",
    ),
    "nothing that there is": ({"action": "claim", "case": ["M2020-0001"]}, "Tick at least one case."),
    "too many": (
        {"action": "claim", "case": [f"M2020-{n:04}" for n in range(201)]},
        "You ticked 201 cases; 200 at once is the most. Nothing was done: tick fewer.",
    ),
}


@pytest.mark.parametrize("method", ["get", "post"])
@pytest.mark.parametrize(("sent", "told"), PROBLEMS.values(), ids=PROBLEMS.keys())
def test_what_cannot_be_asked_is_told(
    sent: dict[str, object], told: str, method: str, staff: User, make_case: MakeCase, sign_in: SignIn
) -> None:
    make_case()
    before = world()
    page = Page(getattr(sign_in(staff), method)(BULK, sent | {"back": "queue=late"}))
    assert (page.status, told in page.text) == (422, True)
    assert page.links["Back to the list"] == "/cases/?queue=late"
    assert world() == before


def test_nobody_is_handed_cases_by_accident(
    make_case: MakeCase, staff: User, other_staff: User, sign_in: SignIn
) -> None:
    case = make_case(State.TRIAGING, responsible=staff)
    browser = sign_in(staff)
    asked = question(browser, "hand-over", case)
    assert asked.texts("option") == ["Choose", "事務局 一郎"]
    for colleague in ("", str(other_staff.pk)):
        page = answer(browser, asked, colleague=colleague)
        assert (page.status, list(page.errors)) == (422, ["id_colleague"])
    case.refresh_from_db()
    assert case.responsible == staff


@pytest.mark.parametrize("person", ["founder", "supporter", "full_time", "manager", "administrator"])
def test_only_staff_act_on_many(person: str, request: pytest.FixtureRequest, open_page: Open) -> None:
    page = open_page(request.getfixturevalue(person), BULK)
    assert (page.status, "Only the staff of a desk act on several cases at once." in page.text) == (403, True)


def test_the_pages_cost_the_same_for_every_length(make_case: MakeCase, staff: User, sign_in: SignIn) -> None:
    """Only what the gate does is done for each."""
    browser = sign_in(staff)
    browser.get(BULK)  # the menu's counts are kept from here on
    asking, doing, telling = [], [], []
    for count in (1, 3):
        cases = [make_case() for _number in range(count)]
        numbers = "&".join(f"case={case.number}" for case in cases)
        asking.append(queries_of(browser, f"{BULK}?action=claim&{numbers}"))
        page = question(browser, "claim", *cases)
        with CaptureQueriesContext(connection) as captured:
            browser.post(BULK, page.values)
        doing.append(len(captured))
        telling.append(queries_of(browser, reverse("case_bulk_result")))
    assert asking == [3, 3]
    assert telling == [3, 3]
    case = make_case()
    assert staff.has_role(Role.STAFF)  # read once a request
    with CaptureQueriesContext(connection) as gate:
        charge.claim(case_id=case.pk, actor=staff, seen=1)
    assert doing[1] - doing[0] == 2 * len(gate)
