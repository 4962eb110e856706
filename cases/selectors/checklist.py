"""The checklist of a case: what its desk wants checked for its product type, and what is."""

from dataclasses import dataclass

from django.utils import timezone

from cases.models import Case, ChecklistTick
from mediso.desks.models import ChecklistItem
from mediso.desks.selectors import checklist_for


@dataclass(frozen=True, slots=True)
class Line:
    item: ChecklistItem
    tick: ChecklistTick | None


@dataclass(frozen=True, slots=True)
class Checklist:
    lines: list[Line]

    @property
    def done(self) -> int:
        return sum(line.tick is not None for line in self.lines)

    @property
    def total(self) -> int:
        return len(self.lines)


def checklist_of(case: Case) -> Checklist:
    """Today's items for the case's product type, and below them whatever else was ticked before; two queries."""
    ticks = {tick.item_id: tick for tick in case.ticks.select_related("item", "ticked_by").order_by("pk")}
    lines = [
        Line(item, ticks.pop(item.pk, None))
        for item in checklist_for(case.desk_id, case.product_type_id, timezone.localdate())
    ]
    return Checklist([*lines, *(Line(tick.item, tick) for tick in ticks.values())])
