import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mediso.common.business_days import YEARS, BusinessCalendar, YearNotCovered
from tests.support.business_days import ONE_DAY, closures_near, days, slow_is_business_day

OPEN = BusinessCalendar()


def weekdays_off(first: dt.date, last: dt.date) -> list[str]:
    """Mondays to Fridays from `first` to `last` that are no business days."""
    every = (first + dt.timedelta(days=n) for n in range((last - first).days + 1))
    return [f"{day:%m-%d}" for day in every if day.weekday() < 5 and not OPEN.is_business_day(day)]


@pytest.mark.parametrize(
    ("first", "last", "off"),
    [
        # Ten days in a row around the accession: 30 April and 2 May lay between holidays.
        ((2019, 4, 26), (2019, 5, 7), ["04-29", "04-30", "05-01", "05-02", "05-03", "05-06"]),
        ((2019, 10, 1), (2019, 10, 31), ["10-14", "10-22"]),
        ((2019, 12, 1), (2019, 12, 28), []),
        # Marine Day, Sports Day and Mountain Day moved for the Olympic Games.
        ((2020, 7, 1), (2020, 10, 31), ["07-23", "07-24", "08-10", "09-21", "09-22"]),
        ((2021, 7, 1), (2021, 10, 31), ["07-22", "07-23", "08-09", "09-20", "09-23"]),
        # Made up for a Sunday, on the next day that is no holiday: Sunday 3 May 2026 on Wednesday.
        ((2020, 2, 1), (2020, 2, 29), ["02-11", "02-24"]),
        ((2026, 5, 1), (2026, 5, 31), ["05-04", "05-05", "05-06"]),
        # 22 September 2026 lies between two holidays.
        ((2026, 9, 1), (2026, 9, 30), ["09-21", "09-22", "09-23"]),
        # Equinoxes.
        ((2024, 3, 1), (2024, 3, 31), ["03-20"]),
        ((2027, 3, 1), (2027, 3, 31), ["03-22"]),
        ((2028, 9, 1), (2028, 9, 30), ["09-18", "09-22"]),
        # The turn of the year.
        ((2025, 12, 22), (2026, 1, 9), ["12-29", "12-30", "12-31", "01-01", "01-02"]),
        ((2017, 12, 25), (2018, 1, 9), ["12-29", "01-01", "01-02", "01-03", "01-08"]),
    ],
    ids=str,
)
def test_weekdays_without_work(first: tuple[int, int, int], last: tuple[int, int, int], off: list[str]) -> None:
    assert weekdays_off(dt.date(*first), dt.date(*last)) == off


def test_every_day_that_is_covered_is_judged_alike_by_another_library() -> None:
    day, other = dt.date(YEARS[0], 1, 1), []
    while day.year in YEARS:
        if OPEN.is_business_day(day) != slow_is_business_day(day):
            other.append(day)
        day += ONE_DAY
    assert other == []
    assert (YEARS[0], YEARS[-1]) == (2007, 2050)


def test_a_closure_has_its_first_and_its_last_day() -> None:
    summer = BusinessCalendar(closures=((dt.date(2025, 8, 13), dt.date(2025, 8, 14)),))
    week = [dt.date(2025, 8, day) for day in range(11, 17)]  # Monday, Mountain Day, to Saturday
    assert [summer.is_business_day(day) for day in week] == [False, True, False, False, True, False]


def test_days_taken_out_leave_the_calendar_itself_as_it_was() -> None:
    tuesday = dt.date(2025, 8, 12)
    shorter = OPEN.without([(tuesday, tuesday)])
    assert (shorter.is_business_day(tuesday), OPEN.is_business_day(tuesday)) == (False, True)
    assert shorter == BusinessCalendar(closures=((tuesday, tuesday),))


@pytest.mark.parametrize(
    ("start", "count", "end"),
    [
        ("2025-12-26", 0, "2025-12-26"),
        ("2025-12-26", 1, "2026-01-05"),
        ("2025-12-26", 5, "2026-01-09"),
        ("2025-12-27", 1, "2026-01-05"),
        ("2026-05-01", 1, "2026-05-07"),
        ("2026-05-01", 2, "2026-05-08"),
        ("2026-05-01", 3, "2026-05-11"),
    ],
    ids=str,
)
def test_adding_business_days(start: str, count: int, end: str) -> None:
    first, last = dt.date.fromisoformat(start), dt.date.fromisoformat(end)
    assert OPEN.add(first, count) == last
    assert OPEN.between(first, last) == count


def test_nothing_is_counted_backwards() -> None:
    assert OPEN.between(dt.date(2026, 5, 8), dt.date(2026, 5, 1)) == 0
    with pytest.raises(ValueError, match=r"^Business days are counted forwards, not -1\.$"):
        OPEN.add(dt.date(2026, 5, 8), -1)


@pytest.mark.parametrize("day", [dt.date(2006, 12, 31), dt.date(2051, 1, 1)], ids=str)
def test_a_year_whose_holidays_are_not_certain_is_refused(day: dt.date) -> None:
    with pytest.raises(YearNotCovered, match=rf"^Holidays are known for 2007–2050; {day} is outside\.$"):
        OPEN.is_business_day(day)


def test_counting_over_the_last_year_covered_is_refused() -> None:
    with pytest.raises(YearNotCovered):
        OPEN.add(dt.date(2050, 12, 28), 1)
    with pytest.raises(YearNotCovered):
        OPEN.between(dt.date(2006, 12, 1), dt.date(2007, 1, 10))


@given(days, st.integers(0, 40), st.data())
def test_adding_equals_a_slow_count_day_by_day(start: dt.date, count: int, data: st.DataObject) -> None:
    closed = data.draw(closures_near(start))
    day, left = start, count
    while left:
        day += ONE_DAY
        left -= slow_is_business_day(day, closed)
    assert BusinessCalendar(closures=closed).add(start, count) == day


@given(days, st.integers(-5, 60), st.data())
def test_between_equals_a_slow_count_day_by_day(start: dt.date, length: int, data: st.DataObject) -> None:
    closed = data.draw(closures_near(start))
    later = [start + dt.timedelta(days=n) for n in range(1, length + 1)]
    counted = sum(slow_is_business_day(day, closed) for day in later)
    assert BusinessCalendar(closures=closed).between(start, start + dt.timedelta(days=length)) == counted


@given(days, st.integers(0, 40), st.data())
def test_a_closure_never_makes_it_earlier(start: dt.date, count: int, data: st.DataObject) -> None:
    calendar = BusinessCalendar(closures=data.draw(closures_near(start)))
    assert calendar.without(data.draw(closures_near(start))).add(start, count) >= calendar.add(start, count)
