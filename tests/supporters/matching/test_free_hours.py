"""Free hours, against counting minute by minute."""

from datetime import date, time, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from supporters.matching import Away, FreeHours, Horizon, free_hours
from supporters.matching.free_hours import USUAL_WEEK, minutes_by_weekday

ON = date(2024, 12, 26)  # a Thursday
LAST = ON + timedelta(days=20)
BUSINESS_DAYS = [date(2024, 12, 27), *(date(2025, 1, day) for day in (6, 7, 8, 9, 10, 14, 15))]

times = st.builds(time, st.integers(0, 23), st.sampled_from([0, 30]))
stretches = st.lists(st.tuples(st.integers(0, 6), times, times).filter(lambda one: one[1] < one[2]), max_size=5)
days = st.dates(ON, LAST)
leaves = st.lists(
    st.builds(
        lambda first, length: Away("leave", first, first + timedelta(days=length) if length is not None else None),
        days,
        st.none() | st.integers(0, 5),
    ),
    max_size=2,
)
horizons = st.frozensets(days.filter(lambda day: day > ON)).map(lambda some: Horizon(ON, tuple(sorted(some)), LAST))


def test_overlapping_and_touching_stretches_count_once() -> None:
    week = [(0, time(10), time(12)), (0, time(9), time(11)), (0, time(12), time(12, 30)), (6, time(0), time(23, 59))]
    assert minutes_by_weekday(week) == (210, 0, 0, 0, 0, 0, 1439)


def test_whoever_gave_no_week_has_business_days_from_nine_to_five() -> None:
    horizon = Horizon(ON, tuple(BUSINESS_DAYS), LAST)
    free = free_hours(horizon, [], minutes_left=10_000, minutes_a_month=10_000)
    assert free == FreeHours(tuple(BUSINESS_DAYS), tuple(480 * count for count in range(1, 9)), LAST, assumed=True)
    given_the_same = free_hours(horizon, USUAL_WEEK, minutes_left=10_000, minutes_a_month=10_000)
    assert (given_the_same.minutes, given_the_same.assumed) == (free.minutes, False)


def test_each_month_gives_what_is_left_of_it() -> None:
    """Fifty minutes of December, then ten hours of January."""
    horizon = Horizon(ON, tuple(BUSINESS_DAYS), LAST)
    free = free_hours(horizon, [], minutes_left=50, minutes_a_month=600)
    assert free.minutes == (50, 530, *[650] * 6)
    assert free_hours(horizon, [], minutes_left=-30, minutes_a_month=600).minutes == (0, 480, *[600] * 6)


@pytest.mark.parametrize(
    ("day", "minutes"), [(ON, 0), (BUSINESS_DAYS[0], 480), (date(2025, 1, 5), 480), (LAST, 480 * 8)]
)
def test_until_a_day_counts_that_day(day: date, minutes: int) -> None:
    free = free_hours(Horizon(ON, tuple(BUSINESS_DAYS), LAST), [], minutes_left=10_000, minutes_a_month=10_000)
    assert free.until(day) == minutes


def test_beyond_what_was_worked_out_nothing_is_told() -> None:
    free = free_hours(Horizon(ON, (), LAST), [], minutes_left=1, minutes_a_month=1)
    with pytest.raises(ValueError, match="Free hours are known up to 2025-01-15, not 2025-01-16"):
        free.until(LAST + timedelta(days=1))


@given(horizons, stretches, leaves, st.integers(-60, 2_000), st.integers(0, 2_000))
def test_it_is_what_counting_gives(
    horizon: Horizon, week: list[tuple[int, time, time]], leaves: list[Away], left: int, a_month: int
) -> None:
    free = free_hours(horizon, week, leaves=leaves, minutes_left=left, minutes_a_month=a_month)
    for day in (LAST, ON + timedelta(days=5)):
        by_month: dict[tuple[int, int], int] = {}
        for one in horizon.days:
            if one <= day and not any(away.covers(one) for away in leaves):
                by_month[one.year, one.month] = by_month.get((one.year, one.month), 0) + counted(week, one)
        this_month = (ON.year, ON.month)
        most = {month: max(left, 0) if month == this_month else a_month for month in by_month}
        assert free.until(day) == sum(min(minutes, most[month]) for month, minutes in by_month.items())


def counted(week: list[tuple[int, time, time]], day: date) -> int:
    """Half hours in which some stretch of the weekday runs; all of them begin and end on one."""
    halves = [time(hour, minute) for hour in range(24) for minute in (0, 30)]
    running = [at for at in halves if any(on == day.weekday() and b <= at < e for on, b, e in week or USUAL_WEEK)]
    return 30 * len(running)
