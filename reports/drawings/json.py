"""A figure as JSON, named in Japanese: what the API answers, the files hold and a close freezes."""

import json
from decimal import Decimal
from typing import Any

from reports.figures.figure import Cell, Column, Figure, Row, Unit
from reports.scope import Scope

Value = int | float | dict[str, Any] | None
HIDDEN = {"hidden": True}


def json_data(figure: Figure) -> dict[str, Any]:
    """Rows in order, each with its values by the code of their column. A share of no cases has the percent null."""
    return {
        "figure": figure.name,
        "scope": scope_data(figure.scope),
        "cases": figure.cases,
        "head": figure.head.ja,
        "columns": [
            {"code": column.code, "name": column.label.ja, "unit": column.unit.value} for column in figure.columns
        ],
        "rows": [_row(figure.columns, row) for row in figure.rows],
        "total": _row(figure.columns, figure.total) if figure.total else None,
        "said": [sentence.ja for sentence in figure.said],
        "notes": [note.ja for note in figure.notes],
    }


def scope_data(scope: Scope) -> dict[str, Any]:
    first, last = scope.period.first, scope.period.last
    return {
        "desks": [desk.code for desk in scope.desks],
        "from": first.isoformat() if first else None,
        "until": last.isoformat() if last else None,
        "conditions": [{"name": name, "value": value} for name, value in scope.narrowing],
        "basis": scope.basis.value,
    }


def _row(columns: tuple[Column, ...], row: Row) -> dict[str, Any]:
    values = {column.code: _value(column, cell) for column, cell in zip(columns, row.cells, strict=True)}
    return {"code": row.code, "name": row.label.ja, "is_cut": row.is_cut, "values": values}


def _value(column: Column, cell: Cell) -> Value:
    if cell.hidden:
        return HIDDEN
    if column.unit is Unit.SHARE:
        return {"cases": cell.value, "of": cell.of, "percent": cell.percent}
    return float(cell.value) if isinstance(cell.value, Decimal) else cell.value


def json_text(figure: Figure) -> str:
    return json.dumps(json_data(figure), ensure_ascii=False, indent=1) + "\n"
