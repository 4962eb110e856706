"""A figure read back from the data of a release, in both languages; what is hidden there is not in it."""

from collections.abc import Mapping
from typing import Any

from reports.figures.figure import Cell, Column, Figure, Row, Unit
from reports.figures.labels import Label
from reports.scope import Scope

Data = Mapping[str, Any]


def released_figure(data: Data, scope: Scope) -> Figure:
    """Of `reports/publication/record.py`. `cases` is 0 where even their number is hidden."""
    english = data["english"]
    columns = tuple(
        Column(one["code"], Label(one["name"], english["columns"][one["code"]]), Unit(one["unit"]))
        for one in data["columns"]
    )

    def row(one: Data) -> Row:
        cells = tuple(_cell(one["values"][column.code]) for column in columns)
        return Row(one["code"], Label(one["name"], english["rows"][one["code"]]), cells, one["is_cut"])

    return Figure(
        data["figure"],
        scope,
        Label(data["head"], english["head"]),
        columns,
        tuple(map(row, data["rows"])),
        row(data["total"]) if data["total"] else None,
        data["cases"] if isinstance(data["cases"], int) else 0,
        notes=tuple(Label(*both) for both in zip(data["notes"], english["notes"], strict=True)),
    )


def title_of(data: Data) -> Label:
    return Label(data["title"], data["english"]["title"])


def _cell(value: Any) -> Cell:
    if not isinstance(value, dict):
        return Cell(value)
    return Cell(None, hidden=True) if value.get("hidden") else Cell(value["cases"], value["of"])
