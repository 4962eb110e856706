"""Excel workbooks (.xlsx), read row by row and never trusted about their size."""

import io
import warnings
import zipfile
from collections.abc import Iterable
from itertools import zip_longest
from typing import Any, cast

import openpyxl
from django.utils.translation import gettext as _
from openpyxl.utils.datetime import CALENDAR_WINDOWS_1900
from openpyxl.utils.escape import unescape
from openpyxl.utils.exceptions import InvalidFileException

from mediso.common.tabular.csv_source import too_many_rows
from mediso.common.tabular.errors import UnreadableFile
from mediso.common.tabular.values import BrokenCell, Cell, Source, SourceRow

ZIP_MAGIC = b"PK\x03\x04"
# Old .xls and every password-protected workbook are OLE containers.
OLE_MAGIC = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_BROKEN = (zipfile.BadZipFile, InvalidFileException, KeyError, ValueError, SyntaxError, EOFError, TypeError)


def read_xlsx(data: bytes, *, sheet: str | None, max_rows: int, max_bytes: int) -> Source:
    """Every row of one sheet with its row number.

    Without `sheet` the workbook must have one visible sheet with anything in it: guessing would leave the others out
    silently. `max_bytes` bounds the unpacked size, lest a small file fill the memory. Raises `UnreadableFile`.
    """
    try:
        _refuse_oversize(data, max_bytes)
        with warnings.catch_warnings():
            # openpyxl says what it would lose on saving (validation lists, print settings); nothing is saved here.
            warnings.simplefilter("ignore", UserWarning)
            return Source(_rows(data, sheet, max_rows))
    except UnreadableFile:
        raise
    except _BROKEN as error:
        reason = _("It looks like an Excel file but cannot be opened: %(error)s")
        raise UnreadableFile(reason % {"error": error}) from error


def _refuse_oversize(data: bytes, max_bytes: int) -> None:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        # zipfile never unpacks more than the directory declares, so the declared sizes are a true bound.
        if sum(entry.file_size for entry in archive.infolist()) > max_bytes:
            megabytes = max_bytes // 1_000_000
            raise UnreadableFile(_("Unpacked, the workbook is larger than %(limit)d MB.") % {"limit": megabytes})


def _rows(data: bytes, name: str | None, max_rows: int) -> list[SourceRow]:
    book = openpyxl.load_workbook(io.BytesIO(data), read_only=True, data_only=True)
    if book.epoch != CALENDAR_WINDOWS_1900:
        raise UnreadableFile(_("The workbook counts its days from 1904. Save it with the 1900 date system."))
    if name is not None and name not in book.sheetnames:
        raise UnreadableFile(_("There is no sheet named %(sheet)s.") % {"sheet": name})
    formulas = openpyxl.load_workbook(io.BytesIO(data), read_only=True) if _has_formulas(data) else None
    filled = {}
    for sheet in book.worksheets:
        if sheet.title == name or (name is None and sheet.sheet_state == "visible"):
            written = formulas[sheet.title] if formulas else None
            if rows := _rows_of(sheet, written, max_rows):
                filled[sheet.title] = rows
    if len(filled) > 1:
        reason = _("More than one sheet has rows (%(sheets)s). Say which one is meant with --sheet.")
        raise UnreadableFile(reason % {"sheets": "、".join(filled)})
    return next(iter(filled.values()), [])


def _has_formulas(data: bytes) -> bool:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        sheets = [name for name in archive.namelist() if name.startswith("xl/worksheets/")]
        return any(b"<f>" in xml or b"<f " in xml for xml in map(archive.read, sheets))


def _rows_of(sheet: Any, written: Any | None, max_rows: int) -> list[SourceRow]:
    """`written` is the same sheet with its formulas in place of their results."""
    rows: list[SourceRow] = []
    for number, (cells, sources) in enumerate(zip_longest(_cells(sheet), _cells(written)), start=1):
        row = SourceRow(number, tuple(_value(cell, source) for cell, source in zip_longest(cells, sources or ())))
        if row.is_blank:
            continue
        if len(rows) > max_rows:
            raise UnreadableFile(too_many_rows(max_rows))
        rows.append(row)
    return rows


def _cells(sheet: Any | None) -> Iterable[tuple[Any, ...]]:
    if sheet is None:
        return ()
    sheet.reset_dimensions()  # what a workbook says about its own extent is often wrong, and hides rows
    return cast("Iterable[tuple[Any, ...]]", sheet.iter_rows())


def _value(cell: Any, source: Any | None) -> Cell:
    value: Cell = cell.value
    if cell.data_type == "e":
        return BrokenCell(str(value), _("Excel shows an error here. Put the value itself into the cell."))
    if value is None and source is not None and source.data_type == "f":
        return BrokenCell(str(source.value), _("The formula was never calculated. Open the file in Excel and save it."))
    return unescape(value) if isinstance(value, str) else value
