"""What came of cases after closing, with the answers worked out on paper."""

import datetime as dt

import pytest
import time_machine
from hypothesis import given
from hypothesis import strategies as st

from cases.enums import OutcomeKind, State
from cases.models import Case, Outcome
from mediso.common.months import months_after
from reports.conditions.outcome import last_closing
from reports.selectors.outcomes import outcomes
from tests.reports.builders import SmallDesk, small_desk
from tests.reports.lists import assert_numbers_are_their_lists, values

pytestmark = pytest.mark.django_db

FUNDS, APPROVAL, OTHER = OutcomeKind.FUNDS_RAISED, OutcomeKind.APPROVAL, OutcomeKind.OTHER
TODAY = dt.datetime(2025, 2, 28, 3, tzinfo=dt.UTC)


def closed(desk: SmallDesk, on: dt.date, *told: tuple[OutcomeKind, dt.date, int | None]) -> Case:
    case = desk.case("薬", "甲", dt.date(2023, 6, 1))
    case.state, case.awaits, case.closed_on = State.CLOSED, "nobody", on
    case.save()
    for kind, occurred_on, amount in told:
        Outcome.objects.create(case=case, kind=kind, occurred_on=occurred_on, amount=amount, told_by=desk.founder)
    return case


@time_machine.travel(TODAY, tick=False)
def test_outcomes_worked_out_on_paper() -> None:
    desk = small_desk()
    # A year after the leap day is today.
    closed(
        desk,
        dt.date(2024, 2, 29),
        (FUNDS, dt.date(2024, 2, 28), 1),  # before the closing
        (FUNDS, dt.date(2024, 2, 29), 1_000_000),
        (FUNDS, dt.date(2024, 5, 29), 2_000_000),  # three months to the day
        (APPROVAL, dt.date(2024, 5, 30), None),  # a day later
        (OTHER, dt.date(2025, 2, 28), None),  # twelve months
    )
    closed(desk, dt.date(2024, 3, 1), (FUNDS, dt.date(2024, 8, 1), None))  # one day short of twelve months
    closed(desk, dt.date(2024, 11, 30))  # three months ago, as February has 28 days; nothing told
    closed(desk, dt.date(2024, 12, 1), (FUNDS, dt.date(2024, 12, 1), 9))  # one day short of three
    desk.case("薬", "甲", dt.date(2023, 6, 1))
    figure = outcomes(desk.scope())
    assert [column.code for column in figure.columns] == [
        *("closed", "any", "funds_raised", "approval", "partnership", "founded", "other", "none", "yen"),
    ]
    assert values(figure) == {
        "3": [3, 1, 1, 0, 0, 0, 0, 2, 3_000_000],
        "6": [2, 2, 2, 1, 0, 0, 0, 0, 3_000_000],
        "12": [1, 1, 1, 1, 0, 0, 1, 0, 3_000_000],
    }
    assert [cell.percent for cell in figure.rows[0].cells][1:3] == [33, 33]
    assert figure.cases == 5
    assert_numbers_are_their_lists(figure)


@time_machine.travel(TODAY, tick=False)
def test_a_reopened_case_is_not_closed_whatever_was_told() -> None:
    desk = small_desk()
    case = closed(desk, dt.date(2024, 1, 1), (FUNDS, dt.date(2024, 1, 2), 5))
    case.state, case.closed_on, case.awaits = State.SUPPORTING, None, "supporter"
    case.save()
    figure = outcomes(desk.scope())
    assert values(figure)["3"] == [0, 0, 0, 0, 0, 0, 0, 0, 0]
    assert figure.rows[0].cells[1].percent is None
    assert_numbers_are_their_lists(figure)


@given(st.dates(dt.date(2019, 1, 1), dt.date(2030, 1, 1)), st.sampled_from([3, 6, 12]))
def test_the_last_closing_is_the_last_day_that_is_so_many_months_ago(today: dt.date, months: int) -> None:
    days = [today - dt.timedelta(days=days) for days in range(400)]
    assert last_closing(months, today) == max(day for day in days if months_after(day, months) <= today)
