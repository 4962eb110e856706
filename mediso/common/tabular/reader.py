"""Reads a file against its columns and collects everything wrong with it in one pass."""

from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, TypeVar

from django.utils.translation import gettext as _

from mediso.common.japanese_text import label_key
from mediso.common.tabular.columns import Column
from mediso.common.tabular.csv_source import read_csv
from mediso.common.tabular.errors import CellError, RowError, TableErrors, UnreadableFile
from mediso.common.tabular.values import BrokenCell, Cell, Source, SourceRow, is_blank, shown, unusable_character
from mediso.common.tabular.xlsx_source import OLE_MAGIC, ZIP_MAGIC, read_xlsx

R = TypeVar("R")


@dataclass(frozen=True)
class Limits:
    """What one file may hold. A desk takes some 300 cases a year: the defaults are far away from honest use."""

    rows: int = 100_000
    file_bytes: int = 100_000_000
    unpacked_bytes: int = 500_000_000


@dataclass(frozen=True)
class ReadRow:
    """One row: parsed values by column key, without those that could not be read; and every cell as written."""

    line: int
    values: dict[str, Any]
    cells: dict[str, str]

    def has(self, *keys: str) -> bool:
        return all(key in self.values for key in keys)


@dataclass
class Table:
    """Every row of a file, and everything wrong with them. Checks across cells and rows add their own errors."""

    columns: Sequence[Column]
    rows: list[ReadRow] = field(default_factory=list)
    errors: list[RowError] = field(default_factory=list)

    def heading(self, key: str) -> str:
        return next(column.heading for column in self.columns if column.key == key)

    def refuse(self, row: ReadRow, key: str, reason: str) -> None:
        """Adds an error at the cell of a row."""
        self.errors.append(RowError(row.line, self.heading(key), row.cells.get(key, ""), reason))

    def built(self, make: Callable[..., R]) -> list[R]:
        """`make(line=…, **values)` for each row. Raises `TableErrors` when anything at all is wrong."""
        if self.errors:
            raise TableErrors(self.errors)
        return [make(line=row.line, **row.values) for row in self.rows]


def read_table(
    path: Path, columns: Sequence[Column], *, sheet: str | None = None, limits: Limits | None = None
) -> Table:
    """Reads CSV or .xlsx, told apart by content and not by name.

    Raises `UnreadableFile` when the file as a whole is no such table, `TableErrors` when its headings are not the
    declared ones, and `OSError` when it cannot be opened.
    """
    limits = limits or Limits()
    if path.stat().st_size > limits.file_bytes:
        megabytes = limits.file_bytes // 1_000_000
        raise UnreadableFile(_("The file is larger than %(limit)d MB.") % {"limit": megabytes})
    source = _source(path.read_bytes(), sheet, limits)
    if not source.rows:
        raise UnreadableFile(source.broken[1] if source.broken else _("The file is empty."))
    return _read(source, columns)


def _source(data: bytes, sheet: str | None, limits: Limits) -> Source:
    if data.startswith(OLE_MAGIC):
        raise UnreadableFile(_("It is an old (.xls) or password-protected Excel file. Save it as .xlsx without one."))
    if data.startswith(ZIP_MAGIC):
        return read_xlsx(data, sheet=sheet, max_rows=limits.rows, max_bytes=limits.unpacked_bytes)
    return read_csv(data, max_rows=limits.rows)


def _read(source: Source, columns: Sequence[Column]) -> Table:
    heading_row, *body = source.rows
    order = _matched(heading_row, columns)
    table = Table(columns)
    for row in body:
        _read_row(table, row, order)
    if source.broken:
        line, reason = source.broken
        table.errors.append(RowError(line, "", "", reason))
    return table


def _matched(heading_row: SourceRow, columns: Sequence[Column]) -> list[Column | None]:
    """The column at each position; None stands for a position without a heading. Raises `TableErrors`."""
    wanted = {label_key(column.heading): column for column in columns}
    written = [(label_key(shown(cell)), shown(cell)) for cell in heading_row.cells]
    count = Counter(key for key, heading in written if key)
    faults = [
        *((column.heading, _("This heading is missing.")) for key, column in wanted.items() if key not in count),
        *((wanted[key].heading, _("This heading is there more than once.")) for key in wanted if count[key] > 1),
        *((heading, _("This heading is not known here.")) for key, heading in written if key and key not in wanted),
    ]
    if faults:
        raise TableErrors(RowError(heading_row.line, heading, "", reason) for heading, reason in faults)
    return [wanted.get(key) for key, heading in written]


def _read_row(table: Table, source: SourceRow, order: Sequence[Column | None]) -> None:
    cells: dict[str, Cell] = {}
    for position, cell in enumerate(source.cells):
        column = order[position] if position < len(order) else None
        if column:
            cells[column.key] = cell
        elif not is_blank(cell):
            table.errors.append(RowError(source.line, "", shown(cell), _surplus(cell, position)))
    row = ReadRow(source.line, {}, {key: shown(cell) for key, cell in cells.items()})
    for column in table.columns:
        try:
            row.values[column.key] = _parsed(column, cells.get(column.key))
        except CellError as error:
            value = error.part if error.part is not None else row.cells.get(column.key, "")
            table.errors.append(RowError(row.line, column.heading, value, str(error)))
    table.rows.append(row)


def _surplus(cell: Cell, position: int) -> str:
    words = {"position": position + 1, "value": shown(cell)}
    return _("Cell %(position)d (“%(value)s”) has no heading above it.") % words


def _parsed(column: Column, cell: Cell) -> Any:
    if isinstance(cell, BrokenCell):
        raise CellError(cell.reason)
    if is_blank(cell):
        if column.required:
            raise CellError(_("It must not be empty."))
        return column.empty
    if isinstance(cell, str) and (found := unusable_character(cell)):
        raise CellError(_("It holds a character that cannot be shown (%(code)s).") % {"code": found})
    return column.parse(cell)
