"""The public pages: what was released, for everybody, and nothing else."""

import csv
import hashlib
import io
import json
import re
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from accounts.models import User
from mediso.common.months import Month
from reports.models import Release
from reports.registry import PUBLISHABLE
from reports.services.closing import close_months
from reports.services.publishing import withdraw
from tests.factories.accounts import UserFactory
from tests.reports.builders import SmallDesk
from tests.reports.pages import tables
from tests.reports.publication.desks import CONTACT, IN_MAY, MAY_DAYS, publishes, released, with_april
from tests.support.queries import queries_of

pytestmark = pytest.mark.django_db

APRIL, MAY = "/open/small/2024-04-01_2024-04-30/", "/open/small/2024-05-01_2024-05-31/"
HOSTILE = "<script>alert(1)</script>"


@pytest.fixture
def april() -> tuple[SmallDesk, User, Release]:
    desk, manager = with_april()
    publishes(desk, manager)
    return desk, manager, released(desk, manager)


def of_may(desk: SmallDesk, manager: User, cases: int = 8) -> Release:
    for _ in range(cases):
        desk.case("薬", "甲", IN_MAY)
    close_months(desk=desk.desk, until=Month(2024, 5), actor=manager)
    return released(desk, manager, MAY_DAYS)


def test_the_page_says_what_was_released_and_hides_the_rest(client: Client, april: Any) -> None:
    page = client.get(APRIL)
    assert tables(page.text)["product_type_share-caption"] == [
        ["製品区分", "案件数と全体に占める割合"],
        ["薬", "55% 12件"],
        ["機", "＊"],
        ["他", "＊"],
        ["合計", "100% 22件"],
    ]
    *_rest, made = april
    for word in (CONTACT, "CC BY 4.0", made.sha256, "1件から4件まで"):
        assert word in page.text
    english = client.get(APRIL + "?lang=en").text
    assert tables(english)["product_type_share-caption"][1:3] == [["type 薬", "55% 12 cases"], ["type 機", "＊"]]
    assert '<html lang="en">' in english
    assert client.get("/open/small/").text.count(made.sha256) == 1
    assert 'href="/open/small/"' in client.get("/open/").text


def test_no_small_number_is_in_any_page_or_file(client: Client, april: Any) -> None:
    *_rest, made = april
    for name in PUBLISHABLE:
        if name in {"cases_by_quarter", "cases_by_year", "cases_by_fiscal_year"}:
            assert client.get(f"{APRIL}{name}.csv").status_code == 404
            continue
        rows = list(csv.DictReader(io.StringIO(client.get(f"{APRIL}{name}.csv").content.decode("utf-8-sig"))))
        counts = [
            value for row in rows for column, value in row.items() if column.endswith("件数") or "（件）" in column
        ]
        assert counts
        assert not set(counts) & {"1", "2", "3", "4"}
        told = json.dumps(client.get(f"{APRIL}{name}.json").json())
        assert not re.findall(r'"(?:cases|of)": [1-4]\b', told)
    page = client.get(APRIL).text
    cells = [cell for table in tables(page).values() for row in table[1:] for cell in row[1:]]
    assert "12件" in " ".join(cells)
    assert [cell for cell in cells if re.search(r"(?<!\d)[1-4](?:件|$)", cell)] == []
    assert re.findall(r"\([1-4]\)", page) == []
    assert json.loads(client.get(f"{APRIL}release.json").content)["threshold"] == 5
    assert hashlib.sha256(client.get(f"{APRIL}release.json").content).hexdigest() == made.sha256


def test_the_files_describe_themselves(client: Client, april: Any) -> None:
    package = client.get(f"{APRIL}datapackage.json").json()
    assert package["licenses"][0]["name"] == "CC-BY-4.0"
    assert package["homepage"].endswith(APRIL)
    assert [one["name"] for one in package["resources"]] == [
        name for name in PUBLISHABLE if name not in {"cases_by_quarter", "cases_by_year", "cases_by_fiscal_year"}
    ]
    items = client.get(f"{APRIL}data-dictionary.json").json()
    for resource in package["resources"]:
        content = client.get(APRIL + resource["path"]).content
        assert resource["hash"] == f"sha256:{hashlib.sha256(content).hexdigest()}"
        assert resource["bytes"] == len(content)
        head = next(csv.reader(io.StringIO(content.decode("utf-8-sig"))))
        assert [field["name"] for field in resource["schema"]["fields"]] == head
        assert [one["column"] for one in items if one["figure"] == resource["name"]] == head
        assert resource["schema"]["missingValues"] == ["", "＊"]
    dictionary = list(csv.reader(io.StringIO(client.get(f"{APRIL}data-dictionary.csv").content.decode("utf-8-sig"))))
    assert dictionary[1:] == [[*item.values()] for item in items]


@pytest.mark.parametrize(
    "address", ["/open/", "/open/small/", APRIL, f"{APRIL}topic_share.csv", f"{APRIL}release.json"]
)
def test_everybody_gets_the_same_and_may_keep_it(client: Client, april: Any, address: str) -> None:
    with CaptureQueriesContext(connection) as asked:
        visitor = client.get(address)
    tables_asked = {name for query in asked for name in re.findall(r'(?:FROM|JOIN) "(\w+)"', query["sql"])}
    assert tables_asked <= {"desks_desk", "reports_publication", "reports_release", "reports_withdrawal"}
    assert visitor.status_code == 200
    assert visitor.cookies == {}
    assert visitor["Cache-Control"] == "public, max-age=3600"
    assert "Cookie" not in visitor["Vary"]
    desk, *_rest = april
    client.force_login(UserFactory.create(staff_of=desk.desk))
    member = client.get(address, headers={"Accept-Language": "en"})
    assert member.content == visitor.content
    again = client.get(address, headers={"If-None-Match": visitor["ETag"]})
    assert (again.status_code, again.content) == (304, b"")


def test_a_page_takes_as_many_queries_with_many_periods_as_with_one(client: Client, april: Any) -> None:
    desk, manager, _made = april
    counts = {address: queries_of(client, address) for address in ("/open/", "/open/small/")}
    of_may(desk, manager)
    publishes(*with_april("other"))
    assert {address: queries_of(client, address) for address in counts} == counts


def test_what_is_not_published_is_not_there(client: Client, april: Any) -> None:
    desk, manager, made = april
    of_may(desk, manager)
    for address in (f"{APRIL}new_and_returning.csv", f"{APRIL}topic_share.xlsx", f"{APRIL}nothing.json"):
        assert client.get(address).status_code == 404
    assert client.get("/open/small/2024-02-30_2024-04-30/").status_code == 404
    withdraw(release_id=made.pk, actor=manager, reason=HOSTILE)
    assert client.get(APRIL).status_code == client.get(f"{APRIL}topic_share.csv").status_code == 404
    page = client.get("/open/small/").text
    assert "&lt;script&gt;alert(1)&lt;/script&gt;" in page
    assert HOSTILE not in page
    publishes(desk, manager, is_open=False)
    for address in ("/open/small/", MAY, f"{MAY}topic_share.csv", f"{MAY}datapackage.json"):
        assert client.get(address).status_code == 404
    assert "/open/small/" not in client.get("/open/").text


def test_hostile_names_stay_words(client: Client) -> None:
    desk, manager = with_april(names=("=1+1", HOSTILE, "他"))
    publishes(desk, manager, contact=HOSTILE)
    released(desk, manager)
    page = client.get(APRIL).text
    assert HOSTILE not in page
    assert page.count("&lt;script&gt;alert(1)&lt;/script&gt;") > 1
    assert client.get(f"{APRIL}product_type_share.csv").content.decode("utf-8-sig").splitlines()[1].startswith("'=1+1,")
