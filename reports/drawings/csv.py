"""A figure as CSV for Excel in Japan: UTF-8 with BOM, CRLF, no cell that Excel would run as a formula."""

import csv
import io

from reports.drawings.table import Cell, table_of
from reports.registry import Figure

BOM = "\ufeff"
# OWASP, CSV injection; the full-width ones start a formula in Japanese Excel.
STARTS_FORMULA = tuple("=+-@\t\r\n＝＋－＠")


def csv_text(figure: Figure) -> str:
    table = table_of(figure)
    out = io.StringIO(newline="")
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow(_safe(heading) for heading in table.headings)
    writer.writerows([_safe(cell) for cell in row] for row in table.rows)
    return BOM + out.getvalue()


def _safe(cell: Cell) -> Cell:
    """Words that would start a formula get an apostrophe; numbers, also negative ones, stay numbers."""
    return f"'{cell}" if isinstance(cell, str) and cell.startswith(STARTS_FORMULA) else cell
