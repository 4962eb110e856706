"""The old register, imported, gives every figure that was published of it: page, file, API and command."""

import csv
import io
import json
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.core.management import call_command
from django.test import Client
from django.utils.translation import override

from mediso.desks.models import Desk
from tests.factories.accounts import UserFactory
from tests.reports.pages import numbers, tables

pytestmark = pytest.mark.django_db

DATA: Path = settings.BASE_DIR / "data"
PUBLISHED: dict[str, Any] = json.loads((DATA / "published-2024.json").read_text(encoding="utf-8"))
PERIOD = {"from": PUBLISHED["collected_from"], "until": PUBLISHED["as_of"]}


@pytest.fixture
def manager(client: Client) -> Client:
    """Signed in at the desk that has imported its register."""
    quiet = io.StringIO()
    call_command("set_up_desk", DATA / "mediso-desk.json", stdout=quiet)
    call_command("import_supporters", DATA / "supporters.csv", stdout=quiet, stderr=quiet)
    call_command("import_register", DATA / "consultations-2018-2024.csv", stdout=quiet, stderr=quiet)
    client.force_login(UserFactory.create(manager_of=Desk.objects.get(code="mediso")))
    return client


def command(*args: str) -> Any:
    out = io.StringIO()
    call_command("figures", *args, stdout=out)
    return json.loads(out.getvalue())


def test_every_published_figure(manager: Client) -> None:
    """One test, because the import is the slow part."""
    check_command()
    check_api_and_files(manager)
    check_page(manager)


def check_command() -> None:
    assert command("topic_share") == PUBLISHED["matrix"]
    assert list(command("topic_share")) == list(PUBLISHED["matrix"])
    assert command("cases_by_year") == PUBLISHED["cases_per_calendar_year"]
    assert sum(command("cases_by_year").values()) == PUBLISHED["matrix"]["合計"]["cases"] == 1607
    assert command("cases_by_fiscal_year")["2023"] == PUBLISHED["cases_fiscal_year_2023"]
    until_2022 = command("cases_by_fiscal_year", "--until", "2023-03-31")
    assert sum(until_2022.values()) == PUBLISHED["cases_up_to_end_of_fiscal_year_2022"]


def check_api_and_files(manager: Client) -> None:
    assert manager.get("/api/v1/figures/topic_share/", PERIOD).json() == PUBLISHED["matrix"]
    assert manager.get("/api/v1/figures/cases_by_year/", PERIOD).json() == PUBLISHED["cases_per_calendar_year"]
    text = manager.get("/statistics/topic_share.csv", PERIOD).content.decode("utf-8-sig")
    rows = list(csv.reader(io.StringIO(text)))
    assert {row[0]: {"cases": int(row[1]), "percents": [int(n) for n in row[3::2]]} for row in rows[1:]} == {
        name: {"cases": row["cases"], "percents": list(row["share_percent"].values())}
        for name, row in PUBLISHED["matrix"].items()
    }


def check_page(manager: Client) -> None:
    with override("ja"):
        page = tables(manager.get("/statistics/", headers={"accept-language": "ja"}).text)
    years = {str(numbers(row[0])[0]): numbers(row[1])[0] for row in page["cases_by_year-caption"][1:]}
    assert years == PUBLISHED["cases_per_calendar_year"]
    fiscal = {numbers(row[0])[0]: row for row in page["cases_by_fiscal_year-caption"][1:]}
    assert numbers(fiscal[2023][1]) == [PUBLISHED["cases_fiscal_year_2023"]]
    assert numbers(fiscal[2022][2]) == [PUBLISHED["cases_up_to_end_of_fiscal_year_2022"]]
    heading, *rows = page["topic_share-caption"]
    matrix: dict[str, dict[str, Any]] = {
        row[0]: {
            "cases": numbers(row[1])[0],
            "share_percent": dict(zip(heading[2:], (numbers(cell)[0] for cell in row[2:]), strict=True)),
        }
        for row in rows
    }
    assert matrix == PUBLISHED["matrix"]
    assert sum(len(row["share_percent"]) for row in matrix.values()) == 45
