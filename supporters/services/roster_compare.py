"""A roster's row beside the supporter it names: what differs, whatever the order and spelling of the same contents."""

from collections.abc import Mapping
from typing import Any

from mediso.common.japanese_text import comparison_key, label_key
from mediso.common.tabular.reader import ReadRow, Table
from mediso.desks.models import Desk
from supporters.models import Supporter

# Columns of the supporter's own row; expertise and product types are rows of their own.
FIELDS = (
    "employment",
    "affiliation_kind",
    "affiliation",
    "languages",
    "max_open_cases",
    "hours_per_month",
    "term_start",
    "term_end",
)
COMPARED = (*FIELDS, "expertise", "product_types")


def roster_by_name(desk: Desk) -> dict[str, Supporter]:
    """Everybody ever appointed to the desk, by the `label_key` of the name."""
    found = Supporter.objects.filter(desk=desk).prefetch_related("expertise", "product_types")
    return {label_key(supporter.name): supporter for supporter in found}


def differing_headings(table: Table, row: ReadRow, supporter: Supporter) -> tuple[str, ...]:
    """The headings of the readable cells that say something else than the roster does."""
    now = _contents_of(supporter)
    return tuple(
        table.heading(key) for key in COMPARED if row.has(key) and _comparable(row.values[key]) != _comparable(now[key])
    )


def _contents_of(supporter: Supporter) -> Mapping[str, Any]:
    own = {name: getattr(supporter, name) for name in FIELDS}
    own["expertise"] = [(known.topic_id, known.level) for known in supporter.expertise.all()]
    own["product_types"] = [product_type.pk for product_type in supporter.product_types.all()]
    return own


def _comparable(value: Any) -> Any:
    if isinstance(value, list | tuple):
        return frozenset(value)
    return comparison_key(value) if isinstance(value, str) else value
