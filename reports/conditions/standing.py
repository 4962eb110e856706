"""新規・再来: whether the organisation had asked the same desk before.

“Before” is by date of receipt, then by the order in which cases were recorded, whatever else narrows the scope. So the
new ones have each organisation of a desk once.
"""

from django.db.models import Exists, OuterRef, Q
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from reports.dimensions.base import Condition
from reports.scope import Scope

NEW, RETURNING = "new", "returning"

STANDINGS: tuple[tuple[str, str | Promise], ...] = (
    (NEW, _("First consultation of the organisation")),
    (RETURNING, _("The organisation had asked the desk before")),
)


def _of_standing(value: str, scope: Scope) -> Q:
    from reports.selectors.counted import CASE_IDS, counted_cases  # noqa: PLC0415 - it reads the conditions

    same = counted_cases(Scope(scope.desks, basis=scope.basis)).filter(
        desk=OuterRef("desk"), organisation=OuterRef("organisation")
    )
    case_id = CASE_IDS[scope.basis]
    the_same_day = Q(("received_on", OuterRef("received_on")), (f"{case_id}__lt", OuterRef(case_id)))
    earlier = Q(received_on__lt=OuterRef("received_on")) | the_same_day
    asked_before = Q(Exists(same.filter(earlier)))
    return asked_before if value == RETURNING else ~asked_before


STANDING = Condition("standing", _("New or returning"), _of_standing, lambda _scope: STANDINGS, is_frozen=True)
