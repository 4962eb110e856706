"""What findings are looked for in, as plain values."""

from collections.abc import Iterator
from dataclasses import dataclass

from reports.figures.labels import Label
from reports.figures.share import percent_of


@dataclass(frozen=True, slots=True)
class Share:
    """`cases` of `of`."""

    cases: int
    of: int

    @property
    def percent(self) -> int | None:
        return percent_of(self.cases, self.of)


@dataclass(frozen=True, slots=True)
class CountRow:
    """All `cases` of a row, and for each column of the table how many of them have what it names.

    Raises ValueError for a count below 0 or above `cases`.
    """

    label: Label
    cases: int
    counts: tuple[int, ...]

    def __post_init__(self) -> None:
        if wrong := [count for count in self.counts if not 0 <= count <= self.cases]:
            raise ValueError(f"{self.label.ja}: {wrong[0]} of {self.cases} cases cannot be.")


@dataclass(frozen=True, slots=True)
class CountTable:
    """Rows that share no case, and columns of which a case may have several, as topics, or one, as attributes.

    No row of sums is among them, and none of cases nobody has sorted yet: those could belong to any row.

    Raises ValueError for a name that stands twice, or a row that has not one count for each column.
    """

    columns: tuple[Label, ...]
    rows: tuple[CountRow, ...]

    def __post_init__(self) -> None:
        for names in (self.columns, tuple(row.label for row in self.rows)):
            if len(set(names)) < len(names):
                raise ValueError("A name stands twice among the rows or the columns.")
        for row in self.rows:
            if len(row.counts) != len(self.columns):
                raise ValueError(f"{row.label.ja}: {len(row.counts)} counts for {len(self.columns)} columns.")

    def comparisons(self) -> Iterator[tuple[Label, Label, Share, Share]]:
        """Row by row and column by column: the two names, the share in the row, the share in all other rows."""
        cases = sum(row.cases for row in self.rows)
        totals = [sum(row.counts[at] for row in self.rows) for at in range(len(self.columns))]
        for row in self.rows:
            for column, count, total in zip(self.columns, row.counts, totals, strict=True):
                yield row.label, column, Share(count, row.cases), Share(total - count, cases - row.cases)
