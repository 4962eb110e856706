"""Days and closures for properties, and business days worked out the slow and obvious way.

The holidays are those of the library that the desk does not use: another hand's work, which takes its equinoxes from a
table instead of the place of the sun.
"""

import datetime as dt
from collections.abc import Iterable

import holidays
from hypothesis import strategies as st

from mediso.common.business_days import Span

ONE_DAY = dt.timedelta(days=1)
PUBLIC_HOLIDAYS = frozenset(holidays.country_holidays("JP", years=range(2007, 2051)))
YEAR_END = {(12, 29), (12, 30), (12, 31), (1, 1), (1, 2), (1, 3)}

# Any day of 2018-2030, and more often one before the turn of the year, Golden Week or the holidays of September.
days = st.dates(dt.date(2018, 1, 1), dt.date(2030, 12, 31)) | st.builds(
    lambda year, day, shift: dt.date(year, *day) + dt.timedelta(days=shift),
    st.integers(2018, 2030),
    st.sampled_from([(12, 20), (4, 25), (9, 15)]),
    st.integers(0, 10),
)


def slow_is_business_day(day: dt.date, closed: Iterable[Span] = ()) -> bool:
    if day.strftime("%a") in {"Sat", "Sun"} or day in PUBLIC_HOLIDAYS or (day.month, day.day) in YEAR_END:
        return False
    return all(day < first or day > last for first, last in closed)


def closures_near(start: dt.date) -> st.SearchStrategy[tuple[Span, ...]]:
    """Up to four closures of 1 to 10 days from a week before `start` on; they may overlap."""

    def span(begins: int, more: int) -> Span:
        first = start + dt.timedelta(days=begins)
        return first, first + dt.timedelta(days=more)

    spans = st.builds(span, st.integers(-7, 60), st.integers(0, 9))
    return st.lists(spans, max_size=4).map(tuple)
