import pytest
from django.utils.translation import override

from mediso.common.fiscal import CalendarYear, FiscalYear
from reports.drawings.csv import csv_text
from reports.figures.labels import TOTAL, Label
from reports.figures.share import Share
from reports.figures.topic_share import ShareRow, TopicShare
from reports.figures.yearly_cases import YearlyCases, YearRow
from reports.scope import Scope


def share_of(product_type: str, topic: str) -> TopicShare:
    row = (Share(1, 8), Share(8, 8))
    return TopicShare(
        Scope(()),
        (Label(topic, "x"), Label("乙", "y")),
        (ShareRow(Label(product_type, "z"), 8, row),),
        ShareRow(TOTAL, 8, row),
    )


def test_topic_share_shows_counts_percents_and_the_denominator() -> None:
    assert csv_text(share_of("薬", "甲")) == (
        "\ufeff製品区分,全案件数（分母）,甲（件）,甲（%）,乙（件）,乙（%）\r\n薬,8,1,13,8,100\r\n合計,8,1,13,8,100\r\n"
    )


def test_years_in_japanese_whatever_the_language() -> None:
    rows = (
        YearRow(FiscalYear(2022), 5, 5, None, is_cut=True),
        YearRow(FiscalYear(2023), 4, 9, None, is_cut=False),
        YearRow(FiscalYear(2024), 1, 10, -3, is_cut=False),
    )
    expected = (
        "\ufeff年度,案件数,期間内の累計,前年度との差,備考\r\n"
        "2022年度,5,5,,期間内の日のみ\r\n"
        "2023年度,4,9,,\r\n"
        "2024年度,1,10,-3,\r\n"
    )
    for language in ("ja", "en"):
        with override(language):
            assert csv_text(YearlyCases(Scope(()), FiscalYear, rows)) == expected


def test_no_rows_leave_the_headings() -> None:
    assert csv_text(YearlyCases(Scope(()), CalendarYear, ())).count("\r\n") == 1


@pytest.mark.parametrize("start", ["=", "+", "-", "@", "\t", "\r", "＝", "＋", "－", "＠"], ids=ascii)
def test_no_cell_starts_a_formula(start: str) -> None:
    evil = f"{start}cmd|' /C calc'!A0"
    lines = csv_text(share_of(evil, evil)).removeprefix("\ufeff")
    assert f"'{evil}" in lines
    assert not lines.startswith(start)
    assert f"\n{start}" not in lines
    assert f',"{start}' not in lines
    assert f",{start}" not in lines
