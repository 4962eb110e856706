"""How the figures stand in the API's schema. Their keys are a desk's own names, so they cannot be fields."""

from typing import Any

from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import OpenApiParameter

from reports.forms import DESK
from reports.periods import FROM, UNTIL
from reports.registry import FIGURES

YEARLY_CASES = {
    "title": "YearlyCases",
    "type": "object",
    "description": "Cases by year: the calendar year, or the year in which the fiscal year begins.",
    "additionalProperties": {"type": "integer", "minimum": 0},
}
TOPIC_SHARE = {
    "title": "TopicShare",
    "type": "object",
    "description": "A row for each product type, and 合計 for all of them.",
    "additionalProperties": {
        "type": "object",
        "required": ["cases", "share_percent"],
        "properties": {
            "cases": {"type": "integer", "minimum": 0, "description": "All cases of the row: the denominator."},
            "share_percent": {
                "type": "object",
                "description": "Cases with the topic ÷ cases of the row, half rounded up; null of no cases.",
                "additionalProperties": {"type": "integer", "minimum": 0, "maximum": 100, "nullable": True},
            },
        },
    },
}
ERRORS = {
    "title": "ScopeErrors",
    "type": "object",
    "description": "What is wrong, by parameter.",
    "additionalProperties": {"type": "array", "items": {"type": "string"}},
}
RESPONSES: dict[Any, Any] = {200: {"anyOf": [YEARLY_CASES, TOPIC_SHARE]}, 400: ERRORS}
PARAMETERS = [
    OpenApiParameter("name", OpenApiTypes.STR, OpenApiParameter.PATH, enum=list(FIGURES)),
    OpenApiParameter(FROM, OpenApiTypes.DATE, description="First day of receipt; left out: from the beginning."),
    OpenApiParameter(UNTIL, OpenApiTypes.DATE, description="Last day of receipt; left out: to the last case."),
    OpenApiParameter(DESK, OpenApiTypes.STR, description="Code of one desk; left out: all desks you may choose."),
]
