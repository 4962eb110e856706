"""Days that hang on the desk's targets and closures, worked out again when these changed."""

from django.db import transaction
from django.utils import timezone

from cases.enums import AssignmentState
from cases.models import Case
from cases.selectors.clocks import calendar_of
from cases.services import gate
from cases.transitions import OPEN
from mediso.common.business_days import BusinessCalendar
from mediso.desks.models import Desk


def recompute_all_due_dates() -> int:
    return sum(recompute_due_dates(desk_id) for desk_id in Desk.objects.order_by("pk").values_list("pk", flat=True))


def recompute_due_dates(desk_id: int) -> int:
    """Every open case of the desk, each under its own lock; the number of them whose due date moved.

    The days by which open proposals want an answer move along.
    """
    moved, calendar = 0, calendar_of(Desk.objects.get(pk=desk_id))
    for case_id in Case.objects.filter(desk=desk_id, state__in=OPEN).order_by("pk").values_list("pk", flat=True):
        with transaction.atomic():
            case = gate.locked_case(case_id)
            before = (case.due_on, case.due_clock)
            gate.refresh_due(case)
            _give_more_time(case, calendar)
            moved += before != (case.due_on, case.due_clock)
    return moved


def _give_more_time(case: Case, calendar: BusinessCalendar) -> None:
    """Only ever a later day: the supporter was told the one there is. The business days are those once given."""
    for one in case.assignments.filter(state=AssignmentState.PROPOSED):
        if one.proposed_at is None or one.answer_by is None or one.reply_days is None:
            continue
        last_day = calendar.add(timezone.localdate(one.proposed_at), one.reply_days)
        if last_day > one.answer_by:
            one.answer_by = last_day
            one.save(update_fields=["answer_by"])
