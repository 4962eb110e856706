import datetime as dt

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from tests.factories.accounts import UserFactory
from tests.factories.desks import DeskFactory
from tests.reports.builders import SmallDesk, small_desk
from tests.reports.pages import tables

pytestmark = pytest.mark.django_db

ENGLISH = {"accept-language": "en"}
PAGE = "/statistics/"
# User, roles, desks, product types and topics to choose from, span of the presets, closes of the desks.
BEFORE_FIGURES = 7
PAGE_QUERIES = {
    "cases": 1,  # all grains are folded from one count
    "shares": 8,  # names of product types for both that have them, and one count each
    "returning": 3,
    "topics": 3 + 2 + 1,  # three counts, members of sets with names of topics, names of product types
}


@pytest.fixture
def at(client: Client) -> SmallDesk:
    made = small_desk(code="own")
    client.force_login(UserFactory.create(manager_of=made.desk))
    return made


def get(client: Client, query: str = "", **headers: str) -> str:
    response = client.get(f"{PAGE}{query}", headers={**ENGLISH, **headers})
    assert response.status_code == 200
    return response.text


def test_shows_years_and_shares_with_their_counts(at: SmallDesk, client: Client) -> None:
    at.case("薬", "甲乙", dt.date(2023, 3, 31))
    at.case("薬", "甲", dt.date(2023, 4, 1))
    shown = tables(get(client))
    assert shown["cases_by_year-caption"][1:] == [["2023", "2", "2", "–", "–"]]
    assert shown["cases_by_fiscal_year-caption"][1:] == [
        ["FY2022", "1", "1", "–", "–"],
        ["FY2023", "1", "2", "1", "±0"],
    ]
    assert shown["cases_by_month-caption"][1:] == [
        ["March 2023", "1", "1", "–", "–"],
        ["April 2023", "1", "2", "–", "–"],
    ]
    assert tables(get(client, "topics/"))["topic_share-caption"] == [
        ["Product type", "All cases (denominator)", "topic 甲", "topic 乙", "topic 丙"],
        ["type 薬", "2", "100% 2 cases", "50% 1 case", "0% 0 cases"],
        ["type 機", "0", "– 0 cases", "– 0 cases", "– 0 cases"],
        ["Total", "2", "100% 2 cases", "50% 1 case", "0% 0 cases"],
    ]


def test_a_part_of_a_year_is_marked(at: SmallDesk, client: Client) -> None:
    at.case("薬", "甲", dt.date(2023, 12, 31))
    shown = tables(get(client, "?from=2023-02-01"))
    assert shown["cases_by_year-caption"][1] == ["2023 (only the days in the period)", "1", "1", "–", "–"]


def test_numbers_lead_to_their_cases_for_the_staff_alone(at: SmallDesk, client: Client) -> None:
    """A manager reads every number and no case."""
    case = at.case("薬", "甲乙", dt.date(2023, 4, 1))
    assert "/statistics/behind/" not in get(client)
    assert client.get("/statistics/behind/").status_code == 403
    client.force_login(UserFactory.create(staff_of=at.desk))
    behind = "/statistics/behind/?desk=own&amp;product_type=%E8%96%AC&amp;topic=%E4%B9%99"
    assert f'<a href="{behind}">100%' in get(client, "topics/")
    listed = client.get(behind.replace("&amp;", "&"), headers=ENGLISH)
    assert [row.number for row in listed.context["page"]] == [case.number]
    assert "<dt>Topic</dt><dd>topic 乙</dd>" in listed.text
    assert client.get("/statistics/behind/?from=soon").status_code == 422


def test_what_is_counted_is_told_in_words(at: SmallDesk, client: Client) -> None:
    at.case("薬", "甲", dt.date(2023, 4, 1))
    page = get(client, "?kind=venture&topic=甲&standing=new")
    for told in (
        "Kind of organisation</dt><dd>Venture company",
        "Topic</dt><dd>topic 甲",
        "New or returning</dt><dd>First",
    ):
        assert told in page
    assert '<details class="accordion" open>' in page
    assert '<details class="accordion">' in get(client)


def test_any_two_dimensions_can_be_crossed(at: SmallDesk, client: Client) -> None:
    at.case("薬", "甲乙", dt.date(2023, 4, 1))
    page = get(client, "cross/?rows=topic&columns=fiscal_year")
    assert tables(page)["cross_topic_by_fiscal_year-caption"][1:] == [
        ["topic 甲", "1", "100% 1 case"],
        ["topic 乙", "1", "100% 1 case"],
        ["topic 丙", "0", "– 0 cases"],
        ["Total", "1", "100% 1 case"],
    ]
    assert "rows=topic&amp;columns=fiscal_year" in page  # the presets keep what is crossed
    for wrong, said in (("topic", "Choose something else than in the rows."), ("x", "There is no “x” to count by.")):
        response = client.get(f"{PAGE}cross/?rows=topic&columns={wrong}", headers=ENGLISH)
        assert said in response.text
        assert tables(response.text) == {}


def test_the_files_are_of_the_period_shown(at: SmallDesk, client: Client) -> None:
    at.case("薬", "甲", dt.date(2023, 5, 1))
    page = get(client, "topics/?from=R5.4.1&until=2024/3/31")
    assert 'href="/statistics/topic_share.csv?from=2023-04-01&amp;until=2024-03-31&amp;desk=own"' in page
    assert '<input type="date" name="from" value="2023-04-01"' in page
    response = client.get("/statistics/topic_share.csv?from=2023-04-01&until=2024-03-31")
    assert response["Content-Type"] == "text/csv; charset=utf-8"
    assert response["Content-Disposition"] == ('attachment; filename="topic_share_own_2023-04-01_2024-03-31.csv"')
    assert client.get("/statistics/cases_by_year.json").json()["cases"] == 1


def test_presets_keep_the_desk_and_say_which_is_shown(at: SmallDesk, client: Client) -> None:
    at.case("薬", "甲", dt.date(2023, 5, 1))
    page = get(client, "?desk=own&from=2023-04-01&until=2024-03-31")
    fiscal = "/statistics/cases/?from=2023-04-01&amp;until=2024-03-31&amp;desk=own"
    assert f'<a href="{fiscal}" hx-get="{fiscal}" class="strong" aria-current="page">FY2023</a>' in page
    assert '<a href="/statistics/cases/?desk=own"' in page


def test_an_empty_period_says_what_to_do(at: SmallDesk, client: Client) -> None:
    at.case("薬", "甲", dt.date(2023, 5, 1))
    page = get(client, "?from=2024-01-01")
    assert "No cases were received in this period" in page
    assert "Choose another period or other conditions above, or look at the whole period." in page
    assert tables(page) == {}


@pytest.mark.parametrize("address", [PAGE, "/statistics/topic_share.csv", "/statistics/topic_share.json"])
def test_bad_days_stay_typed_with_their_error(address: str, at: SmallDesk, client: Client) -> None:
    response = client.get(f"{address}?from=soon&until=2024-01-01", headers=ENGLISH)
    assert response.status_code == 422
    assert response["Content-Type"].startswith("text/html")
    assert response.context["form"].errors == {
        "from": [
            "“soon” cannot be used. It is not a date. Write it like 2024-04-01, 2024/4/1, R6.4.1 or 令和6年4月1日."
        ]
    }
    assert '<input type="text" name="from" value="soon"' in response.text
    assert '<input type="date" name="until" value="2024-01-01"' in response.text
    assert "<table" not in response.text


def test_reversed_days_are_refused_at_the_last_day(at: SmallDesk, client: Client) -> None:
    response = client.get(f"{PAGE}?from=2024-01-02&until=2024-01-01", headers=ENGLISH)
    assert response.status_code == 422
    assert list(response.context["form"].errors) == ["until"]


def test_htmx_gets_the_part_and_others_the_page(at: SmallDesk, client: Client) -> None:
    assert "<!DOCTYPE html>" in get(client)
    part = get(client, "", **{"hx-request": "true"})
    assert "<html" not in part
    assert '<form class="no-print" method="get" action="/statistics/cases/"' in part


def test_the_choice_of_desk_is_offered_only_where_there_is_one(at: SmallDesk, client: Client) -> None:
    assert 'name="desk"' not in get(client)
    client.force_login(UserFactory.create(manager_of=at.desk, staff_of=DeskFactory.create()))
    assert 'name="desk"' in get(client)


@pytest.mark.parametrize("page", PAGE_QUERIES)
@pytest.mark.parametrize("size", [1, 3], ids=str)
def test_constant_queries(page: str, size: int, client: Client) -> None:
    made = small_desk(["薬", "機", "他"][:size], "甲乙丙"[:size])
    for n, product_type in enumerate(made.product_types):
        for topic in made.topics:
            made.case(product_type, topic, dt.date(2020 + n, 1, 1))
    client.force_login(UserFactory.create(staff_of=made.desk))
    get(client)  # what the menu counts is kept
    with CaptureQueriesContext(connection) as queries:
        get(client, f"{page}/")
    # Whether the session comes from the cache or the database is not the page's matter.
    of_page = [query["sql"] for query in queries if "django_session" not in query["sql"]]
    assert len(of_page) == BEFORE_FIGURES + PAGE_QUERIES[page], "\n".join(of_page)
