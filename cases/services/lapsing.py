"""The last day of a proposal: a reminder before it, and what nobody answered lapses after it.

What is due is found by what the rows say, so a broker that was away loses nothing; all of it is safe at any time and
twice at once.
"""

from django.utils import timezone

from cases.enums import AssignmentState
from cases.models import Assignment
from cases.notifications import tell_of_last_day
from cases.selectors.clocks import calendar_of
from cases.services import matching
from mediso.common.errors import ActionRefused
from mediso.common.queueing import queue
from mediso.desks.models import Desk

LAPSE_TASK = "cases.lapse_proposal"  # by name: the tasks import the services


def sweep_unanswered() -> int:
    """Queue every open proposal whose day has passed, each by itself; how many. One that fails holds up no other."""
    unanswered = Assignment.objects.filter(state=AssignmentState.PROPOSED, answer_by__lt=timezone.localdate())
    due = list(unanswered.order_by("answer_by", "pk").values_list("pk", flat=True))
    for assignment_id in due:
        queue(LAPSE_TASK, assignment_id)
    return len(due)


def lapse_if_unanswered(assignment_id: int) -> bool:
    """Whether it lapsed now. Whatever came first stands: an answer, a withdrawal, the end of the case, another run."""
    try:
        matching.lapse(assignment_id=assignment_id)
    except ActionRefused:
        return False
    return True


def remind_of_last_days() -> None:
    """Tell each supporter once that the last day to answer is near, on a business day of the desk.

    Near is the desk's `reply_reminder_days` or fewer business days ahead; 0 reminds nobody. Nobody is reminded on the
    day of the proposal itself.
    """
    for desk in Desk.objects.filter(reply_reminder_days__gt=0).order_by("pk"):
        _remind(desk)


def _remind(desk: Desk) -> None:
    calendar, today = calendar_of(desk), timezone.localdate()
    if not calendar.is_business_day(today):
        return
    near = (today, calendar.add(today, desk.reply_reminder_days))
    asked = Assignment.objects.filter(
        case__desk=desk, state=AssignmentState.PROPOSED, answer_by__range=near, proposed_at__date__lt=today
    )
    for assignment in asked.select_related("case__desk", "supporter__user").order_by("pk"):
        tell_of_last_day(assignment)
