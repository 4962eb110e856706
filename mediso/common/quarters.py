"""Quarters of Japan's fiscal year."""

import datetime as dt
import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Self

from django.utils.translation import gettext as _

from mediso.common.fiscal_years import APRIL, fiscal_year_of
from mediso.common.months import Month

MONTHS_A_QUARTER = 3


@dataclass(frozen=True, order=True, slots=True)
class FiscalQuarter:
    """四半期 of a fiscal year: the first is April to June, the fourth January to March of the next calendar year."""

    year: int
    quarter: int

    @classmethod
    def of(cls, day: dt.date) -> Self:
        return cls(fiscal_year_of(day), (day.month - APRIL) % 12 // MONTHS_A_QUARTER + 1)

    @classmethod
    def parse(cls, code: str) -> Self | None:
        """The quarter that `2024-Q1` names; None for anything else."""
        found = re.fullmatch(r"([0-9]{4})-Q([1-4])", code)
        return cls(int(found[1]), int(found[2])) if found and 0 < int(found[1]) < dt.MAXYEAR else None

    @classmethod
    def between(cls, first: dt.date, last: dt.date) -> Iterator[Self]:
        """Every quarter with at least one day from `first` to `last`, both included, in order."""
        start, end = (one.year * 4 + one.quarter - 1 for one in (cls.of(first), cls.of(last)))
        return (cls(at // 4, at % 4 + 1) for at in range(start, end + 1))

    @property
    def months(self) -> tuple[Month, Month]:
        """The first and the last of its three months."""
        start = self.year * 12 + APRIL - 1 + (self.quarter - 1) * MONTHS_A_QUARTER
        first, last = (Month(at // 12, at % 12 + 1) for at in (start, start + MONTHS_A_QUARTER - 1))
        return first, last

    @property
    def first(self) -> dt.date:
        return self.months[0].first

    @property
    def last(self) -> dt.date:
        return self.months[1].last

    @property
    def code(self) -> str:
        """`2024-Q1`, as in addresses and files."""
        return f"{self.year:04}-Q{self.quarter}"

    @property
    def label(self) -> str:
        return _("FY%(year)d quarter %(quarter)d") % {"year": self.year, "quarter": self.quarter}

    def __str__(self) -> str:
        return self.label
