"""Months, quarters and years of both kinds lie across each other: the pieces into which they cut the period."""

import datetime as dt
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Self

from reports.periods import Period

A_DAY = dt.timedelta(days=1)


@dataclass(frozen=True, order=True, slots=True)
class Days:
    """From one day to another, both included."""

    first: dt.date
    last: dt.date

    @classmethod
    def of(cls, period: Period) -> Self:
        """Raises ValueError where an end is open."""
        if not (period.first and period.last):
            raise ValueError(f"{period!r} has an open end.")
        return cls(period.first, period.last)

    def holds(self, other: "Days") -> bool:
        return self.first <= other.first and other.last <= self.last


def spans_and_pieces(spans: Sequence[Days], whole: Days) -> Iterator[tuple[Days, tuple[Days, ...]]]:
    """Each span, and the whole, with the pieces that it is made of.

    A fiscal and a calendar year share the months from April on; the rest of each is a piece that readers can work out,
    whether or not it is shown.
    """
    wanted = [*dict.fromkeys([whole, *spans])]
    begins = sorted({one.first for one in wanted} | {one.last + A_DAY for one in wanted})
    pieces = [Days(first, after - A_DAY) for first, after in pairwise(begins)]
    for one in wanted:
        yield one, tuple(piece for piece in pieces if one.holds(piece))
