"""The old register, imported, gives every figure that was published of it: page, file, API and command."""

import csv
import io
import json
import re
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from django.conf import settings
from django.core.management import call_command
from django.test import Client
from django.utils.translation import override
from pypdf import PdfReader

from mediso.desks.models import Desk
from tests.factories.accounts import UserFactory
from tests.reports.findings.test_words import REGISTER_SAYS
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


def matrix_of(data: dict[str, Any]) -> dict[str, Any]:
    """The matrix as it was published, from the figure as the API has it."""
    topics = {column["code"]: column["name"] for column in data["columns"] if column["unit"] == "share"}
    return {
        row["name"]: {
            "cases": row["values"]["cases"],
            "share_percent": {topics[code]: row["values"][code]["percent"] for code in topics},
        }
        for row in (*data["rows"], data["total"])
    }


def cases_of(data: dict[str, Any], column: str = "cases") -> dict[str, int]:
    return {row["code"]: row["values"][column] for row in data["rows"]}


def test_every_published_figure(manager: Client) -> None:
    """One test, because the import is the slow part."""
    check_command()
    check_api_and_files(manager)
    check_page(manager)
    check_findings(manager)
    check_workbook_and_paper(manager)


def check_command() -> None:
    matrix = matrix_of(command("topic_share"))
    assert matrix == PUBLISHED["matrix"]
    assert list(matrix) == list(PUBLISHED["matrix"])
    assert cases_of(command("cases_by_year")) == PUBLISHED["cases_per_calendar_year"]
    assert command("cases_by_year")["cases"] == PUBLISHED["matrix"]["合計"]["cases"] == 1607
    assert cases_of(command("cases_by_fiscal_year"))["2023"] == PUBLISHED["cases_fiscal_year_2023"]
    until_2022 = command("cases_by_fiscal_year", "--until", "2023-03-31")
    assert until_2022["cases"] == PUBLISHED["cases_up_to_end_of_fiscal_year_2022"]


def check_api_and_files(manager: Client) -> None:
    assert matrix_of(manager.get("/api/v1/figures/topic_share/", PERIOD).json()) == PUBLISHED["matrix"]
    years = manager.get("/api/v1/figures/cases_by_year/", PERIOD).json()
    assert cases_of(years) == PUBLISHED["cases_per_calendar_year"]
    rows = csv_rows(manager, "topic_share", PERIOD)
    assert {row[0]: {"cases": int(row[1]), "percents": [int(n) for n in row[3::2]]} for row in rows} == {
        name: {"cases": row["cases"], "percents": list(row["share_percent"].values())}
        for name, row in PUBLISHED["matrix"].items()
    }
    years_of_file = {row[0].removesuffix("年"): int(row[1]) for row in csv_rows(manager, "cases_by_year", PERIOD)}
    assert years_of_file == PUBLISHED["cases_per_calendar_year"]


def csv_rows(manager: Client, name: str, query: dict[str, str]) -> list[list[str]]:
    text = manager.get(f"/statistics/{name}.csv", query).content.decode("utf-8-sig")
    return list(csv.reader(io.StringIO(text)))[1:]


def check_page(manager: Client) -> None:
    with override("ja"):
        page = tables(manager.get("/statistics/", headers={"accept-language": "ja"}).text)
        page |= tables(manager.get("/statistics/topics/", headers={"accept-language": "ja"}).text)
    years = {f"{numbers(row[0])[0]:.0f}": numbers(row[1])[0] for row in page["cases_by_year-caption"][1:]}
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


def check_findings(manager: Client) -> None:
    """The sentences that a count of the register's file bears out, on the page, in the API and in the file."""
    sentences = [sentence for sentence, _evidence in REGISTER_SAYS]
    said = manager.get("/api/v1/figures/findings_topic_share/", PERIOD).json()["said"]
    assert [text.split("\n") for text in said] == [[sentence, *evidence] for sentence, evidence in REGISTER_SAYS]
    rows = csv_rows(manager, "findings_topic_share", PERIOD)
    assert [row[:3] for row in rows] == [
        ["医薬品：保険収載", "382", "54"],
        ["医療機器：保険収載", "814", "248"],
        ["医療機器：法規制対応", "814", "465"],
        ["その他：法規制対応", "282", "107"],
        ["その他：保険収載", "282", "30"],
        ["その他：事業計画", "282", "67"],
    ]
    page = manager.get("/statistics/findings/", PERIOD, headers={"accept-language": "ja"}).text
    assert [sentence for sentence in sentences if sentence not in page] == []


def check_workbook_and_paper(manager: Client) -> None:
    book = openpyxl.load_workbook(io.BytesIO(manager.get("/statistics/topics/pack.xlsx", PERIOD).content))
    heading, *rows = book.worksheets[2].iter_rows(values_only=True, max_row=6)
    topics = [str(cell).removesuffix("（%）") for cell in heading[3::2]]
    assert {
        row[0]: {"cases": row[1], "share_percent": dict(zip(topics, row[3::2], strict=True))} for row in rows
    } == PUBLISHED["matrix"]
    pages = PdfReader(io.BytesIO(manager.get("/statistics/topic_share.pdf", PERIOD).content)).pages
    text = " ".join("".join(page.extract_text() for page in pages).split())
    for name, row in PUBLISHED["matrix"].items():
        percents = r"% \(\d+\) ".join(map(str, row["share_percent"].values()))
        assert re.search(rf"{name} ?{row['cases']:,} ?{percents}%", text), name
