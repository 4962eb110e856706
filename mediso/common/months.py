"""Calendar months."""

import calendar
import datetime as dt
import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Self

from django.utils import translation
from django.utils.dateformat import format as formatted

FORMATS = {"ja": "Y年n月", "en": "F Y"}

MONTHS_A_YEAR = 12


def months_after(day: dt.date, months: int) -> dt.date:
    """The same day of the month that many months later; the last day of a month that is too short for it."""
    years, month = divmod(day.month - 1 + months, MONTHS_A_YEAR)
    year, month = day.year + years, month + 1
    return dt.date(year, month, min(day.day, calendar.monthrange(year, month)[1]))


@dataclass(frozen=True, order=True, slots=True)
class Month:
    """One calendar month; `str` is its name in the active language: 2026年11月, November 2026."""

    year: int
    month: int

    @classmethod
    def of(cls, day: dt.date) -> Self:
        return cls(day.year, day.month)

    @classmethod
    def parse(cls, code: str) -> Self | None:
        """The month that `2026-11` names; None for anything else."""
        found = re.fullmatch(r"([0-9]{4})-(0[1-9]|1[0-2])", code)
        return cls(int(found[1]), int(found[2])) if found and int(found[1]) else None

    @classmethod
    def between(cls, first: Self, last: Self) -> Iterator[Self]:
        """Every month from `first` to `last`, both included, in order."""
        start, end = (one.year * MONTHS_A_YEAR + one.month - 1 for one in (first, last))
        return (cls(at // MONTHS_A_YEAR, at % MONTHS_A_YEAR + 1) for at in range(start, end + 1))

    @property
    def first(self) -> dt.date:
        return dt.date(self.year, self.month, 1)

    @property
    def last(self) -> dt.date:
        return dt.date(self.year, self.month, calendar.monthrange(self.year, self.month)[1])

    @property
    def code(self) -> str:
        """`2026-11`, as in addresses and files."""
        return f"{self.year:04}-{self.month:02}"

    def __str__(self) -> str:
        language = "en" if (translation.get_language() or "ja").startswith("en") else "ja"
        return formatted(self.first, FORMATS[language])
