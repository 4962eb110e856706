"""The files a figure can be downloaded as."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from reports.drawings.csv import csv_text
from reports.drawings.json import json_text
from reports.figures.figure import Figure
from reports.scope import Scope


@dataclass(frozen=True, slots=True)
class FileKind:
    content_type: str
    draw: Callable[[Figure], bytes]


FILES: Mapping[str, FileKind] = {
    "json": FileKind("application/json", lambda figure: json_text(figure).encode()),
    "csv": FileKind("text/csv; charset=utf-8", lambda figure: csv_text(figure).encode()),
}


def file_name(name: str, scope: Scope, extension: str) -> str:
    """`topic_share_mediso_2023-04-01_2024-03-31.csv`: what it is, of which desk (if one), and from when to when."""
    period = scope.period
    ends = [day.isoformat() if day else open_end for day, open_end in ((period.first, "first"), (period.last, "last"))]
    parts = [name, *(desk.code for desk in scope.desks if len(scope.desks) == 1), *ends]
    return "_".join(parts if period.first or period.last else [*parts[:-2], "all"]) + f".{extension}"
