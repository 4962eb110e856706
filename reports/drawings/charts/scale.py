"""From numbers to lengths: a scale that begins or passes at zero, with round numbers at its lines."""

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from math import ceil, floor

from reports.drawings.charts.series import Plotted
from reports.drawings.words import MINUS, Number

MOST_LINES = 4
SMALLEST_STEP = Decimal("0.001")


@dataclass(frozen=True, slots=True)
class Scale:
    """Runs from `low` to `high` (zero among them) over `length` units, with a line each `step`."""

    low: Number
    high: Number
    step: Number
    length: int

    def along(self, value: Number) -> int:
        """Whole units from `low`, rounded down."""
        return int((value - self.low) * self.length // (self.high - self.low))

    @property
    def lines(self) -> tuple[Number, ...]:
        count = int((self.high - self.low) / self.step)
        return tuple(self.low + n * self.step for n in range(count + 1))


def scale_of(values: Iterable[Number | None], length: int) -> Scale:
    found = [value for value in values if value is not None]
    largest, smallest = max([0, *found]), min([0, *found])
    step = grid_step(max(largest, -smallest), is_whole=all(isinstance(value, int) for value in found))
    # Not `//`: that of decimals rounds towards zero.
    ups = ceil(Fraction(largest) / Fraction(step)) if largest else int(not smallest)
    downs = -floor(Fraction(smallest) / Fraction(step))
    return Scale(-downs * step, ups * step, step, length)


def grid_step(largest: Number, *, is_whole: bool = True) -> Number:
    """The smallest 1, 2 or 5 × 10ⁿ of which `MOST_LINES` steps reach `largest`; of whole numbers a whole one."""
    power: Number = 1 if is_whole or largest >= MOST_LINES else SMALLEST_STEP
    while True:
        for leading in (1, 2, 5):
            if leading * power * MOST_LINES >= largest:
                return leading * power
        power *= 10


def tick(shown: Plotted, value: Number) -> str:
    """What stands beside a line of the grid."""
    written = f"{value:,}".replace("-", MINUS)
    return f"{written}%" if shown.is_percent else written
