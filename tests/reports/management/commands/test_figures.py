import datetime as dt
import io
import json
import sys
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command
from django.utils.translation import override

from reports.conditions.table import CONDITIONS
from reports.registry import NAMED
from tests.factories.desks import DeskFactory
from tests.reports.builders import SmallDesk, small_desk

pytestmark = pytest.mark.django_db


@pytest.fixture
def at() -> SmallDesk:
    made = small_desk(code="own")
    made.case("薬", "甲", dt.date(2024, 3, 31))
    made.case("機", "甲乙", dt.date(2024, 4, 1))
    return made


def figures(*args: str) -> str:
    out = io.StringIO(newline="")
    with override("en"):
        call_command("figures", *args, stdout=out)
    return out.getvalue()


def years(*args: str) -> dict[str, int]:
    return {row["code"]: row["values"]["cases"] for row in json.loads(figures(*args))["rows"]}


def test_prints_json_unless_asked_otherwise(at: SmallDesk) -> None:
    assert years("cases_by_fiscal_year") == {"2023": 1, "2024": 1}
    assert json.loads(figures("topic_share"))["total"]["values"]["cases"] == 2


def test_prints_csv_as_the_file_is(at: SmallDesk) -> None:
    lines = figures("cases_by_year", "--format", "csv").splitlines(keepends=True)
    assert lines[0].startswith("\ufeff")
    assert all(line.endswith("\r\n") for line in lines)


def test_takes_a_period_in_japanese_spelling(at: SmallDesk) -> None:
    assert years("cases_by_year", "--from", "R6.4.1", "--until", "令和6年4月1日") == {"2024": 1}


def test_takes_one_desk_or_all(at: SmallDesk) -> None:
    small_desk(code="other").case("薬", "甲", dt.date(2024, 1, 1))
    assert years("cases_by_year") == {"2024": 3}
    assert years("cases_by_year", "--desk", "own") == {"2024": 2}


def test_takes_conditions(at: SmallDesk) -> None:
    assert years("cases_by_year", "--where", "topic=甲", "--where", "topic=乙") == {"2024": 1}


def test_writes_utf_8_whatever_the_terminal_is(at: SmallDesk, monkeypatch: pytest.MonkeyPatch) -> None:
    written = io.BytesIO()
    monkeypatch.setattr(sys, "stdout", io.TextIOWrapper(written, encoding="ascii", newline="\n"))
    call_command("figures", "cases_by_year", format="csv")
    sys.stdout.flush()
    assert written.getvalue() == figures("cases_by_year", "--format", "csv").encode()
    assert written.getvalue().startswith("\ufeff年,".encode())


def test_writes_a_picture_to_a_file_or_to_a_pipe(
    at: SmallDesk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert figures("cases_by_year", "--format", "png", "--output", str(tmp_path / "a.png")) == ""
    piped = io.BytesIO()
    monkeypatch.setattr(sys, "stdout", io.TextIOWrapper(piped, encoding="ascii"))
    call_command("figures", "cases_by_year", format="png")
    assert piped.getvalue() == (tmp_path / "a.png").read_bytes()
    assert piped.getvalue().startswith(b"\x89PNG")
    with pytest.raises(CommandError, match="cannot be written: Is a directory"), override("en"):
        call_command("figures", "cases_by_year", output=str(tmp_path))


NAMES = ", ".join(kind.name for kind in NAMED)
NOT_A_DATE = "It is not a date. Write it like 2024-04-01, 2024/4/1, R6.4.1 or 令和6年4月1日."


@pytest.mark.parametrize(
    ("args", "message"),
    [
        ([], f"“” is no figure. Choose one of: {NAMES}"),
        (["secrets"], f"“secrets” is no figure. Choose one of: {NAMES}"),
        (["topic_share", "--format", "doc"], "“doc” is no format. Choose one of: json, csv, xlsx, pdf, svg, png"),
        (
            ["topic_by_stage", "--format", "png"],
            "“topic_by_stage” has no chart, so there is no picture of it. Take another format: json, csv, xlsx, pdf",
        ),
        (
            ["topic_share", "--format", "pdf", "--encoding", "cp932"],
            "There is no pdf in “cp932”. Leave the encoding out, or take cp932 for csv.",
        ),
        (["topic_share", "--format", "pdf"], "This format is no text. Name a file with --output."),
        (["topic_share", "--desk", "x"], "--desk: There is no desk “x” among those you can choose."),
        (
            ["topic_share", "--where", "kind"],
            f"“kind” is no condition. Write NAME=VALUE, with one of these names: {', '.join(CONDITIONS)}",
        ),
        (
            ["topic_share", "--where", "kind=x"],
            "--kind: There is no “x” among the choices. Take one of the list.",
        ),
        (["topic_share", "--from", "soon"], f"--from: “soon” cannot be used. {NOT_A_DATE}"),
        (
            ["topic_share", "--from", "2024-04-02", "--until", "2024-04-01"],
            "--until: The last day is before the first day, 2 April 2024 (Tue). Give a day on or after it.",
        ),
    ],
    ids=[
        "no name",
        "unknown name",
        "format",
        "no chart",
        "encoding",
        "no text",
        "desk",
        "no condition",
        "no such value",
        "day",
        "reversed",
    ],
)
def test_says_what_is_wrong(args: list[str], message: str) -> None:
    DeskFactory.create()
    with pytest.raises(CommandError) as refused:
        figures(*args)
    assert str(refused.value) == message


def test_everything_wrong_is_said_at_once() -> None:
    with pytest.raises(CommandError) as refused:
        figures("topic_share", "--from", "soon", "--until", "later", "--desk", "x")
    assert [line.split(":")[0] for line in str(refused.value).splitlines()] == ["--desk", "--from", "--until"]


def test_errors_are_japanese_by_default() -> None:
    with pytest.raises(CommandError, match="「secrets」という統計表の名前はありません。"):
        call_command("figures", "secrets")
