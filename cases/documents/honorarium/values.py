"""The hours and the honorarium of a month as plain values."""

from dataclasses import dataclass
from datetime import date
from decimal import ROUND_HALF_UP, Decimal
from enum import StrEnum

from cases.enums import InterviewKind
from mediso.common.months import Month

MINUTES_AN_HOUR = 60
HUNDREDTH = Decimal("0.01")


def honorarium(minutes: int, rate: int) -> int:
    """Yen before tax for a month's minutes at `rate` yen an hour; a part of a yen is left out.

    It is left out once, of the whole month, so that short interviews lose nothing each. Source: the Act on the handling
    of fractions in amounts of claims and debts of the State (国等の債権債務等の金額の端数計算に関する法律), article 2.
    """
    return minutes * rate // MINUTES_AN_HOUR


def hours(minutes: int) -> Decimal:
    """To a hundredth of an hour, half up; money is worked out from the minutes."""
    return (Decimal(minutes) / MINUTES_AN_HOUR).quantize(HUNDREDTH, ROUND_HALF_UP)


class Unpaid(StrEnum):
    """Why a statement has no amount."""

    FULL_TIME = "full_time"
    NO_RATE = "no_rate"


@dataclass(frozen=True, slots=True)
class Line:
    """One recorded interview at which the supporter was present. The old register knows no `minutes`."""

    held_on: date
    number: str
    kind: InterviewKind
    minutes: int | None


@dataclass(frozen=True, slots=True)
class Statement:
    """稼働・謝金明細: one supporter's month. Full-time supporters have hours and no honorarium.

    `rate` is in yen an hour before tax, the supporter's own (`own_rate`) or else the desk's; None where there is
    neither. `uncounted` are interviews without minutes. `as_of` is the day, in Japan, on which it was worked out.
    """

    desk: str
    supporter_id: int
    supporter: str
    full_time: bool
    month: Month
    as_of: date
    rate: int | None
    own_rate: bool
    lines: tuple[Line, ...]
    uncounted: tuple[Line, ...] = ()

    @property
    def minutes(self) -> int:
        return sum(line.minutes or 0 for line in self.lines)

    @property
    def hours(self) -> Decimal:
        return hours(self.minutes)

    @property
    def unpaid(self) -> Unpaid | None:
        if self.full_time:
            return Unpaid.FULL_TIME
        return Unpaid.NO_RATE if self.rate is None else None

    @property
    def paid_rate(self) -> int | None:
        """The rate that the amount is worked out with."""
        return None if self.full_time else self.rate

    @property
    def amount(self) -> int | None:
        """Yen before tax; None where nothing is worked out."""
        return None if self.paid_rate is None else honorarium(self.minutes, self.paid_rate)


@dataclass(frozen=True, slots=True)
class MonthOfWork:
    """The statements of everybody at a desk who was present at an interview of the month."""

    desk: str
    month: Month
    statements: tuple[Statement, ...]

    @property
    def interviews(self) -> int:
        """Presences: an interview with two supporters is in two statements."""
        return sum(len(one.lines) for one in self.statements)

    @property
    def uncounted(self) -> int:
        return sum(len(one.uncounted) for one in self.statements)

    @property
    def minutes(self) -> int:
        return sum(one.minutes for one in self.statements)

    @property
    def hours(self) -> Decimal:
        return hours(self.minutes)

    @property
    def amount(self) -> int:
        """Yen before tax, of the statements that have an amount."""
        return sum(one.amount or 0 for one in self.statements)

    @property
    def without_rate(self) -> int:
        """How many worked and have no rate: the amount lacks them."""
        return sum(one.unpaid is Unpaid.NO_RATE for one in self.statements)
