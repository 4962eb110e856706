"""The cells of a table before anything is read into them."""

import datetime as dt
import unicodedata
from dataclasses import dataclass, field

from mediso.common.japanese_text import clean_text


@dataclass(frozen=True)
class BrokenCell:
    """A cell whose program had no value for it: `#N/A`, or a formula nobody calculated."""

    text: str
    reason: str

    def __str__(self) -> str:
        return self.text


Cell = str | int | float | bool | dt.date | dt.datetime | dt.time | dt.timedelta | BrokenCell | None


@dataclass(frozen=True)
class SourceRow:
    """One row as the file holds it, before any heading is known."""

    line: int
    cells: tuple[Cell, ...]

    @property
    def is_blank(self) -> bool:
        return all(is_blank(cell) for cell in self.cells)


@dataclass(frozen=True)
class Source:
    """Every row of a file down to `broken`, the line and reason where reading had to stop, if it had to."""

    rows: list[SourceRow] = field(default_factory=list)
    broken: tuple[int, str] | None = None


def is_blank(cell: Cell) -> bool:
    return cell is None or (isinstance(cell, str) and not clean_text(cell))


def shown(cell: Cell) -> str:
    """The cell as its writer would recognise it, for messages."""
    if cell is None:
        return ""
    if isinstance(cell, dt.datetime) and cell.time() == dt.time():
        return cell.date().isoformat()
    if isinstance(cell, float) and cell.is_integer():
        return str(int(cell))
    return clean_text(str(cell))


def unusable_character(text: str) -> str | None:
    """The code point (U+0000) of the first character no page can show: control characters and private ones (外字)."""
    for character in text:
        if character not in "\n\t\r" and unicodedata.category(character) in {"Cc", "Co", "Cs"}:
            return f"U+{ord(character):04X}"
    return None
