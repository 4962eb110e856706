"""The span of days a figure counts, and how people write it."""

import datetime as dt
from dataclasses import dataclass
from typing import Protocol, Self

from django.utils.translation import gettext as _

from mediso.common.errors import DeskError
from mediso.common.formats import written_date
from mediso.common.japanese_dates import UnreadableDate, parse_japanese_date

# What the two ends are called in addresses, options and forms.
FROM, UNTIL = "from", "until"


class UnusablePeriod(DeskError):
    """`errors` gives the message of each end that cannot be used, by its name (`from`, `until`)."""

    def __init__(self, errors: dict[str, str]) -> None:
        super().__init__(" ".join(errors.values()))
        self.errors = errors


class Span(Protocol):
    """Anything that runs from one day to another: a month, a quarter, a year of either kind."""

    @property
    def first(self) -> dt.date: ...

    @property
    def last(self) -> dt.date: ...

    def __hash__(self) -> int: ...


@dataclass(frozen=True, slots=True)
class Period:
    """Days of receipt in Japan, both ends included; None where an end is open. Raises `ValueError` when reversed."""

    first: dt.date | None = None
    last: dt.date | None = None

    def __post_init__(self) -> None:
        if self.first and self.last and self.last < self.first:
            msg = f"the period ends on {self.last}, before it begins on {self.first}"
            raise ValueError(msg)

    @classmethod
    def parse(cls, first: str = "", last: str = "") -> Self:
        """The period between two days written in any usual form (2024-04-01, R6.4.1 …); empty text leaves it open.

        Raises `UnusablePeriod` with everything that is wrong.
        """
        days: dict[str, dt.date | None] = {}
        errors: dict[str, str] = {}
        for end, text in ((FROM, first), (UNTIL, last)):
            try:
                days[end] = parse_japanese_date(text) if text.strip() else None
            except UnreadableDate as reason:
                errors[end] = _("“%(value)s” cannot be used. %(reason)s") % {"value": text, "reason": reason}
        if errors:
            raise UnusablePeriod(errors)
        begins, ends = days[FROM], days[UNTIL]
        if begins and ends and ends < begins:
            message = _("The last day is before the first day, %(first)s. Give a day on or after it.")
            raise UnusablePeriod({UNTIL: message % {"first": written_date(begins)}})
        return cls(begins, ends)

    @classmethod
    def of(cls, span: Span) -> Self:
        return cls(span.first, span.last)

    def within(self, other: "Period") -> "Period":
        """The days in both. Raises `ValueError` where they share none."""
        firsts = [first for first in (self.first, other.first) if first]
        lasts = [last for last in (self.last, other.last) if last]
        return Period(max(firsts, default=None), min(lasts, default=None))

    def covers(self, span: Span) -> bool:
        """Whether every day of that span is in the period."""
        return (self.first is None or self.first <= span.first) and (self.last is None or span.last <= self.last)

    def __str__(self) -> str:
        ends = {
            "first": written_date(self.first) if self.first else "",
            "last": written_date(self.last) if self.last else "",
        }
        if self.first and self.last:
            return _("%(first)s to %(last)s") % ends
        if self.first:
            return _("from %(first)s") % ends
        if self.last:
            return _("until %(last)s") % ends
        return _("the whole period")


ALL = Period()
