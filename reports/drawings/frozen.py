"""A figure read back from its JSON, as a close keeps it: named in Japanese, leading to no cases."""

from decimal import Decimal
from typing import Any

from reports.figures.figure import Cell, Column, Figure, Row, Unit
from reports.figures.labels import Label, Said
from reports.scope import Scope


def figure_from(data: dict[str, Any], scope: Scope) -> Figure:
    """Of `reports.drawings.json.json_data`; `scope` is the one it was made for."""
    columns = tuple(Column(one["code"], _label(one["name"]), Unit(one["unit"])) for one in data["columns"])
    return Figure(
        data["figure"],
        scope,
        _label(data["head"]),
        columns,
        tuple(_row(columns, row) for row in data["rows"]),
        _row(columns, data["total"]) if data["total"] else None,
        data["cases"],
        tuple(map(Said, data["said"])),
        tuple(map(_label, data["notes"])),
    )


def _label(name: str) -> Label:
    return Label(name, name)


def _row(columns: tuple[Column, ...], row: dict[str, Any]) -> Row:
    cells = tuple(_cell(row["values"][column.code]) for column in columns)
    return Row(row["code"], _label(row["name"]), cells, row["is_cut"])


def _cell(value: Any) -> Cell:
    if isinstance(value, dict):
        return Cell(None, hidden=True) if "hidden" in value else Cell(value["cases"], value["of"])
    return Cell(Decimal(str(value)) if isinstance(value, float) else value)
