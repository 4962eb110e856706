"""How the figures stand in the API's schema."""

from typing import Any

from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import OpenApiParameter

from reports.conditions.table import CONDITIONS
from reports.figures.figure import Unit
from reports.periods import FROM, UNTIL
from reports.registry import NAMED
from reports.scope import BASIS, DESK
from reports.selectors.counted import BASES

SHARE = {
    "type": "object",
    "required": ["cases", "of", "percent"],
    "properties": {
        "cases": {"type": "integer", "minimum": 0},
        "of": {"type": "integer", "minimum": 0, "description": "The denominator."},
        "percent": {"type": "integer", "minimum": 0, "nullable": True, "description": "Half rounded up; null of none."},
    },
}
HIDDEN = {"type": "object", "required": ["hidden"], "properties": {"hidden": {"type": "boolean"}}}
VALUE = {"anyOf": [{"type": "number"}, SHARE, HIDDEN], "nullable": True}
ROW = {
    "type": "object",
    "required": ["code", "name", "is_cut", "values"],
    "properties": {
        "code": {"type": "string"},
        "name": {"type": "string"},
        "is_cut": {"type": "boolean", "description": "The period holds only a part of the row's span."},
        "values": {"type": "object", "description": "By the code of the column.", "additionalProperties": VALUE},
    },
}
COLUMN = {
    "type": "object",
    "required": ["code", "name", "unit"],
    "properties": {
        "code": {"type": "string"},
        "name": {"type": "string"},
        "unit": {"type": "string", "enum": [unit.value for unit in Unit]},
    },
}
SCOPE = {
    "type": "object",
    "required": ["desks", "from", "until", "conditions", "basis"],
    "properties": {
        "desks": {"type": "array", "items": {"type": "string"}},
        "from": {"type": "string", "format": "date", "nullable": True},
        "until": {"type": "string", "format": "date", "nullable": True},
        "conditions": {
            "type": "array",
            "items": {
                "type": "object",
                "required": ["name", "value"],
                "properties": {"name": {"type": "string"}, "value": {"type": "string"}},
            },
        },
        "basis": {"type": "string", "enum": [basis.value for basis in BASES]},
    },
}
WORDS = {"type": "array", "items": {"type": "string"}}
FIGURE = {
    "title": "Figure",
    "type": "object",
    "required": ["figure", "scope", "cases", "head", "columns", "rows", "total", "said", "notes"],
    "properties": {
        "figure": {"type": "string"},
        "scope": SCOPE,
        "cases": {"type": "integer", "minimum": 0, "description": "How many cases the figure is made of."},
        "head": {"type": "string", "description": "What the rows are."},
        "columns": {"type": "array", "items": COLUMN},
        "rows": {"type": "array", "items": ROW},
        "total": {**ROW, "nullable": True},
        "said": {**WORDS, "description": "Sentences that the figure supports."},
        "notes": {**WORDS, "description": "How it is to be read."},
    },
}
ERRORS = {
    "title": "ScopeErrors",
    "type": "object",
    "description": "What is wrong, by parameter.",
    "additionalProperties": {"type": "array", "items": {"type": "string"}},
}
RESPONSES: dict[Any, Any] = {200: FIGURE, 400: ERRORS}
NAMES = "One of: " + ", ".join(kind.name for kind in NAMED) + "; or `cross_<rows>_by_<columns>` of any two dimensions."
PARAMETERS = [
    OpenApiParameter("name", OpenApiTypes.STR, OpenApiParameter.PATH, description=NAMES),
    OpenApiParameter(FROM, OpenApiTypes.DATE, description="First day of receipt; left out: from the beginning."),
    OpenApiParameter(UNTIL, OpenApiTypes.DATE, description="Last day of receipt; left out: to the last case."),
    OpenApiParameter(DESK, OpenApiTypes.STR, description="Code of one desk; left out: all desks you may choose."),
    OpenApiParameter(BASIS, OpenApiTypes.STR, enum=[basis.value for basis in BASES], description="Left out: known."),
    *(
        OpenApiParameter(code, OpenApiTypes.STR, many=True, description=f"Only these cases: {condition.label}")
        for code, condition in CONDITIONS.items()
    ),
]
