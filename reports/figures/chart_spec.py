"""Which picture a figure has: a declaration, drawn by `reports/drawings/charts/`."""

from dataclasses import dataclass
from enum import Enum


class ChartKind(Enum):
    COLUMNS = "columns"
    """Upright, one for each row; several columns of the figure stand beside each other."""
    STACKED = "stacked"
    """Upright, the columns of the figure on top of each other."""
    BARS = "bars"
    """Lying, one for each row: for long names."""
    LINES = "lines"


@dataclass(frozen=True, slots=True)
class ChartSpec:
    """`columns` by code; none means all that are shares or, where there are no shares, all.

    `line` is the code of a column that is drawn as a line over the others. `of_total`: the cells of the total row, one
    bar for each column, instead of the rows. A share is drawn as its percent, in stacks as its cases, which add up.
    """

    kind: ChartKind
    columns: tuple[str, ...] = ()
    line: str = ""
    of_total: bool = False
