"""A register written in any mixture of the usual forms makes the same rows."""

import datetime as dt
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from cases.services.register_import.rows import RegisterRow, columns_of
from mediso.common.tabular.columns import Column
from mediso.common.tabular.reader import read_table
from tests.registers import TOPICS, case_row, mediso_desk, saved

WIDE = str.maketrans("0123456789-", "０１２３４５６７８９－")
SEPARATORS = ("；", ";", "、", ",", "， ", "\n")
DATES = ("受付日", "事前面談日", "サポーター面談日", "フォローアップ日", "終了日")


def with_era(day: dt.date) -> str:
    letter, before = ("R", 2018) if day >= dt.date(2019, 5, 1) else ("H", 1988)
    return f"{letter}{day.year - before}.{day.month}.{day.day}"


FORMS: tuple[Callable[[dt.date], str], ...] = (
    dt.date.isoformat,
    lambda day: f"{day.year}/{day.month}/{day.day}",
    lambda day: f"{day.year}年{day.month}月{day.day}日",
    lambda day: f"{day:%Y/%m/%d} 0:00",
    with_era,
)
ROWS = st.lists(
    st.fixed_dictionaries(
        {
            "days": st.lists(st.dates(dt.date(2018, 1, 1), dt.date(2024, 12, 31)), min_size=5, max_size=5).map(sorted),
            "topics": st.lists(st.sampled_from(TOPICS), min_size=1, unique=True),
            "score": st.none() | st.integers(1, 5),
        }
    ),
    min_size=1,
    max_size=4,
)


@pytest.fixture
def columns(db: None) -> tuple[Column, ...]:
    return columns_of(mediso_desk())


def written(number: int, row: dict[str, Any], draw: Callable[[Any], Any]) -> dict[str, str]:
    """The row with the form of every cell drawn by itself."""
    cells = case_row(number, 満足度=str(row["score"] or ""))
    cells |= {heading: draw(st.sampled_from(FORMS))(day) for heading, day in zip(DATES, row["days"], strict=True)}
    for heading in ("受付番号", "受付日", "終了日", "満足度"):
        cells[heading] = cells[heading].translate(draw(st.sampled_from([{}, WIDE])))
    cells["相談内容"] = draw(st.sampled_from(SEPARATORS)).join(row["topics"])
    return {heading: draw(st.sampled_from(["", " ", "　"])) + cell for heading, cell in cells.items()}


@given(rows=ROWS, encoding=st.sampled_from(["utf-8", "utf-8-sig", "cp932"]), data=st.data())
@settings(deadline=None, max_examples=50, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_forms_do_not_matter(
    columns: tuple[Column, ...], tmp_path: Path, rows: list[dict[str, Any]], encoding: str, data: st.DataObject
) -> None:
    cells = [written(number, row, data.draw) for number, row in enumerate(rows, start=1)]
    read = read_table(saved(tmp_path, cells, encoding=encoding), columns).built(RegisterRow)
    topic_ids = dict(zip(TOPICS, columns[10].parse("；".join(TOPICS)), strict=True))
    assert [row.number for row in read] == [f"2024-{number:04}" for number in range(1, len(rows) + 1)]
    assert [
        [row.received_on, row.preliminary_on, row.supporter_interview_on, row.follow_up_on, row.closed_on]
        for row in read
    ] == [row["days"] for row in rows]
    assert [row.topic_ids for row in read] == [tuple(topic_ids[topic] for topic in row["topics"]) for row in rows]
    assert [row.score for row in read] == [row["score"] for row in rows]
    assert {(row.title, row.supporter) for row in read} == {("試験の範囲について", "野村 進")}
