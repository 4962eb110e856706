"""The list of cases as an inbox: queues with true counts, due dates, columns, and what makes its address."""

import datetime as dt
import re
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest
from django.test import Client
from django.utils import timezone

from accounts.enums import Role
from accounts.models import User
from cases.enums import Awaits, Clock, State
from cases.models import Case, Task
from mediso.desks.models import Desk
from tests.cases.views.conftest import Open, SignIn
from tests.conftest import MakeCase
from tests.factories.accounts import UserFactory
from tests.support.actions import assigned
from tests.support.pages import Page, elements, text_of
from tests.support.people import row_of
from tests.support.queries import queries_of

pytestmark = pytest.mark.django_db

LIST = "/cases/"


def due_in(days: int) -> dict[str, Any]:
    return {"due_on": timezone.localdate() + dt.timedelta(days=days), "due_clock": Clock.TRIAGE}


def numbers(page: Page) -> list[str]:
    """The cases in their order."""
    found = (re.fullmatch(r"/cases/([A-Z]*\d{4}-\d+)/", href) for href in page.links.values())
    return [match[1] for match in found if match]


def tabs(page: Page) -> dict[str, str]:
    """The words of each tab, with its count, and where it leads."""
    (bar,) = page.all("nav", class_="tabs")
    return {text_of(one): dict(one.attributes)["href"] or "" for one in elements(bar) if one.name == "a"}


def heads(page: Page) -> list[str]:
    return page.texts("th", scope="col")


@pytest.fixture
def colleague(desk: Desk) -> User:
    return UserFactory.create(staff_of=desk, name="事務局 花子")


@pytest.fixture
def cases(make_case: MakeCase, staff: User, colleague: User) -> list[Case]:
    """Some in every queue, three of them about a lens."""
    lens = {"consultation__title": "眼内レンズ"}
    return [
        make_case(State.TRIAGING, responsible=staff, **due_in(-1), **lens),
        make_case(State.TRIAGING, responsible=staff, **due_in(10)),
        make_case(State.SUPPORTING, responsible=staff, **due_in(-2)),
        make_case(State.SUBMITTED, **due_in(1)),
        make_case(State.SUBMITTED, **lens),
        make_case(State.MATCHING, responsible=colleague),
        make_case(State.AWAITING_FOUNDER, responsible=colleague, **lens),
        make_case(State.CLOSED, responsible=staff),
    ]


COUNTS = {
    "": {
        "My move": 2,
        "New messages": 0,
        "Nobody in charge": 2,
        "A colleague's move": 1,
        "The supporter's move": 1,
        "The founder's move": 1,
        "Late": 2,
        "All open cases": 7,
        "All cases": 8,
    },
    "q=レンズ": {
        "My move": 1,
        "New messages": 0,
        "Nobody in charge": 1,
        "A colleague's move": 0,
        "The supporter's move": 0,
        "The founder's move": 1,
        "Late": 1,
        "All open cases": 3,
        "All cases": 3,
    },
    "responsible=nobody&due=soon": {
        "My move": 0,
        "New messages": 0,
        "Nobody in charge": 1,
        "A colleague's move": 0,
        "The supporter's move": 0,
        "The founder's move": 0,
        "Late": 0,
        "All open cases": 1,
        "All cases": 1,
    },
}


@pytest.mark.parametrize("query", COUNTS, ids=["everything", "searched", "filtered"])
@pytest.mark.usefixtures("cases")
def test_a_queue_counts_the_rows_it_lists(query: str, staff: User, open_page: Open) -> None:
    """Following each tab from the page of another; all cases are counted where they are listed."""
    counted, listed = {}, {}
    for words, address in tabs(open_page(staff, f"{LIST}?{query}")).items():
        page = open_page(staff, address)
        here = next(text_of(one) for one in page.all("a", aria_current="page") if "tab-count" in str(one))
        label, _, count = here.rpartition(" ")
        assert words in {here, label}
        counted[label], listed[label] = int(count), len(numbers(page))
    assert counted == listed == COUNTS[query]


def test_a_supporter_has_what_they_have_now(
    make_case: MakeCase, supporter: User, open_page: Open, cases: list[Case]
) -> None:
    own = make_case(State.SUPPORTING, awaits=Awaits.STAFF)
    assigned(row_of(supporter), own)
    page = open_page(supporter, LIST)
    assert list(tabs(page)) == [
        "The desk's move 1",
        "New messages 0",
        "The supporter's move 0",
        "The founder's move 0",
        "All open cases 1",
        "All cases 1",
    ]
    assert list(page.all("input", type="checkbox", name="case")) == []


def test_open_queues_show_what_is_late_first_and_all_cases_the_newest(
    make_case: MakeCase, staff: User, open_page: Open
) -> None:
    made = [
        make_case(State.TRIAGING, received_on=dt.date(2026, 4, day), **due)
        for day, due in ((1, {}), (2, due_in(4)), (3, due_in(-4)), (4, due_in(4)), (5, {}))
    ]
    first, second, third, fourth, fifth = (case.number for case in made)
    assert numbers(open_page(staff, f"{LIST}?queue=open")) == [third, second, fourth, first, fifth]
    assert numbers(open_page(staff, f"{LIST}?queue=open&sort=-due")) == [fourth, second, third, fifth, first]
    assert numbers(open_page(staff, LIST)) == [fifth, fourth, third, second, first]
    assert numbers(open_page(staff, f"{LIST}?sort=due")) == [third, second, fourth, first, fifth]


FILTERS = {
    "responsible=me": 4,
    "responsible=nobody": 2,
    "responsible={colleague}": 2,
    "due=late": 2,
    "due=soon": 1,
    "due=never": 8,
    "queue=lost": 8,
}


@pytest.mark.parametrize(("query", "found"), FILTERS.items(), ids=FILTERS.keys())
def test_filtering_by_who_is_in_charge_and_by_when(
    query: str, found: int, cases: list[Case], staff: User, colleague: User, open_page: Open
) -> None:
    page = open_page(staff, f"{LIST}?{query.format(colleague=colleague.pk)}")
    assert (page.status, len(numbers(page))) == (200, found)


def test_whoever_left_and_is_still_in_charge_can_be_asked_for(
    cases: list[Case], staff: User, colleague: User, other_staff: User, open_page: Open
) -> None:
    """A kept address goes on working; strangers are no choice."""
    colleague.grants.filter(role=Role.STAFF).delete()
    assert "事務局 花子" not in open_page(staff, LIST).texts("option")
    page = open_page(staff, f"{LIST}?responsible={colleague.pk}")
    assert "事務局 花子" in page.texts("option")
    assert len(numbers(page)) == 2
    stranger = open_page(staff, f"{LIST}?responsible={other_staff.pk}")
    assert (list(stranger.errors), len(numbers(stranger))) == (["id_responsible"], 8)


def test_a_row_tells_how_near_the_due_date_is(make_case: MakeCase, staff: User, open_page: Open) -> None:
    make_case(State.TRIAGING, responsible=staff, **due_in(-90))
    make_case(State.TRIAGING, **due_in(0))
    make_case(State.AWAITING_FOUNDER)
    page = open_page(staff, f"{LIST}?queue=open")
    assert page.texts("td", data_label="Due")[0].startswith("more than 60 days late ")
    assert page.texts("td", data_label="Due")[1].startswith("today ")
    assert page.texts("td", data_label="Due")[2] == "stopped: the founder owes an answer"
    assert page.texts("td", data_label="In charge") == ["事務局 一郎", "–", "–"]
    assert [page.texts("span", class_=f"chip-{tone}") for tone in ("red", "yellow")] == [
        ["more than 60 days late"],
        ["today"],
    ]


def test_columns_are_chosen_and_stay_in_every_address(make_case: MakeCase, staff: User, open_page: Open) -> None:
    make_case(State.TRIAGING)
    usual = ["Received on", "Title", "Organisation", "Supporter", "In charge", "Due", "State"]
    assert heads(open_page(staff, LIST)) == ["Ticked", "Number", *usual]
    page = open_page(staff, f"{LIST}?columns=stage&columns=title&q=M")
    assert heads(page) == ["Ticked", "Number", "Title", "Stage of development"]
    assert page.values["columns"] == ["title", "stage"]
    assert heads(open_page(staff, f"{LIST}?columns=password")) == ["Ticked", "Number", *usual]
    leading = [*tabs(page).values(), page.links["Number"], page.links["Tick all on this page"]]
    for address in leading:
        query = parse_qs(urlsplit(address).query)
        assert (set(query["columns"]), query["q"]) == ({"title", "stage"}, ["M"])


def test_every_column_stands_under_its_head(make_case: MakeCase, staff: User, open_page: Open) -> None:
    make_case(State.TRIAGING)
    every = open_page(staff, LIST).all("input", type="checkbox", name="columns")
    chosen = "&".join(f"columns={dict(one.attributes)['value']}" for one in every)
    page = open_page(staff, f"{LIST}?{chosen}")
    cells = [dict(cell.attributes).get("data-label") for cell in page.all("td")]
    assert cells == [None, *heads(page)[2:]]
    assert len(cells) == 13


def test_htmx_keeps_a_short_address(make_case: MakeCase, staff: User, sign_in: SignIn) -> None:
    """Of the form's empty fields nothing stays; of the page and the ticks neither what is usual."""
    sent = "q=&state=&responsible=me&due=&queue=mine&columns=title&columns=received&sort=number&page=1&tick=all"
    response = sign_in(staff).get(f"{LIST}?{sent}", headers={"HX-Request": "true"})
    assert (
        response.headers["HX-Push-Url"]
        == f"{LIST}?responsible=me&queue=mine&sort=number&columns=received&columns=title"
    )


def test_an_empty_queue_says_what_to_do(make_case: MakeCase, staff: User, open_page: Open) -> None:
    make_case()
    page = open_page(staff, f"{LIST}?queue=mine")
    assert "Nothing awaits you" in page.text
    assert numbers(open_page(staff, page.links["Nobody in charge"])) == numbers(open_page(staff, LIST))
    assert "No case in this queue" in open_page(staff, f"{LIST}?queue=mine&q=x").text


def test_open_tasks_are_counted_apart(make_case: MakeCase, staff: User, colleague: User, open_page: Open) -> None:
    case = make_case(State.CLOSED)
    assert "My open tasks" not in open_page(staff, LIST).text
    for assignee, days in ((staff, -1), (staff, 0), (staff, None), (colleague, -1)):
        due_on = None if days is None else due_in(days)["due_on"]
        Task.objects.create(case=case, title="見積書の確認", assignee=assignee, set_by=staff, due_on=due_on)
    page = open_page(staff, LIST)
    assert page.links["My open tasks: 3"] == "/tasks/"
    assert "1 of them late" in page.text


@pytest.mark.parametrize("count", [1, 3])
@pytest.mark.parametrize(("person", "queries"), [("staff", 15), ("supporter", 15), ("full_time", 15)])
@pytest.mark.parametrize("query", ["", "?queue=open&due=soon&responsible=me"])
def test_a_list_costs_the_same_for_every_length(
    query: str,
    count: int,
    person: str,
    queries: int,
    make_case: MakeCase,
    request: pytest.FixtureRequest,
    sign_in: SignIn,
) -> None:
    reader: User = request.getfixturevalue(person)
    for _number in range(count):
        case = make_case(State.SUPPORTING, responsible=reader, **due_in(0))
        assigned(row_of(request.getfixturevalue("supporter")), case)
    browser: Client = sign_in(reader)
    browser.get(LIST)
    assert queries_of(browser, LIST + query) == queries
