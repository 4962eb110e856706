import pytest
from django.utils.translation import override

from reports.drawings.csv import csv_text
from tests.reports.drawings.made import share_of, years


def test_a_share_shows_its_count_and_percent_and_the_denominator() -> None:
    assert csv_text(share_of("薬", "甲")) == (
        "\ufeff製品区分,全案件数（分母）,甲（件）,甲（%）,乙（件）,乙（%）\r\n薬,8,1,13,8,100\r\n合計,8,1,13,8,100\r\n"
    )


def test_in_japanese_whatever_the_language() -> None:
    expected = (
        "\ufeff年度,案件数,前年度との差,中央値,時間,備考\r\n"
        "2022年度,1234,,,,期間内の日のみ\r\n"
        "2023年度,4,-3,12,1.25,\r\n"
        "2024年度,＊,0,,,\r\n"
    )
    for language in ("ja", "en"):
        with override(language):
            assert csv_text(years()) == expected


@pytest.mark.parametrize("start", ["=", "+", "-", "@", "\t", "\r", "＝", "＋", "－", "＠"], ids=ascii)
def test_no_cell_starts_a_formula(start: str) -> None:
    evil = f"{start}cmd|' /C calc'!A0"
    lines = csv_text(share_of(evil, evil)).removeprefix("\ufeff")
    assert f"'{evil}" in lines
    assert not lines.startswith(start)
    assert f"\n{start}" not in lines
    assert f',"{start}' not in lines
    assert f",{start}" not in lines
