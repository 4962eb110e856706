"""Number by number what a figure says otherwise today than it said then."""

from collections.abc import Iterator
from dataclasses import dataclass

from reports.drawings.beside import differ, laid_together
from reports.drawings.words import written_whole
from reports.figures.figure import Figure


@dataclass(frozen=True, slots=True)
class NumberChange:
    """In the reader's words: which number of which row, then and now."""

    row: str
    column: str
    then: str
    now: str


def changed_numbers(now: Figure, then: Figure) -> Iterator[NumberChange]:
    both = laid_together(now, then)
    for new, old in zip(both.known.all_rows, both.published.all_rows, strict=True):
        for column, cell, was in zip(both.known.columns, new.cells, old.cells, strict=True):
            if differ(column, cell, was):
                unit = column.unit
                yield NumberChange(
                    str(new.label), str(column.label), written_whole(was, unit), written_whole(cell, unit)
                )
