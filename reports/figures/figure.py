"""The one shape of all figures: rows of cells, each with its denominator and with the way to its cases."""

from dataclasses import dataclass
from decimal import Decimal
from enum import Enum

from reports.figures.labels import Label, Said
from reports.figures.share import percent_of
from reports.scope import Scope, Where


class Unit(Enum):
    """What the numbers of a column are. The values stand in the API."""

    CASES = "cases"
    SHARE = "share"
    """Cases of the cell and of its denominator, as a whole percent."""
    CHANGE = "change"
    """A difference in cases, with its sign."""
    DAYS = "days"
    """Calendar days."""
    HOURS = "hours"
    COUNT = "count"
    """Whole numbers of something other than cases: answers, people, proposals, interviews."""
    YEN = "yen"
    POINTS = "points"
    """Percentage points, with their sign."""
    NUMBER = "number"
    """A number without a unit: an average score, a p value."""


@dataclass(frozen=True, slots=True)
class Cell:
    """A number in its column's unit; `value` is None where there is nothing to say.

    `of` is the denominator of a share. `where` are the conditions that lead from the scope of the figure to just the
    cases counted: that list has `value` rows. It is None for what counts no cases. `hidden` stands for a number that
    is kept back where it would say too much about few (docs/suppression.md); then `value` is None.
    """

    value: int | Decimal | None
    of: int | None = None
    where: Where | None = None
    hidden: bool = False

    @property
    def percent(self) -> int | None:
        """A whole percent, half rounded up; None of nothing."""
        if not isinstance(self.value, int) or self.of is None:
            return None
        return percent_of(self.value, self.of)


NOTHING = Cell(None)


@dataclass(frozen=True, slots=True)
class Column:
    """`code` names it in JSON, whatever the language and the order."""

    code: str
    label: Label
    unit: Unit


@dataclass(frozen=True, slots=True)
class Row:
    """One cell for each column, in their order. `is_cut`: the period holds only a part of the row's span."""

    code: str
    label: Label
    cells: tuple[Cell, ...]
    is_cut: bool = False


@dataclass(frozen=True, slots=True)
class Figure:
    """What a selector counted, and all that any drawing shows of it.

    `head` says what the rows are; `cases` how many cases it is made of. `said` are sentences the figure supports,
    `notes` how it is to be read.
    """

    name: str
    scope: Scope
    head: Label
    columns: tuple[Column, ...]
    rows: tuple[Row, ...]
    total: Row | None
    cases: int
    said: tuple[Said, ...] = ()
    notes: tuple[Label, ...] = ()

    @property
    def all_rows(self) -> tuple[Row, ...]:
        return (*self.rows, self.total) if self.total else self.rows

    def column(self, code: str) -> int:
        """The place of a column; raises `KeyError`."""
        for place, column in enumerate(self.columns):
            if column.code == code:
                return place
        raise KeyError(code)
