"""CSV for Excel in Japan: UTF-8 with BOM, CRLF, no cell that Excel would run as a formula."""

import csv
import io
from collections.abc import Iterable
from decimal import Decimal

BOM = "\ufeff"
# OWASP, CSV injection; the full-width ones start a formula in Japanese Excel.
STARTS_FORMULA = tuple("=+-@\t\r\n＝＋－＠")

Cell = str | int | Decimal | None


def csv_of(headings: Iterable[str], rows: Iterable[Iterable[Cell]]) -> str:
    out = io.StringIO(newline="")
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow(_safe(heading) for heading in headings)
    writer.writerows([_safe(cell) for cell in row] for row in rows)
    return BOM + out.getvalue()


def _safe(cell: Cell) -> Cell:
    """Words that would start a formula get an apostrophe; numbers, also negative ones, stay numbers."""
    return f"'{cell}" if isinstance(cell, str) and cell.startswith(STARTS_FORMULA) else cell
