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
    from reports.selectors.counted import counted_cases  # noqa: PLC0415 - it reads the conditions

    same = counted_cases(Scope(scope.desks, basis=scope.basis)).filter(
        desk=OuterRef("desk"), organisation=OuterRef("organisation")
    )
    earlier = Q(received_on__lt=OuterRef("received_on")) | Q(received_on=OuterRef("received_on"), pk__lt=OuterRef("pk"))
    asked_before = Q(Exists(same.filter(earlier)))
    return asked_before if value == RETURNING else ~asked_before


STANDING = Condition("standing", _("New or returning"), _of_standing, lambda _scope: STANDINGS)
