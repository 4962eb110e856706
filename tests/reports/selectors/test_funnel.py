"""How far cases came, with the answers worked out on paper."""

import datetime as dt
from dataclasses import dataclass

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from cases.models import Case
from reports.figures.percentiles import percentile
from reports.periods import Period
from reports.selectors.funnel import funnel
from tests.reports.builders import SmallDesk, small_desk, undone
from tests.reports.lists import assert_numbers_are_their_lists, values

pytestmark = pytest.mark.django_db


@dataclass(frozen=True)
class Steps:
    """Days of the steps of one case, in days after its receipt; None where it has not had it."""

    received_on: dt.date
    after: tuple[int | None, int | None, int | None] = (None, None, None)

    def make(self, desk: SmallDesk) -> Case:
        case = desk.case("薬", "甲", self.received_on)
        days = [None if days is None else self.received_on + dt.timedelta(days=days) for days in self.after]
        case.preliminary_on, case.interviewed_on, case.followed_up_on = days
        case.save()
        return case


LEAP_DAY = dt.date(2024, 2, 29)


def test_a_month_worked_out_on_paper() -> None:
    desk = small_desk()
    for steps in (
        Steps(LEAP_DAY, (1, 8, 100)),
        Steps(dt.date(2024, 2, 1), (0, 20, None)),
        Steps(dt.date(2024, 2, 2), (5, None, None)),
        Steps(dt.date(2024, 2, 3), (None, 3, 33)),  # went straight to the supporters
        Steps(dt.date(2024, 2, 29)),
        Steps(dt.date(2024, 3, 1), (9, 9, 9)),  # of another month
    ):
        steps.make(desk)
    figure = funnel(desk.scope(Period(dt.date(2024, 2, 1), LEAP_DAY)))
    assert [column.code for column in figure.columns] == [
        "cases",
        "measured",
        "median",
        "ninetieth",
        "median_from_receipt",
        "ninetieth_from_receipt",
    ]
    assert values(figure) == {
        "received": [5, None, None, None, None, None],
        "preliminary": [3, 3, 1, 5, 1, 5],
        "interviewed": [3, 2, 7, 20, 8, 20],
        "followed_up": [2, 2, 30, 92, 33, 100],
    }
    assert [row.cells[0].of for row in figure.rows] == [5, 5, 5, 5]
    assert [row.cells[0].percent for row in figure.rows] == [100, 60, 60, 40]
    assert figure.cases == 5
    assert_numbers_are_their_lists(figure)


def test_nothing_received_is_nothing_measured() -> None:
    assert values(funnel(small_desk().scope())) == {
        "received": [0, None, None, None, None, None],
        "preliminary": [0, 0, None, None, None, None],
        "interviewed": [0, 0, None, None, None, None],
        "followed_up": [0, 0, None, None, None, None],
    }


@given(st.lists(st.integers(-5, 40), max_size=30), st.sampled_from([50, 90, 100]))
def test_a_percentile_is_the_first_number_with_enough_at_or_below_it(numbers: list[int], percent: int) -> None:
    enough = [one for one in sorted(numbers) if sum(other <= one for other in numbers) * 100 >= percent * len(numbers)]
    counts = {one: numbers.count(one) for one in numbers}
    assert percentile(counts, percent) == (enough[0] if enough else None)


days = st.none() | st.integers(0, 9)
made = st.lists(
    st.builds(Steps, st.dates(dt.date(2024, 2, 20), dt.date(2024, 3, 10)), st.tuples(days, days, days)), max_size=6
)


@settings(max_examples=12, suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(made)
def test_the_funnel_is_what_a_loop_over_the_cases_counts(cases: list[Steps]) -> None:
    with undone():
        desk = small_desk()
        for steps in cases:
            steps.make(desk)
        figure = funnel(desk.scope(Period(dt.date(2024, 2, 25), dt.date(2024, 3, 5))))
        counted = [one.after for one in cases if dt.date(2024, 2, 25) <= one.received_on <= dt.date(2024, 3, 5)]
        for place, row in enumerate(figure.rows[1:]):
            had = [days for after in counted if (days := after[place]) is not None]
            both = [
                days - before
                for after in counted
                if (days := after[place]) is not None and (before := after[place - 1] if place else 0) is not None
            ]
            assert [cell.value for cell in row.cells] == [len(had), len(both), *_ranks(both), *_ranks(had)]
        assert figure.rows[0].cells[0].value == len(counted)


def _ranks(days: list[int]) -> list[int | None]:
    """Median and 90th percentile by nearest rank."""
    ordered = sorted(days)
    return [ordered[-(-percent * len(ordered) // 100) - 1] if ordered else None for percent in (50, 90)]
