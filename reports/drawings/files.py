"""The files a figure can be downloaded as."""

import datetime as dt
from collections.abc import Callable, Mapping
from dataclasses import dataclass

from reports.drawings.csv import csv_in_cp932, csv_text
from reports.drawings.json import json_text
from reports.drawings.paper.pdf import pdf_bytes
from reports.drawings.svg import png_bytes, svg_text
from reports.drawings.xlsx.book import xlsx_bytes
from reports.figures.figure import Figure
from reports.registry import FigureKind
from reports.scope import Basis, Scope

CP932 = "cp932"
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@dataclass(frozen=True, slots=True)
class FileKind:
    """`draw` gets the figure and when the file is made. `is_picture`: only figures with a chart have it."""

    content_type: str
    draw: Callable[[FigureKind, Figure, dt.datetime], bytes]
    is_picture: bool = False

    def is_of(self, kind: FigureKind) -> bool:
        return kind.chart is not None or not self.is_picture


FILES: Mapping[str, FileKind] = {
    "json": FileKind("application/json", lambda _kind, figure, _made: json_text(figure).encode()),
    "csv": FileKind("text/csv; charset=utf-8", lambda _kind, figure, _made: csv_text(figure).encode()),
    "xlsx": FileKind(XLSX, xlsx_bytes),
    "pdf": FileKind("application/pdf", pdf_bytes),
    "svg": FileKind("image/svg+xml", lambda kind, figure, _made: svg_text(kind, figure).encode(), is_picture=True),
    "png": FileKind("image/png", lambda kind, figure, _made: png_bytes(kind, figure), is_picture=True),
}
IN_CP932 = FileKind("text/csv; charset=windows-31j", lambda _kind, figure, _made: csv_in_cp932(figure))


def file_kind(kind: FigureKind, extension: str, encoding: str = "") -> FileKind | None:
    """None where the figure has no such file. UTF-8 unless `cp932` is asked for, which CSV alone has."""
    if (extension, encoding) == ("csv", CP932):
        return IN_CP932
    file = FILES.get(extension)
    return file if file and file.is_of(kind) and encoding in {"", "utf-8"} else None


def file_name(name: str, scope: Scope, extension: str) -> str:
    """`topic_share_mediso_2023-04-01_2024-03-31.csv`: what it is, of which desk (if one), and from when to when."""
    period = scope.period
    ends = [day.isoformat() if day else open_end for day, open_end in ((period.first, "first"), (period.last, "last"))]
    of = [name, *([scope.basis.value] if scope.basis is not Basis.KNOWN else [])]
    parts = [*of, *(desk.code for desk in scope.desks if len(scope.desks) == 1), *ends]
    return "_".join(parts if period.first or period.last else [*parts[:-2], "all"]) + f".{extension}"
