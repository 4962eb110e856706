"""What came of the comparisons of a table: what may be said, and why the rest is not."""

from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction
from functools import cached_property

from reports.figures.labels import Label
from reports.findings.values import Share


class Direction(StrEnum):
    HIGHER = "higher"
    LOWER = "lower"


class Reason(StrEnum):
    """Why a comparison says nothing."""

    TOO_FEW_CASES = "too_few_cases"
    NOT_SIGNIFICANT = "not_significant"


@dataclass(frozen=True)
class Finding:
    """The share of `column` in `row` differs from that in all other rows by more than chance explains.

    `interval` is the 95 % interval of the difference in percentage points, of this comparison alone. `p` is two-sided,
    `adjusted_p` after Holm over all tests of the table.
    """

    row: Label
    column: Label
    here: Share
    rest: Share
    interval: tuple[float, float]
    p: float
    adjusted_p: float

    @cached_property
    def difference(self) -> Fraction:
        """The share here less the share in the rest, in percentage points, exactly."""
        apart = self.here.cases * self.rest.of - self.rest.cases * self.here.of
        return Fraction(100 * apart, self.here.of * self.rest.of)

    @property
    def direction(self) -> Direction:
        is_higher = self.here.cases * self.rest.of > self.rest.cases * self.here.of
        return Direction.HIGHER if is_higher else Direction.LOWER


@dataclass(frozen=True, slots=True)
class NotSaid:
    row: Label
    column: Label
    reason: Reason


@dataclass(frozen=True, slots=True)
class Findings:
    """Every comparison of a table is in one of the two, in the order of its rows and columns."""

    said: tuple[Finding, ...]
    not_said: tuple[NotSaid, ...]

    @property
    def compared(self) -> int:
        """All comparisons of the table: rows × columns."""
        return len(self.said) + len(self.not_said)

    @property
    def too_few(self) -> int:
        return self._because(Reason.TOO_FEW_CASES)

    @property
    def not_significant(self) -> int:
        return self._because(Reason.NOT_SIGNIFICANT)

    @property
    def tested(self) -> int:
        """The comparisons with enough cases: the family over which p is adjusted."""
        return self.compared - self.too_few

    def _because(self, reason: Reason) -> int:
        return sum(one.reason is reason for one in self.not_said)
