"""A figure as a sheet of a workbook: one head, the rows, the chart beside them."""

from openpyxl.cell import Cell
from openpyxl.formatting.rule import ColorScaleRule
from openpyxl.styles import Alignment
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.properties import PageSetupProperties
from openpyxl.worksheet.worksheet import Worksheet

from reports.drawings.table import FlatCell, Table, table_of
from reports.drawings.xlsx.cells import BOLD, FORMATS, cell_at, column_width, put, put_words
from reports.drawings.xlsx.native_chart import add_chart
from reports.figures.figure import Figure, Unit
from reports.registry import FigureKind

HEAT = ColorScaleRule(  # type: ignore[no-untyped-call]
    start_type="num", start_value=0, start_color="FFFFFF", end_type="num", end_value=100, end_color="7096F8"
)


def fill_sheet(sheet: Worksheet, kind: FigureKind, figure: Figure, title: str) -> None:
    """The head stands in the first row and stays in sight; the chart is native, from the cells."""
    table = table_of(figure)
    for column, heading in enumerate(table.headings, start=1):
        put_words(sheet, 1, column, heading, is_head=True)
    for row, cells in enumerate(table.rows, start=2):
        is_total = figure.total is not None and row == len(table.rows) + 1
        for column, (value, unit) in enumerate(zip(cells, table.units, strict=True), start=1):
            _put(cell_at(sheet, row, column), value, unit, is_total=is_total)
    sheet.freeze_panes = "B2"
    _widths(sheet, table)
    _heat(sheet, table)
    sheet.page_setup.orientation, sheet.page_setup.paperSize = "landscape", sheet.PAPERSIZE_A4
    sheet.page_setup.fitToHeight = 0
    sheet.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)
    sheet.print_title_rows = "1:1"
    if kind.chart:
        add_chart(sheet, kind.chart, figure, title, f"{get_column_letter(len(table.headings) + 2)}2")


def _put(cell: Cell, value: FlatCell, unit: Unit | None, *, is_total: bool) -> None:
    put(cell, value)
    if unit:
        cell.number_format = FORMATS[unit]
        cell.alignment = Alignment(horizontal="right")
    if is_total:
        cell.font = BOLD


def _widths(sheet: Worksheet, table: Table) -> None:
    """Headings of numbers may take two lines; names of rows take one."""
    for place, heading in enumerate(table.headings):
        texts = [heading[: -(-len(heading) // 2)], *(str(row[place]) for row in table.rows if row[place] is not None)]
        sheet.column_dimensions[get_column_letter(place + 1)].width = column_width(texts)


def _heat(sheet: Worksheet, table: Table) -> None:
    for place, unit in enumerate(table.units, start=1):
        if unit is Unit.SHARE and table.rows:
            letter = get_column_letter(place)
            sheet.conditional_formatting.add(f"{letter}2:{letter}{len(table.rows) + 1}", HEAT)
