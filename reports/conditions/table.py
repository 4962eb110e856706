"""The table of conditions: whatever a scope can be narrowed by, on the page and under a number."""

from collections.abc import Mapping

from reports.conditions.standing import STANDING
from reports.dimensions.base import Condition
from reports.dimensions.table import DIMENSIONS

CONDITIONS: Mapping[str, Condition] = {
    one.code: one for one in (*(one.condition for one in DIMENSIONS.values() if one.condition), STANDING)
}
