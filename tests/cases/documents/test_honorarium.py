import csv
import datetime as dt
import io
from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal
from fractions import Fraction

import pytest
from django.utils.translation import override
from hypothesis import given
from hypothesis import strategies as st

from cases.documents.honorarium import Line, MonthOfWork, Statement, Unpaid, honorarium
from cases.documents.honorarium.paper import statement_document
from cases.documents.honorarium.table import month_csv, statement_csv
from cases.enums import InterviewKind
from mediso.common.documents import Section, Table
from mediso.common.months import Month

NOVEMBER = Month(2026, 11)
STATEMENT = Statement(
    desk="医療の窓口",
    supporter_id=1,
    supporter="=野村 進",
    full_time=False,
    month=NOVEMBER,
    as_of=dt.date(2026, 12, 1),
    rate=7_901,
    own_rate=False,
    lines=(
        Line(dt.date(2026, 11, 4), "M2026-0001", InterviewKind.SUPPORTER, 50),
        Line(dt.date(2026, 11, 20), "M2026-0002", InterviewKind.FOLLOW_UP, 45),
    ),
    uncounted=(Line(dt.date(2026, 11, 10), "M2026-0003", InterviewKind.PRELIMINARY, None),),
)
minutes = st.integers(0, 60_000)
rates = st.integers(0, 1_000_000)


@pytest.fixture(autouse=True)
def english() -> Iterator[None]:
    with override("en"):
        yield


@given(minutes, rates)
def test_less_than_a_yen_is_left_out_and_never_added(worked: int, rate: int) -> None:
    exact = Fraction(worked * rate, 60)
    assert 0 <= exact - honorarium(worked, rate) < 1


@given(st.lists(st.integers(5, 600), max_size=20), rates)
def test_rounding_once_a_month_pays_no_less_than_rounding_each_interview(held: list[int], rate: int) -> None:
    each = sum(honorarium(one, rate) for one in held)
    assert each <= honorarium(sum(held), rate) <= each + len(held)


def test_a_month_worked_out_on_paper() -> None:
    # 95 minutes × 7,901 ÷ 60 = 12,509.91…; each by itself would be 6,584 + 5,925 = 12,509.
    assert (STATEMENT.minutes, STATEMENT.hours, STATEMENT.amount) == (95, Decimal("1.58"), 12_509)


def test_without_a_rate_and_for_full_time_there_are_hours_and_no_amount() -> None:
    unset, full_time = replace(STATEMENT, rate=None), replace(STATEMENT, full_time=True)
    assert [(one.minutes, one.amount, one.unpaid) for one in (unset, full_time)] == [
        (95, None, Unpaid.NO_RATE),
        (95, None, Unpaid.FULL_TIME),
    ]
    assert full_time.paid_rate is None
    waived = replace(STATEMENT, rate=0, own_rate=True)
    assert (waived.amount, waived.unpaid) == (0, None)
    month = MonthOfWork("医療の窓口", NOVEMBER, (STATEMENT, unset, full_time))
    assert (month.interviews, month.uncounted, month.minutes, month.amount, month.without_rate) == (
        6,
        3,
        285,
        12_509,
        1,
    )


def test_the_file_of_one_supporter_is_japanese_and_no_name_runs_as_a_formula() -> None:
    assert statement_csv(STATEMENT).startswith("\ufeff")
    rows = list(csv.reader(io.StringIO(statement_csv(STATEMENT).removeprefix("\ufeff"))))
    who = ["'=野村 進", "2026-11"]
    assert rows == [
        [
            *("サポーター", "対象月", "実施日", "受付番号", "種別", "分"),
            *("時間", "時間単価（円）", "謝金（円、税引前）", "備考"),
        ],
        [*who, "2026-11-04", "M2026-0001", "サポーター面談", "50", "", "", "", ""],
        [*who, "2026-11-10", "M2026-0003", "事前面談", "", "", "", "", "算入外（所要時間の記録なし）"],
        [*who, "2026-11-20", "M2026-0002", "フォローアップ", "45", "", "", "", ""],
        [*who, "合計", "", "", "95", "1.58", "7901", "12509", "窓口の単価"],
    ]


def test_the_file_of_a_month_has_a_line_each_and_the_sum() -> None:
    other = replace(STATEMENT, supporter="原田 緑", rate=None, uncounted=())
    rows = list(csv.reader(io.StringIO(month_csv(MonthOfWork("医療の窓口", NOVEMBER, (STATEMENT, other))))))
    assert rows[1:] == [
        ["'=野村 進", "2026-11", "2", "1", "95", "1.58", "7901", "12509", "窓口の単価"],
        [
            *("原田 緑", "2026-11", "2", "0", "95", "1.58", "", ""),
            "単価が未設定（サポーター個別・窓口とも）のため、金額は算出していません",
        ],
        ["合計", "2026-11", "4", "1", "190", "3.17", "", "12509", ""],
    ]


def test_the_paper_says_what_is_worked_out_and_from_what() -> None:
    document = statement_document(STATEMENT)
    assert document.facts == (
        ("Supporter", "=野村 進"),
        ("Month", "November 2026"),
        ("Minutes", "95"),
        ("Hours", "1.58"),
        ("Rate an hour (yen)", "7,901"),
        ("Honorarium (yen, before tax)", "12,509"),
        ("Remarks", "the desk’s rate"),
        ("Worked out on", "1 December 2026 (Tue)"),
    )
    tables = [part.rows for section in document.sections for part in section.parts if isinstance(part, Table)]
    assert tables == [
        (
            ("4 November 2026 (Wed)", "M2026-0001", "Supporter interview", "50"),
            ("20 November 2026 (Fri)", "M2026-0002", "Follow-up", "45"),
        ),
        (("10 November 2026 (Tue)", "M2026-0003", "Preliminary interview", ""),),
    ]
    assert [section.heading for section in document.sections] == [
        *("Interviews", "Not counted: no length is recorded", "How it is worked out"),
    ]
    empty = statement_document(replace(STATEMENT, lines=(), uncounted=()))
    assert isinstance(empty.sections[0], Section)
    assert len(empty.sections) == 2
