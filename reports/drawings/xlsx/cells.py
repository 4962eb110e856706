"""Cells of a workbook: numbers that stay numbers, words that stay words."""

import re
from collections.abc import Mapping
from decimal import Decimal

from openpyxl.cell import Cell
from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE
from openpyxl.styles import Alignment, Font, PatternFill
from openpyxl.worksheet.worksheet import Worksheet

from reports.drawings.charts.lettering import LETTER, width_of
from reports.figures.figure import Unit

# A percent is the whole number that was published, with its sign written behind it: 45 and not 0.45.
FORMATS: Mapping[Unit, str] = {
    Unit.CASES: "#,##0",
    Unit.SHARE: '0"%"',
    Unit.CHANGE: '+#,##0;"−"#,##0;"±0"',
    Unit.DAYS: "#,##0",
    Unit.HOURS: "#,##0.0",
    Unit.COUNT: "#,##0",
    Unit.YEN: "#,##0",
    Unit.POINTS: '+0.0;"−"0.0;"±0.0"',
    Unit.NUMBER: "General",
}
HEAD = PatternFill("solid", fgColor="E8F1FE")
BOLD = Font(bold=True)
NARROWEST, WIDEST = 9, 44
MOST_LETTERS = 31
NOT_IN_A_NAME = re.compile(r"[\[\]:*?/\\\x00-\x1f]")


def put(cell: Cell, value: str | int | Decimal | None) -> None:
    """Words are words, whatever they begin with: no formula, no error value, also after somebody edits the cell."""
    if isinstance(value, str):
        cell.value = ILLEGAL_CHARACTERS_RE.sub("\ufffd", value)
        cell.data_type = "s"
        cell.quotePrefix = value.startswith(("=", "+", "-", "@"))
    else:
        cell.value = value


def cell_at(sheet: Worksheet, row: int, column: int) -> Cell:
    """Raises `TypeError` where cells are merged, which ours never are."""
    cell = sheet.cell(row, column)
    if not isinstance(cell, Cell):
        raise TypeError(cell)
    return cell


def put_words(sheet: Worksheet, row: int, column: int, words: str, *, is_head: bool = False) -> None:
    cell = cell_at(sheet, row, column)
    put(cell, words)
    cell.alignment = Alignment(wrap_text=True, vertical="top")
    if is_head:
        cell.font, cell.fill = BOLD, HEAD


def column_width(texts: list[str]) -> float:
    """In Excel's letters, wide enough for the longest."""
    longest = max(map(width_of, texts), default=0)
    return max(NARROWEST, min(WIDEST, longest * 2 / LETTER + 2))


def sheet_name(title: str, taken: list[str]) -> str:
    """What Excel takes as the name of a sheet: 31 letters, some marks not, each name once whatever its case."""
    plain = NOT_IN_A_NAME.sub(" ", title).strip("' ") or "-"
    used = {name.casefold() for name in taken}
    for n in range(1, len(taken) + 2):
        behind = f" ({n})" if n > 1 else ""
        name = plain[: MOST_LETTERS - len(behind)] + behind
        if name.casefold() not in used:
            break
    return name
