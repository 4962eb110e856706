"""Whose move it was at the ends of months: by hand, and against a walk through the days."""

import calendar
import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cases.enums import Awaits
from cases.month_ends import ends_over, filled, move_at, of_history
from mediso.common.months import Month

ONE_DAY = dt.timedelta(days=1)
LETTERS = {"staff": "D", "supporter": "S", "founder": "F", "nobody": "N"}


def day(text: str) -> dt.date:
    return dt.date.fromisoformat(text)


@pytest.mark.parametrize(
    ("received_on", "moves", "awaits", "today", "then"),
    [
        pytest.param("2026-11-01", "", "staff", "2026-11-30", "", id="the last day itself is not over"),
        pytest.param("2026-11-30", "", "staff", "2026-12-01", "D", id="the day after it is"),
        pytest.param("2026-11-01", "", "founder", "2026-11-30", "", id="a move on the last day comes before the end"),
        pytest.param("2028-02-10", "", "staff", "2028-02-29", "", id="29 February of a leap year"),
        pytest.param("2028-02-29", "", "supporter", "2028-03-01", "S", id="the day after 29 February"),
        pytest.param("2027-02-28", "", "supporter", "2027-03-01", "S", id="the day after 28 February"),
        pytest.param("2026-11-15", "D", "supporter", "2027-02-03", "DSS", id="over the turn of the year"),
        pytest.param("2026-11-15", "DSN", "nobody", "2027-05-31", "DSNNNN", id="closed and taken up again"),
        pytest.param("2026-11-15", "DS", "founder", "2027-01-31", "DS", id="nothing new in the same month"),
    ],
)
def test_ends_are_filled_with_whose_move_it_has_been(
    received_on: str, moves: str, awaits: str, today: str, then: str
) -> None:
    assert filled(day(received_on), moves, Awaits(awaits), day(today)) == then


@pytest.mark.parametrize(
    ("month", "letter"),
    [("2026-10", None), ("2026-11", "D"), ("2026-12", "S"), ("2027-01", "F"), ("2031-07", "F")],
)
def test_the_ends_since_the_last_move_have_the_letter_of_today(month: str, letter: str | None) -> None:
    asked = Month.parse(month)
    assert asked is not None
    assert move_at(day("2026-11-15"), "DS", Awaits.FOUNDER, asked) == letter


@pytest.mark.parametrize(
    ("closed_on", "known", "then"),
    [
        pytest.param("2024-04-30", "", "", id="closed by the end of the month of receipt"),
        pytest.param("2024-05-01", "", "-", id="closed the day after"),
        pytest.param("2024-07-31", "", "---", id="nothing known"),
        pytest.param("2024-07-31", "DS", "DS-", id="known in part"),
        pytest.param("2024-05-20", "DSF", "D", id="known beyond its closing"),
        pytest.param("2024-07-31", "DNN", "D--", id="what came after the closing is none of it"),
    ],
)
def test_history_ends_with_the_closing(closed_on: str, known: str, then: str) -> None:
    assert of_history(day("2024-04-20"), day(closed_on), known) == then


moves = st.lists(st.tuples(st.integers(0, 70), st.sampled_from(list(Awaits))), max_size=8)


@given(st.dates(dt.date(2018, 1, 1), dt.date(2030, 12, 31)), moves, st.integers(0, 70))
def test_every_end_equals_a_walk_through_the_days(
    received_on: dt.date, made: list[tuple[int, Awaits]], rest: int
) -> None:
    letters, awaits, moved_on = "", Awaits.STAFF, received_on
    by_day: dict[dt.date, Awaits] = {received_on: awaits}
    for days, turn in made:
        moved_on += days * ONE_DAY
        letters = filled(received_on, letters, awaits, moved_on)
        awaits = by_day[moved_on] = turn
    today = moved_on + rest * ONE_DAY

    seen, one, whose = [], received_on, Awaits.STAFF
    while one < today:
        whose = by_day.get(one, whose)
        if one.day == calendar.monthrange(one.year, one.month)[1]:
            seen.append((Month.of(one), LETTERS[whose.value]))
        one += ONE_DAY
    assert len(seen) == ends_over(received_on, today)
    assert [(month, move_at(received_on, letters, awaits, month)) for month, _letter in seen] == seen
    assert filled(received_on, letters, awaits, today) == "".join(letter for _month, letter in seen)
