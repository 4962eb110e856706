"""終了: the ends of a case and its reopening."""

from django.utils import timezone

from accounts.models import User
from cases.enums import LIVE_ASSIGNMENTS, Action, AssignmentRole, AssignmentState
from cases.models import Case
from cases.notifications import tell_closed
from cases.services import gate
from cases.services.matching import end_assignments


def close(*, case_id: int, actor: User, seen: int | None, message: str) -> Case:
    """Close the case today (Japan time); the founder reads `message`."""
    with gate.move(case_id=case_id, action=Action.CLOSE, actor=actor, seen=seen) as step:
        step.case.closed_on = timezone.localdate()
        step.payload["text"] = message
        end_assignments(step.case)
        tell_closed(step.case)
    return step.case


def withdraw(*, case_id: int, actor: User, seen: int | None, reason: str) -> Case:
    """取下げ: the founder takes the question back."""
    with gate.move(case_id=case_id, action=Action.WITHDRAW, actor=actor, seen=seen) as step:
        step.payload["text"] = reason
        end_assignments(step.case)
    return step.case


def reopen(*, case_id: int, actor: User, seen: int | None, reason: str) -> Case:
    """Take the case up again, with the lead it was closed with, if it had one."""
    with gate.move(case_id=case_id, action=Action.REOPEN, actor=actor, seen=seen) as step:
        step.case.closed_on = None
        step.payload["text"] = reason
        lead = step.case.assignments.filter(role=AssignmentRole.LEAD, state=AssignmentState.COMPLETED).last()
        if lead is not None and not step.case.assignments.filter(state__in=LIVE_ASSIGNMENTS).exists():
            lead.state = AssignmentState.ACCEPTED
            lead.save(update_fields=["state"])
    return step.case
