"""One figure, one object: page, CSV, JSON, API and command say the same, cell by cell, for any period."""

import csv
import datetime as dt
import io
import json
import random
from typing import Any

import pytest
from django.core.management import call_command
from django.test import Client
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from reports.registry import FIGURES
from tests.factories.accounts import UserFactory
from tests.reports.builders import SmallDesk, small_desk
from tests.reports.pages import Table, numbers, tables

pytestmark = pytest.mark.django_db

Query = dict[str, str]
days = st.dates(dt.date(2021, 11, 1), dt.date(2024, 6, 1)).map(dt.date.isoformat)
queries = (
    st.lists(days, min_size=2, max_size=2)
    .map(sorted)
    .flatmap(lambda ends: st.fixed_dictionaries({}, optional={"from": st.just(ends[0]), "until": st.just(ends[1])}))
)


@pytest.fixture
def at() -> SmallDesk:
    made = small_desk(["薬", "機", "他"], "甲乙丙丁")
    draw = random.Random(20240401)
    for _ in range(40):
        topics = draw.sample("甲乙丙丁", draw.randint(1, 4))
        day = dt.date(2022, 1, 1) + dt.timedelta(days=draw.randrange(800))
        made.case(draw.choice("薬薬薬機機他"), "".join(topics), day)
    return made


@pytest.fixture
def manager(at: SmallDesk, client: Client) -> Client:
    client.force_login(UserFactory.create(manager_of=at.desk))
    return client


@settings(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(query=queries)
def test_every_drawing_has_the_same_numbers(query: Query, at: SmallDesk, manager: Client) -> None:
    page = tables(manager.get("/statistics/", query, headers={"accept-language": "en"}).text)
    for name in FIGURES:
        data = json.loads(manager.get(f"/statistics/{name}.json", query).content)
        file = manager.get(f"/statistics/{name}.csv", query).content
        assert manager.get(f"/api/v1/figures/{name}/", query).json() == data
        assert json.loads(command(name, "json", query)) == data
        assert command(name, "csv", query).encode() == file
        check = check_share if name == "topic_share" else check_years
        check(data, list(csv.reader(io.StringIO(file.decode("utf-8-sig")))), page.get(f"{name}-caption"))


def command(name: str, form: str, query: Query) -> str:
    out = io.StringIO(newline="")
    call_command("figures", name, **query, format=form, stdout=out)
    return out.getvalue()


def check_years(data: dict[str, int], file: Table, page: Table | None) -> None:
    assert {row[0].removesuffix("年").removesuffix("年度"): int(row[1]) for row in file[1:]} == data
    if page is None:
        assert sum(data.values()) == 0
        return
    assert {str(numbers(row[0])[0]): numbers(row[1])[0] for row in page[1:]} == data
    assert [[numbers(cell) for cell in row[1:]] for row in page[1:]] == [
        [numbers(cell) for cell in row[1:4]] for row in file[1:]
    ]


def check_share(data: dict[str, Any], file: Table, page: Table | None) -> None:
    drawn: dict[str, dict[str, Any]] = {
        row[0]: {"cases": int(row[1]), "counts": [int(n) for n in row[2::2]], "percents": row[3::2]} for row in file[1:]
    }
    assert {name: row["cases"] for name, row in drawn.items()} == {name: row["cases"] for name, row in data.items()}
    for name, row in data.items():
        assert drawn[name]["percents"] == ["" if n is None else str(n) for n in row["share_percent"].values()]
    if page is None:
        assert data["合計"]["cases"] == 0
        return
    for cells, row in zip(page[1:], drawn.values(), strict=True):
        assert numbers(cells[1]) == [row["cases"]]
        seen = [numbers(cell) for cell in cells[2:]]
        expected = [
            [int(percent), count] if percent else [count]
            for percent, count in zip(row["percents"], row["counts"], strict=True)
        ]
        assert seen == expected
