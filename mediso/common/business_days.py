"""Business days (営業日): the days on which a public office of Japan works, less its own closures."""

import datetime as dt
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from itertools import islice
from typing import Self

import jpholiday

# The first and the last day, both included.
Span = tuple[dt.date, dt.date]

# The years whose holidays a test holds against a second library. Before 2007 the Public Holidays Act was another.
YEARS = range(2007, 2051)

SATURDAY = 5
# Month and day. Act on Holidays of Administrative Organs (行政機関の休日に関する法律), article 1, paragraph 1, item 3.
YEAR_END_FIRST, YEAR_END_LAST = (12, 29), (1, 3)


class YearNotCovered(ValueError):
    """The holidays of this year are not known for certain, so its business days cannot be counted."""


@dataclass(frozen=True, slots=True)
class BusinessCalendar:
    """When a desk works: not on Saturdays, Sundays, public holidays, from 29 December to 3 January, or while closed.

    Source: the Act on Holidays of Administrative Organs, article 1, and the desk's own `closures`. Every method raises
    `YearNotCovered` when it meets a day outside `YEARS`.
    """

    closures: tuple[Span, ...] = ()

    def without(self, spans: Iterable[Span]) -> Self:
        """The same calendar with these days taken out too."""
        return replace(self, closures=(*self.closures, *spans))

    def is_business_day(self, day: dt.date) -> bool:
        if day.year not in YEARS:
            raise YearNotCovered(f"Holidays are known for {YEARS[0]}–{YEARS[-1]}; {day} is outside.")
        return not (
            day.weekday() >= SATURDAY
            or (day.month, day.day) >= YEAR_END_FIRST
            or (day.month, day.day) <= YEAR_END_LAST
            or any(first <= day <= last for first, last in self.closures)
            or jpholiday.is_holiday(day)
        )

    def add(self, day: dt.date, count: int) -> dt.date:
        """The `count`-th business day after `day`; for 0 the day itself. Raises ValueError for less than 0."""
        if count < 0:
            raise ValueError(f"Business days are counted forwards, not {count}.")
        return next(islice(filter(self.is_business_day, _days_after(day)), count - 1, None)) if count else day

    def between(self, start: dt.date, end: dt.date) -> int:
        """The business days after `start` up to and including `end`; 0 when `end` is not after `start`."""
        return sum(self.is_business_day(day) for day in islice(_days_after(start), max((end - start).days, 0)))


def _days_after(day: dt.date) -> Iterator[dt.date]:
    while True:
        day += dt.timedelta(days=1)
        yield day
