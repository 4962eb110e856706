"""Due dates of open cases, worked out again when the desk's targets or closures changed."""

from django.db import transaction

from cases.models import Case
from cases.services import gate
from cases.transitions import OPEN
from mediso.desks.models import Desk


def recompute_all_due_dates() -> int:
    return sum(recompute_due_dates(desk_id) for desk_id in Desk.objects.order_by("pk").values_list("pk", flat=True))


def recompute_due_dates(desk_id: int) -> int:
    """Every open case of the desk, each under its own lock; the number of them whose due date moved."""
    moved = 0
    for case_id in Case.objects.filter(desk=desk_id, state__in=OPEN).order_by("pk").values_list("pk", flat=True):
        with transaction.atomic():
            case = gate.locked_case(case_id)
            before = (case.due_on, case.due_clock)
            gate.refresh_due(case)
            moved += before != (case.due_on, case.due_clock)
    return moved
