from dataclasses import dataclass

from mediso.common.fiscal import CalendarYear, FiscalYear
from reports.scope import Scope

YearKind = type[CalendarYear] | type[FiscalYear]


@dataclass(frozen=True, slots=True)
class YearRow:
    """`cumulative` counts from the beginning of the figure's period.

    `is_cut` says that the period holds only a part of the year. `difference` is to the year before, None where
    that year is not in the figure or either of the two is cut: a part of a year compares with nothing.
    """

    year: CalendarYear | FiscalYear
    cases: int
    cumulative: int
    difference: int | None
    is_cut: bool


@dataclass(frozen=True, slots=True)
class YearlyCases:
    """Cases a calendar or fiscal year, a row for every year from the first to the last, the empty ones included."""

    scope: Scope
    kind: YearKind
    rows: tuple[YearRow, ...]

    @property
    def cases(self) -> int:
        return self.rows[-1].cumulative if self.rows else 0
