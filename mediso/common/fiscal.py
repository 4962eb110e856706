"""The two years that figures are counted in: Japan's fiscal year (1 April - 31 March) and the calendar year."""

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Self

from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from mediso.common.fiscal_years import APRIL, fiscal_year_of


@dataclass(frozen=True, order=True)
class FiscalYear:
    """年度, named by the year it begins in: FY2023 is 2023-04-01 to 2024-03-31 (Public Finance Act, article 11)."""

    year: int

    @classmethod
    def of(cls, day: dt.date) -> Self:
        return cls(fiscal_year_of(day))

    @classmethod
    def between(cls, first: dt.date, last: dt.date) -> Iterator[Self]:
        """Every fiscal year with at least one day from `first` to `last`, both included, in order."""
        return (cls(year) for year in range(cls.of(first).year, cls.of(last).year + 1))

    @property
    def first(self) -> dt.date:
        return dt.date(self.year, APRIL, 1)

    @property
    def last(self) -> dt.date:
        return dt.date(self.year + 1, 3, 31)

    @property
    def label(self) -> str:
        return _("FY%(year)d") % {"year": self.year}

    def __contains__(self, day: dt.date) -> bool:
        return self.first <= day <= self.last

    def __str__(self) -> str:
        return self.label


@dataclass(frozen=True, order=True)
class CalendarYear:
    """暦年, 1 January - 31 December."""

    year: int

    @classmethod
    def of(cls, day: dt.date) -> Self:
        return cls(day.year)

    @classmethod
    def between(cls, first: dt.date, last: dt.date) -> Iterator[Self]:
        """Every calendar year with at least one day from `first` to `last`, both included, in order."""
        return (cls(year) for year in range(first.year, last.year + 1))

    @property
    def first(self) -> dt.date:
        return dt.date(self.year, 1, 1)

    @property
    def last(self) -> dt.date:
        return dt.date(self.year, 12, 31)

    @property
    def label(self) -> str:
        return pgettext("calendar year", "%(year)d") % {"year": self.year}

    def __contains__(self, day: dt.date) -> bool:
        return self.first <= day <= self.last

    def __str__(self) -> str:
        return self.label
