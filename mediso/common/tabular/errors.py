"""What can be wrong with a table handed over: one row's cell, or the file itself."""

from collections.abc import Iterable
from dataclasses import dataclass
from unicodedata import category

from django.utils.translation import gettext as _

from mediso.common.errors import DeskError

SHOWN_CHARACTERS = 60


class CellError(ValueError):
    """A cell that cannot be read. The message is the translated reason; `part` is the piece of the cell at fault."""

    def __init__(self, reason: str, part: str | None = None) -> None:
        super().__init__(reason)
        self.part = part


class UnreadableFile(DeskError):
    """The whole file cannot be read as a table. The message is the translated reason."""


@dataclass(frozen=True, order=True)
class RowError:
    """One thing wrong, where a person can find it.

    `line` is the line of a text file on which the row begins, or the row number of a sheet. `heading` is empty when
    the whole row is at fault. `value` is what was written.
    """

    line: int
    heading: str
    value: str
    reason: str

    def __str__(self) -> str:
        words = {"line": self.line, "heading": self.heading, "value": shorten(self.value), "reason": self.reason}
        if not self.heading:
            return _("Line %(line)d: %(reason)s") % words
        if not self.value:
            return _("Line %(line)d, %(heading)s: %(reason)s") % words
        return _("Line %(line)d, %(heading)s “%(value)s”: %(reason)s") % words


class TableErrors(DeskError):
    """Everything wrong with a table, in the order of its lines. Raised before anything is written."""

    def __init__(self, errors: Iterable[RowError]) -> None:
        self.errors = tuple(sorted(errors, key=lambda error: error.line))
        super().__init__("\n".join(str(error) for error in self.errors))


def shorten(value: str) -> str:
    """The value on one line, cut to a length, with nothing in it that a terminal would obey."""
    line = "".join("\ufffd" if category(one).startswith("C") else one for one in " ".join(value.splitlines()))
    return line if len(line) <= SHOWN_CHARACTERS else line[: SHOWN_CHARACTERS - 1] + "…"
