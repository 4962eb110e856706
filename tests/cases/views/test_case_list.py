import datetime as dt
import re

import pytest
from django.urls import reverse

from accounts.models import User
from cases.enums import State
from cases.models import Case
from mediso.desks.models import Desk, Topic
from tests.cases.views.conftest import Open, SignIn
from tests.conftest import MakeCase
from tests.factories.accounts import OrganisationFactory
from tests.factories.cases import CaseFactory
from tests.factories.desks import ProductTypeFactory, TopicFactory
from tests.support.actions import assigned, proposal_to
from tests.support.pages import Page
from tests.support.people import row_of

pytestmark = pytest.mark.django_db

LIST = "/cases/"
CHART = re.compile(r"/cases/(\w+-\d+)/")


def numbers(page: Page) -> list[str]:
    """The cases in their order."""
    return [found[1] for href in page.links.values() if (found := CHART.fullmatch(href))]


@pytest.fixture
def three(make_case: MakeCase, desk: Desk, topic: Topic, other_topic: Topic) -> dict[str, Case]:
    """Three cases that differ in everything the list sorts and filters by."""
    return {
        "a": make_case(
            State.SUPPORTING,
            number="M2024-0001",
            received_on=dt.date(2024, 4, 1),
            consultation__title="人工関節の試験",
            organisation=OrganisationFactory.create(name="い製作所", prefecture="27"),
        ),
        "b": make_case(
            State.TRIAGING,
            number="M2024-0003",
            received_on=dt.date(2024, 3, 31),
            topics=[topic, other_topic],
            consultation__title="海外の規制",
            organisation=OrganisationFactory.create(name="う大学", kind="academia"),
            channel="phone",
        ),
        "c": make_case(
            State.CLOSED,
            number="M2024-0002",
            received_on=dt.date(2024, 4, 2),
            product_type=ProductTypeFactory.create(desk=desk, name_en="Drug"),
            topics=[other_topic],
            consultation__title="薬価",
            product_name="内視鏡",
            development_stage="on_market",
            organisation=OrganisationFactory.create(name="あ株式会社"),
        ),
    }


def shown(page: Page, cases: dict[str, Case]) -> str:
    """The letters of the cases in their order."""
    letters = {case.number: letter for letter, case in cases.items()}
    return "".join(letters[number] for number in numbers(page))


SORTS = {
    "": "cab",
    "received": "bac",
    "-received": "cab",
    "number": "acb",
    "-number": "bca",
    "organisation": "cab",
    "-organisation": "bac",
    "state": "cab",
    "-state": "bac",
    "title": "cab",
    "--number": "cab",
    "password": "cab",
}


@pytest.mark.parametrize(("sort", "order"), SORTS.items(), ids=[name or "default" for name in SORTS])
def test_sorting(sort: str, order: str, three: dict[str, Case], staff: User, open_page: Open) -> None:
    assert shown(open_page(staff, f"{LIST}?sort={sort}"), three) == order


FILTERS = {
    "number": ("q=0003", "b"),
    "title": ("q=人工関節", "a"),
    "organisation": ("q=う大学", "b"),
    "two words in two columns": ("q=M2024+規制", "b"),
    "two words that no case has both of": ("q=人工関節+薬価", ""),
    "letters of any case": ("q=m2024-0001", "a"),
    "what SQL would read as anything": ("q=%25", ""),
    "state": ("state=closed", "c"),
    "product": ("q=内視鏡", "c"),
    "channel": ("channel=phone", "b"),
    "kind of organisation": ("kind=academia", "b"),
    "place": ("prefecture=27", "a"),
    "stage": ("stage=on_market", "c"),
    "from a day on": ("received_from=2024-04-01", "ca"),
    "until a day": ("received_until=2024-04-01", "ab"),
    "between days": ("received_from=2024-04-01&received_until=2024-04-01", "a"),
    "two filters": ("state=triaging&q=規制", "b"),
    "an unknown state": ("state=lost", "cab"),
    "a day that is none": ("received_from=2024-13-01", "cab"),
    "a page that is none": ("page=last", "cab"),
    "a page too far": ("page=99", "cab"),
    "an unknown parameter": ("secret=1", "cab"),
}


@pytest.mark.parametrize(("query", "found"), FILTERS.values(), ids=FILTERS.keys())
def test_filtering(query: str, found: str, three: dict[str, Case], staff: User, open_page: Open) -> None:
    page = open_page(staff, f"{LIST}?{query}")
    assert (page.status, shown(page, three)) == (200, found)


def test_filtering_by_the_desk_s_classification(
    three: dict[str, Case], staff: User, other_topic: Topic, open_page: Open
) -> None:
    drug = three["c"].product_type_id
    assert shown(open_page(staff, f"{LIST}?topic={other_topic.pk}"), three) == "cb"
    assert shown(open_page(staff, f"{LIST}?product_type={drug}"), three) == "c"


def test_another_desk_s_lists_are_not_offered(three: dict[str, Case], staff: User, open_page: Open) -> None:
    elsewhere = TopicFactory.create(name_en="Elsewhere")
    page = open_page(staff, f"{LIST}?topic={elsewhere.pk}")
    assert "Elsewhere" not in page.html
    assert list(page.errors) == ["id_topic"]
    assert shown(page, three) == "cab"


HOSTILE = {
    "NUL": "%00",
    "100 letters": "a" * 100,
    "emoji": "%F0%9F%98%80",
    "text running to the left": "%E2%80%AE",
    "quote": "'--",
    "script": "<script>alert(1)</script>",
}


@pytest.mark.parametrize("text", HOSTILE.values(), ids=HOSTILE.keys())
def test_hostile_words_are_words(text: str, three: dict[str, Case], staff: User, open_page: Open) -> None:
    page = open_page(staff, f"{LIST}?q={text}")
    assert page.status == 200
    assert "<script>alert" not in page.html


def test_a_search_has_its_length(three: dict[str, Case], staff: User, open_page: Open) -> None:
    """Each word is looked for in three columns: a thousand words would keep the database busy."""
    page = open_page(staff, f"{LIST}?q={'+'.join(['ab'] * 1000)}")
    assert page.errors == {"id_q": ["Ensure this value has at most 100 characters (it has 2999)."]}


def test_a_row_tells_the_case(make_case: MakeCase, staff: User, supporter: User, open_page: Open) -> None:
    case = make_case(State.SUPPORTING, received_on=dt.date(2024, 4, 1), consultation__title="人工関節の試験")
    assigned(row_of(supporter), case)
    page = open_page(staff, LIST)
    for words in (
        case.number,
        "1 April 2024 (Mon)",
        "人工関節の試験",
        "株式会社若竹",
        "Medical device",
        "Regulation",
        "Being supported",
        "野村 進",
    ):
        assert words in page.text
    assert page.links[case.number] == reverse("case_chart", args=[case.number])


def test_titles_are_text(make_case: MakeCase, staff: User, open_page: Open) -> None:
    make_case(consultation__title="<script>alert(1)</script>")
    page = open_page(staff, LIST)
    assert "<script>alert" not in page.html
    assert "&lt;script&gt;alert(1)&lt;/script&gt;" in page.html


def test_everybody_sees_their_own_list(
    make_case: MakeCase, supporter: User, full_time: User, staff: User, open_page: Open
) -> None:
    asked = make_case(State.MATCHING, consultation__title="打診中の件")
    proposal_to(row_of(supporter), asked)
    accepted = make_case(State.SUPPORTING)
    assigned(row_of(supporter), accepted)
    elsewhere = CaseFactory.create(consultation__title="よその件")
    assert numbers(open_page(supporter, LIST)) == [accepted.number]
    for reader in (full_time, staff):
        page = open_page(reader, LIST)
        assert set(numbers(page)) == {accepted.number, asked.number}
        assert elsewhere.consultation.title not in page.html


@pytest.mark.parametrize("person", ["founder", "manager", "administrator"])
def test_who_has_no_list_is_told_so(person: str, request: pytest.FixtureRequest, open_page: Open) -> None:
    page = open_page(request.getfixturevalue(person), LIST)
    assert page.status == 403
    assert "Only the staff and the supporters of a desk have a list of cases." in page.text


def test_an_empty_list_says_what_to_do(staff: User, open_page: Open) -> None:
    page = open_page(staff, f"{LIST}?q=無い")
    assert "No case matches" in page.text
    assert page.values["q"] == ["無い"]


def test_pages_keep_the_filters(make_case: MakeCase, staff: User, open_page: Open) -> None:
    for _number in range(51):
        make_case(State.TRIAGING)
    first = open_page(staff, f"{LIST}?sort=number&state=triaging")
    assert len(numbers(first)) == 50
    assert "1–50 of 51" in first.text
    second = open_page(staff, first.links["Next"])
    assert "51–51 of 51" in second.text
    assert set(numbers(second)) & set(numbers(first)) == set()
    assert second.links["Previous"] == f"{LIST}?sort=number&state=triaging&page=1"


def test_htmx_gets_the_list_alone(three: dict[str, Case], staff: User, sign_in: SignIn, open_page: Open) -> None:
    fragment = open_page(staff, f"{LIST}?q=0003", **{"HX-Request": "true"})
    assert shown(fragment, three) == "b"
    assert list(fragment.all("html")) == list(fragment.all("form", id="filters")) == []
    boosted = open_page(staff, LIST, **{"HX-Request": "true", "HX-Boosted": "true"})
    assert len(list(boosted.all("html"))) == 1
    vary = sign_in(staff).get(LIST).headers["Vary"]
    assert "HX-Request" in vary
