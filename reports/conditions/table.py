"""The table of conditions: whatever a scope can be narrowed by, on the page and under a number."""

from collections.abc import Mapping

from reports.conditions.flow import FLOW
from reports.conditions.open_at import OPEN_AT
from reports.conditions.outcome import OUTCOME
from reports.conditions.standing import STANDING
from reports.conditions.supporters import SUPPORTERS
from reports.dimensions.base import Condition
from reports.dimensions.table import DIMENSIONS

CONDITIONS: Mapping[str, Condition] = {
    one.code: one
    for one in (
        *(one.condition for one in DIMENSIONS.values() if one.condition),
        STANDING,
        *FLOW,
        OUTCOME,
        *OPEN_AT,
        *SUPPORTERS,
    )
}
