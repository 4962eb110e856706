import datetime as dt

import pytest
from django.utils import translation
from hypothesis import given
from hypothesis import strategies as st

from mediso.common.fiscal import CalendarYear, FiscalYear

DAYS = st.dates(dt.date(1900, 1, 1), dt.date(2200, 12, 31))


@pytest.mark.parametrize(
    ("day", "year"),
    [
        (dt.date(2023, 3, 31), 2022),
        (dt.date(2023, 4, 1), 2023),
        (dt.date(2023, 12, 31), 2023),
        (dt.date(2024, 1, 1), 2023),
        (dt.date(2024, 2, 29), 2023),
        (dt.date(2024, 3, 31), 2023),
    ],
    ids=str,
)
def test_a_day_belongs_to_the_year_that_began_last_april(day: dt.date, year: int) -> None:
    assert FiscalYear.of(day) == FiscalYear(year)


def test_first_and_last_day() -> None:
    assert (FiscalYear(2023).first, FiscalYear(2023).last) == (dt.date(2023, 4, 1), dt.date(2024, 3, 31))
    assert (CalendarYear(2024).first, CalendarYear(2024).last) == (dt.date(2024, 1, 1), dt.date(2024, 12, 31))


@pytest.mark.parametrize(("language", "fiscal", "calendar"), [("ja", "2023年度", "2023年"), ("en", "FY2023", "2023")])
def test_labels(language: str, fiscal: str, calendar: str) -> None:
    with translation.override(language):
        assert FiscalYear(2023).label == str(FiscalYear(2023)) == fiscal
        assert CalendarYear(2023).label == str(CalendarYear(2023)) == calendar


@given(DAYS)
def test_every_day_is_in_its_own_year_and_in_no_neighbour(day: dt.date) -> None:
    for kind in (FiscalYear, CalendarYear):
        year = kind.of(day)
        assert [day in kind(year.year + shift) for shift in (-1, 0, 1)] == [False, True, False]
        assert kind(year.year - 1).last + dt.timedelta(days=1) == year.first


@given(DAYS, st.integers(0, 1500))
def test_years_between_equal_a_slow_count_day_by_day(first: dt.date, days: int) -> None:
    every_day = [first + dt.timedelta(days=n) for n in range(days + 1)]
    for kind in (FiscalYear, CalendarYear):
        slow = sorted({kind.of(day) for day in every_day})
        assert list(kind.between(first, every_day[-1])) == slow


@pytest.mark.parametrize(("year", "days"), [(2022, 365), (2023, 366), (2024, 365), (1999, 366), (2099, 365)])
def test_the_leap_day_falls_into_the_year_before(year: int, days: int) -> None:
    assert (FiscalYear(year).last - FiscalYear(year).first).days + 1 == days
