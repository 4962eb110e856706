"""What a figure is asked to count."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from enum import StrEnum

from django.utils.http import urlencode

from mediso.desks.models import Desk
from reports.periods import ALL, FROM, UNTIL, Period

DESK, BASIS = "desk", "basis"
OWN = (FROM, UNTIL, DESK, BASIS)


class Basis(StrEnum):
    """Which state of the data is counted."""

    KNOWN = "known"
    """What is known today."""
    PUBLISHED = "published"
    """What the newest editions of the monthly closes hold (docs/monthly-close.md)."""


Where = tuple[tuple[str, str], ...]
"""Conditions as they stand in addresses: `(("product_type", "医薬品"), ("from", "2024-04-01"))`. All of them hold."""


@dataclass(frozen=True, slots=True)
class Scope:
    """Cases received at these desks in this period that meet every condition (`reports/selectors/counted.py`).

    Every figure carries the scope it was made for, so each drawing can say what it shows. `narrowing` names conditions
    of `reports/conditions.py`.
    """

    desks: tuple[Desk, ...]
    period: Period = ALL
    narrowing: Where = ()
    basis: Basis = Basis.KNOWN

    def narrowed(self, where: Iterable[tuple[str, str]]) -> "Scope":
        """What a cell of a figure of this scope counts. Days that the cell names stand for those of the scope."""
        given = dict(where)
        named = Period.parse(given.pop(FROM, ""), given.pop(UNTIL, ""))
        period = Period(named.first or self.period.first, named.last or self.period.last)
        desk = given.pop(DESK, None)
        desks = tuple(one for one in self.desks if desk in {None, one.code})
        return replace(self, desks=desks, period=period, narrowing=_together(self.narrowing, given.items()))

    def over(self, period: Period) -> "Scope":
        """The same of other days."""
        return replace(self, period=period)

    def query(self, where: Iterable[tuple[str, str]] = ()) -> str:
        """The query of an address that asks for this scope, and in it for a cell; "" for everything."""
        given = dict(where)
        own = self._own() | {name: given.pop(name) for name in OWN if name in given}
        pairs = [(name, value) for name, value in own.items() if value]
        return urlencode([*pairs, *_together(self.narrowing, given.items())])

    def _own(self) -> dict[str, str]:
        first, last = self.period.first, self.period.last
        return {
            FROM: first.isoformat() if first else "",
            UNTIL: last.isoformat() if last else "",
            DESK: self.desks[0].code if len(self.desks) == 1 else "",
            BASIS: "" if self.basis is Basis.KNOWN else self.basis.value,
        }


def _together(narrowing: Where, more: Iterable[tuple[str, str]]) -> Where:
    return tuple(dict.fromkeys((*narrowing, *more)))
