import datetime as dt
from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mediso.common.japanese_dates import UnreadableDate, parse_japanese_date

NOT_A_DATE = "日付として読めません。2024-04-01、2024/4/1、R6.4.1、令和6年4月1日のように書いてください。"
FOUR_DIGITS = "年は西暦4桁か、元号付き(R6.4.1など)で書いてください。"
NO_SUCH_DAY = "暦にない日付です。"
TIME_OF_DAY = "時刻が入っています。日付だけを書いてください。"


@pytest.mark.parametrize(
    ("written", "day"),
    [
        ("2024-04-01", dt.date(2024, 4, 1)),
        ("2024/4/1", dt.date(2024, 4, 1)),
        ("2024.4.1", dt.date(2024, 4, 1)),
        ("2024年4月1日", dt.date(2024, 4, 1)),
        ("２０２４年　４月　１日", dt.date(2024, 4, 1)),
        (" 2024 / 04 / 01 ", dt.date(2024, 4, 1)),
        ("2024−4−1", dt.date(2024, 4, 1)),
        ("20240401", dt.date(2024, 4, 1)),
        ("2024/4/1 0:00", dt.date(2024, 4, 1)),
        ("2024-04-01T00:00:00", dt.date(2024, 4, 1)),
        ("2024年4月1日（月）", dt.date(2024, 4, 1)),
        ("R6.4.1(月曜日)", dt.date(2024, 4, 1)),
        ("R6.4.1", dt.date(2024, 4, 1)),
        ("r06.04.01", dt.date(2024, 4, 1)),
        ("Ｒ６／４／１", dt.date(2024, 4, 1)),
        ("令和6年4月1日", dt.date(2024, 4, 1)),
        ("㋿６年４月１日", dt.date(2024, 4, 1)),
        ("令和元年5月1日", dt.date(2019, 5, 1)),
        ("R元.5.1", dt.date(2019, 5, 1)),
        ("H31.4.30", dt.date(2019, 4, 30)),
        ("H30.2.5", dt.date(2018, 2, 5)),
        ("平成30年2月5日", dt.date(2018, 2, 5)),
        ("平成元年1月8日", dt.date(1989, 1, 8)),
        ("S64.1.7", dt.date(1989, 1, 7)),
        ("S63.12.31", dt.date(1988, 12, 31)),
        ("昭和元年12月25日", dt.date(1926, 12, 25)),
        ("大正15年12月24日", dt.date(1926, 12, 24)),
        ("2024-02-29", dt.date(2024, 2, 29)),
        (dt.date(2024, 4, 1), dt.date(2024, 4, 1)),
        (dt.datetime(2024, 4, 1), dt.date(2024, 4, 1)),  # noqa: DTZ001 - Excel knows no time zones
        (45383, dt.date(2024, 4, 1)),
        (45383.0, dt.date(2024, 4, 1)),
        (20240401, dt.date(2024, 4, 1)),
    ],
    ids=repr,
)
def test_the_usual_forms_are_read(written: str | float | dt.date, day: dt.date) -> None:
    assert parse_japanese_date(written) == day


@pytest.mark.parametrize(
    ("written", "reason"),
    [
        ("未定", NOT_A_DATE),
        ("4/1", NOT_A_DATE),
        ("2024/4", NOT_A_DATE),
        ("M45.7.29", NOT_A_DATE),
        ("45383", NOT_A_DATE),
        (2024, NOT_A_DATE),
        (60401, NOT_A_DATE),
        (45383.5, NOT_A_DATE),
        (True, NOT_A_DATE),
        (float("nan"), NOT_A_DATE),
        (float("inf"), NOT_A_DATE),
        ("24/4/1", FOUR_DIGITS),
        ("20240/4/1", FOUR_DIGITS),
        ("2024年4月1日（火）", "2024-04-01は月曜日です。"),
        ("令和6年4月1日(日)", "2024-04-01は月曜日です。"),
        ("2023-02-29", NO_SUCH_DAY),
        ("2024-13-01", NO_SUCH_DAY),
        ("2024/4/31", NO_SUCH_DAY),
        ("R6.2.30", NO_SUCH_DAY),
        ("1024-04-01", "1024年は年の誤りと思われます。"),
        ("2924-04-01", "2924年は年の誤りと思われます。"),
        ("R0.4.1", "令和は2019-05-01に始まりました。2018-04-01はそれより前の日付です。"),
        ("令和元年4月30日", "令和は2019-05-01に始まりました。2019-04-30はそれより前の日付です。"),
        (
            "平成31年5月1日",
            "平成は2019-04-30で終わりました。2019-05-01のことであれば、そのように書いてください。",
        ),
        ("S64.1.8", "昭和は1989-01-07で終わりました。1989-01-08のことであれば、そのように書いてください。"),
        ("2024/4/1 13:05", NOT_A_DATE),
        (dt.datetime(2024, 4, 1, 9, 30), TIME_OF_DAY),  # noqa: DTZ001 - Excel knows no time zones
    ],
    ids=repr,
)
def test_anything_else_is_refused_with_its_reason(written: str | float | dt.date, reason: str) -> None:
    with pytest.raises(UnreadableDate) as refusal:
        parse_japanese_date(written)
    assert str(refusal.value) == reason


@given(st.dates(dt.date(1926, 12, 25), dt.date(2099, 12, 31)))
def test_a_day_survives_its_era_form(day: dt.date) -> None:
    eras = [
        ("R", "令和", dt.date(2019, 5, 1)),
        ("H", "平成", dt.date(1989, 1, 8)),
        ("S", "昭和", dt.date(1926, 12, 25)),
    ]
    letter, name, first = next(era for era in eras if day >= era[2])
    year = day.year - first.year + 1
    assert parse_japanese_date(f"{letter}{year}.{day.month}.{day.day}") == day
    assert parse_japanese_date(f"{name}{'元' if year == 1 else year}年{day.month}月{day.day}日") == day


@given(st.text() | st.floats() | st.integers())
def test_anything_is_a_date_or_a_refusal(value: str | float) -> None:
    with suppress(UnreadableDate):
        assert isinstance(parse_japanese_date(value), dt.date)
