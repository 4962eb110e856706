"""What a figure is asked to count."""

from collections.abc import Hashable, Iterable
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
ANY_DAY: Where = ((FROM, ""), (UNTIL, ""))
"""Leads to cases whenever they were received, whatever the period of the scope."""


@dataclass(frozen=True, slots=True)
class Scope:
    """Cases received at these desks in this period that meet every condition (`reports/selectors/counted.py`).

    `ends` are those of the period, an open one closed by the first or last day on which the desks received a case
    (`reports/selectors/ends.py`): from one to the other run the rows of figures by time.

    Every figure carries the scope it was made for, so each drawing can say what it shows. `narrowing` names conditions
    of `reports/conditions.py`.
    """

    desks: tuple[Desk, ...]
    period: Period = ALL
    narrowing: Where = ()
    basis: Basis = Basis.KNOWN
    ends: Period | None = None

    @property
    def key(self) -> Hashable:
        """Equal for scopes that count the same cases."""
        return (frozenset(desk.pk for desk in self.desks), self.period, self.narrowing, self.basis)

    def narrowed(self, where: Iterable[tuple[str, str]]) -> "Scope":
        """What a cell of a figure of this scope counts.

        Days that the cell names stand for those of the scope; an end that it names as "" is open.
        """
        own, more = _parted(where)
        named = Period.parse(own.get(FROM, ""), own.get(UNTIL, ""))
        period = Period(
            named.first if FROM in own else self.period.first, named.last if UNTIL in own else self.period.last
        )
        desks = tuple(one for one in self.desks if own.get(DESK) in {None, one.code})
        return replace(self, desks=desks, period=period, narrowing=_together(self.narrowing, more))

    def over(self, period: Period) -> "Scope":
        """The same of other days."""
        return replace(self, period=period)

    def query(self, where: Iterable[tuple[str, str]] = ()) -> str:
        """The query of an address that asks for this scope, and in it for a cell; "" for everything."""
        own, more = _parted(where)
        pairs = [(name, value) for name, value in (self._own() | own).items() if value]
        return urlencode([*pairs, *_together(self.narrowing, more)])

    def _own(self) -> dict[str, str]:
        first, last = self.period.first, self.period.last
        return {
            FROM: first.isoformat() if first else "",
            UNTIL: last.isoformat() if last else "",
            DESK: self.desks[0].code if len(self.desks) == 1 else "",
            BASIS: "" if self.basis is Basis.KNOWN else self.basis.value,
        }


def both(one: Where, other: Where) -> Where | None:
    """The conditions of a row and of a column together; None where their days have none in common."""
    (own, more), (own_too, more_too) = _parted(one), _parted(other)
    days = own | own_too
    if FROM in own and FROM in own_too:
        days |= {FROM: max(own[FROM], own_too[FROM]), UNTIL: min(own[UNTIL], own_too[UNTIL])}
    if days.get(FROM, "") > days.get(UNTIL, "9999"):
        return None
    return (*days.items(), *more, *more_too)


def _parted(where: Iterable[tuple[str, str]]) -> tuple[dict[str, str], list[tuple[str, str]]]:
    """What the scope has a place for, and the other conditions."""
    pairs = [*where]
    return {name: value for name, value in pairs if name in OWN}, [pair for pair in pairs if pair[0] not in OWN]


def _together(narrowing: Where, more: Iterable[tuple[str, str]]) -> Where:
    return tuple(dict.fromkeys((*narrowing, *more)))
