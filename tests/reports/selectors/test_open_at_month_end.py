"""Cases open at the ends of months, with the answers worked out on paper and against a loop over cases and months."""

import datetime as dt
from collections import Counter

import pytest
import time_machine
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from cases.enums import Awaits, State
from mediso.common.months import Month
from reports.periods import ALL, Period
from reports.selectors.open_at_month_end import open_at_month_end
from tests.reports.builders import SmallDesk, small_desk, undone
from tests.reports.lists import assert_numbers_are_their_lists, listed, values

pytestmark = pytest.mark.django_db

NOW = dt.datetime(2024, 5, 20, 3, tzinfo=dt.UTC)
STATES = {
    Awaits.STAFF: State.TRIAGING,
    Awaits.SUPPORTER: State.SUPPORTING,
    Awaits.FOUNDER: State.AWAITING_FOUNDER,
    Awaits.NOBODY: State.DECLINED,
}


def lived(desk: SmallDesk, received_on: dt.date, moves: str, awaits: Awaits) -> None:
    """`moves` are the letters of the ends of months up to the last move."""
    case = desk.case("薬", "甲", received_on)
    case.month_end_moves, case.awaits, case.state = moves, awaits, STATES[awaits]
    case.returns_to = State.TRIAGING if awaits is Awaits.FOUNDER else ""
    case.save()


@time_machine.travel(NOW, tick=False)
def test_months_worked_out_on_paper() -> None:
    desk = small_desk()
    lived(desk, dt.date(2023, 1, 31), "D", Awaits.SUPPORTER)  # never done: with the supporter since February 2023
    lived(desk, dt.date(2024, 1, 1), "DSF", Awaits.NOBODY)  # over in April
    lived(desk, dt.date(2024, 2, 29), "NND", Awaits.STAFF)  # closed in its month, reopened in April
    lived(desk, dt.date(2023, 12, 31), "---", Awaits.NOBODY)  # of the old register, closed in March
    lived(desk, dt.date(2024, 5, 20), "", Awaits.FOUNDER)  # of today
    lived(desk, dt.date(2024, 4, 30), "", Awaits.NOBODY)  # came and went between two ends
    figure = open_at_month_end(desk.scope(Period(dt.date(2024, 2, 1), dt.date(2024, 12, 31))))
    assert [column.code for column in figure.columns] == [
        *("open", "0", "1", "2-3", "4-6", "7-12", "13-"),
        *("desk", "supporter", "founder", "unknown"),
    ]
    assert values(figure) == {
        "2024-02": [3, 0, 1, 1, 0, 0, 1, 0, 2, 0, 1],
        "2024-03": [2, 0, 0, 1, 0, 0, 1, 0, 1, 1, 0],
        "2024-04": [2, 0, 0, 1, 0, 0, 1, 1, 1, 0, 0],
        "2024-05": [3, 1, 0, 1, 0, 0, 1, 1, 1, 1, 0],
    }
    assert [row.label.en for row in figure.rows] == [
        "February 2024",
        "March 2024",
        "April 2024",
        "May 2024 (as of today)",
    ]
    assert figure.cases == 5
    assert_numbers_are_their_lists(figure)


@time_machine.travel(NOW, tick=False)
def test_a_case_received_before_the_period_is_open_in_it_and_stands_in_the_list() -> None:
    desk = small_desk()
    lived(desk, dt.date(2024, 1, 10), "", Awaits.STAFF)
    figure = open_at_month_end(desk.scope(Period(dt.date(2024, 3, 1), dt.date(2024, 3, 31))))
    assert {code: row[0] for code, row in values(figure).items()} == {"2024-03": 1}
    assert listed(figure, figure.rows[0].cells[0]) == 1


@time_machine.travel(NOW, tick=False)
def test_periods_without_a_month_to_show_have_no_rows() -> None:
    desk = small_desk()
    assert open_at_month_end(desk.scope()).rows == ()
    lived(desk, dt.date(2024, 1, 10), "", Awaits.STAFF)
    for first, last in ((dt.date(2024, 6, 1), dt.date(2024, 6, 30)), (dt.date(2023, 1, 1), dt.date(2023, 12, 31))):
        figure = open_at_month_end(desk.scope(Period(first, last)))
        assert (figure.rows, figure.cases) == ((), 0)


months_lived = st.builds(
    lambda day, moves, awaits: (day, moves[: (2024 - day.year) * 12 + 5 - day.month], awaits),
    st.dates(dt.date(2022, 11, 1), dt.date(2024, 5, 20)),
    st.text("DSFN-", max_size=8),
    st.sampled_from(Awaits),
)
ends = st.dates(dt.date(2022, 10, 1), dt.date(2024, 8, 1))
periods = st.tuples(ends, ends).map(sorted).map(lambda pair: Period(pair[0], pair[1])) | st.just(ALL)
LETTERS = {Awaits.STAFF: "D", Awaits.SUPPORTER: "S", Awaits.FOUNDER: "F", Awaits.NOBODY: "N"}
MOVES = {"D": "desk", "S": "supporter", "F": "founder", "-": "unknown"}
AGES = {0: "0", 1: "1", 2: "2-3", 3: "2-3", 4: "4-6", 5: "4-6", 6: "4-6"} | dict.fromkeys(range(7, 13), "7-12")


@settings(max_examples=12, suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(st.lists(months_lived, min_size=1, max_size=5), periods)
def test_the_figure_is_what_a_loop_over_cases_and_months_counts(
    cases: list[tuple[dt.date, str, Awaits]], period: Period
) -> None:
    with undone(), time_machine.travel(NOW, tick=False):
        desk = small_desk()
        for case in cases:
            lived(desk, *case)
        figure = open_at_month_end(desk.scope(period))
        begun = min(received_on for received_on, _moves, _awaits in cases)
        first = max(begun, period.first or begun).replace(day=1)
        last = min(period.last or NOW.date(), NOW.date())
        shown = [
            month
            for month in Month.between(Month.of(begun), Month.of(NOW.date()))
            if first <= month.last and month.first <= last
        ]
        assert [row.code for row in figure.rows] == [month.code for month in shown]
        for row, month in zip(figure.rows, shown, strict=True):
            found: Counter[str] = Counter()
            for received_on, moves, awaits in cases:
                age = (month.year - received_on.year) * 12 + month.month - received_on.month
                letter = moves[age] if 0 <= age < len(moves) else LETTERS[awaits]
                if age >= 0 and letter != "N":
                    found.update(["open", AGES.get(age, "13-"), MOVES[letter]])
            assert [cell.value for cell in row.cells] == [found[column.code] for column in figure.columns]
