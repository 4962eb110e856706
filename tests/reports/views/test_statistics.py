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
# User, roles, desks, span; one for each kind of year, four for the shares.
PAGE_QUERIES = 10


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
    assert shown["cases_by_year-caption"][1:] == [["2023", "2", "2", "–"]]
    assert shown["cases_by_fiscal_year-caption"][1:] == [["FY2022", "1", "1", "–"], ["FY2023", "1", "2", "±0"]]
    assert shown["topic_share-caption"] == [
        ["Product type", "All cases (denominator)", "topic 甲", "topic 乙", "topic 丙"],
        ["type 薬", "2", "100% 2 cases", "50% 1 case", "0% 0 cases"],
        ["type 機", "0", "– 0 cases", "– 0 cases", "– 0 cases"],
        ["Total", "2", "100% 2 cases", "50% 1 case", "0% 0 cases"],
    ]


def test_a_part_of_a_year_is_marked(at: SmallDesk, client: Client) -> None:
    at.case("薬", "甲", dt.date(2023, 12, 31))
    shown = tables(get(client, "?from=2023-02-01"))
    assert shown["cases_by_year-caption"][1] == ["2023 (only the days in the period)", "1", "1", "–"]


def test_the_files_are_of_the_period_shown(at: SmallDesk, client: Client) -> None:
    at.case("薬", "甲", dt.date(2023, 5, 1))
    page = get(client, "?from=R5.4.1&until=2024/3/31")
    assert 'href="/statistics/topic_share.csv?from=2023-04-01&amp;until=2024-03-31"' in page
    assert '<input type="date" name="from" value="2023-04-01"' in page
    response = client.get("/statistics/topic_share.csv?from=2023-04-01&until=2024-03-31")
    assert response["Content-Type"] == "text/csv; charset=utf-8"
    assert response["Content-Disposition"] == ('attachment; filename="topic_share_own_2023-04-01_2024-03-31.csv"')
    assert client.get("/statistics/cases_by_year.json").content == b'{\n "2023": 1\n}\n'


def test_presets_keep_the_desk_and_say_which_is_shown(at: SmallDesk, client: Client) -> None:
    at.case("薬", "甲", dt.date(2023, 5, 1))
    page = get(client, "?desk=own&from=2023-04-01&until=2024-03-31")
    fiscal = "/statistics/?from=2023-04-01&amp;until=2024-03-31&amp;desk=own"
    assert f'<a href="{fiscal}" hx-get="{fiscal}" class="strong" aria-current="page">FY2023</a>' in page
    assert '<a href="/statistics/?desk=own"' in page


def test_an_empty_period_says_what_to_do(at: SmallDesk, client: Client) -> None:
    at.case("薬", "甲", dt.date(2023, 5, 1))
    page = get(client, "?from=2024-01-01")
    assert "No cases were received in this period" in page
    assert "Choose another period above, or look at the whole period." in page
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
    assert '<form class="filters" method="get" action="/statistics/"' in part


def test_the_choice_of_desk_is_offered_only_where_there_is_one(at: SmallDesk, client: Client) -> None:
    assert 'name="desk"' not in get(client)
    client.force_login(UserFactory.create(manager_of=at.desk, staff_of=DeskFactory.create()))
    assert 'name="desk"' in get(client)


@pytest.mark.parametrize("size", [1, 3], ids=str)
def test_constant_queries(size: int, client: Client) -> None:
    made = small_desk(["薬", "機", "他"][:size], "甲乙丙"[:size])
    for n, product_type in enumerate(made.product_types):
        for topic in made.topics:
            made.case(product_type, topic, dt.date(2020 + n, 1, 1))
    client.force_login(UserFactory.create(manager_of=made.desk))
    with CaptureQueriesContext(connection) as queries:
        get(client)
    # Whether the session comes from the cache or the database is not the page's matter.
    of_page = [query["sql"] for query in queries if "django_session" not in query["sql"]]
    assert len(of_page) == PAGE_QUERIES, "\n".join(of_page)
