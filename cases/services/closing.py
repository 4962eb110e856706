"""終了: the ends of a case and its reopening."""

from django.utils import timezone

from accounts.models import User
from cases.enums import Action, AssignmentRole, AssignmentState, State
from cases.models import Case
from cases.notifications import tell_closed
from cases.selectors.candidates import can_be_asked, exclusions_of
from cases.services import follow_up, gate
from cases.services.hard_rules import locked_supporter
from cases.services.matching import end_assignments


def close(*, case_id: int, actor: User, seen: int | None, message: str) -> Case:
    """Close the case today (Japan time) and set its follow-ups; the founder reads `message`."""
    with gate.move(case_id=case_id, action=Action.CLOSE, actor=actor, seen=seen) as step:
        step.case.closed_on = timezone.localdate()
        follow_up.schedule(step.case, step.case.closed_on)
        step.payload["text"] = message
        end_assignments(step.case)
        tell_closed(step.case)
    return step.case


def withdraw(*, case_id: int, actor: User, seen: int | None, reason: str) -> Case:
    """取下げ: the founder takes the question back. No figure counts it, if the desk had not begun with it."""
    with gate.move(case_id=case_id, action=Action.WITHDRAW, actor=actor, seen=seen) as step:
        step.case.withdrawn_untriaged = step.case.state == State.SUBMITTED
        step.payload["text"] = reason
        end_assignments(step.case)
    return step.case


def reopen(*, case_id: int, actor: User, seen: int | None, reason: str) -> Case:
    """Take the case up again, with the lead it was closed with.

    Not with one whom a hard rule excludes by now, whatever was set aside when they were proposed, nor with one who
    cannot sign in any more or is of the old register and declared nothing here: they are asked like anybody else.
    """
    with gate.move(case_id=case_id, action=Action.REOPEN, actor=actor, seen=seen) as step:
        step.case.closed_on = None
        follow_up.unschedule(step.case)
        step.payload["text"] = reason
        leads = step.case.assignments.filter(role=AssignmentRole.LEAD, state=AssignmentState.COMPLETED)
        lead = leads.exclude(no_conflict_declared_at=None).last()
        if lead is not None and _can_lead_again(lead.supporter_id, step.case):
            lead.state = AssignmentState.ACCEPTED
            lead.save(update_fields=["state"])
    return step.case


def _can_lead_again(supporter_id: int, case: Case) -> bool:
    supporter = locked_supporter(case, supporter_id)
    return can_be_asked(supporter) and not exclusions_of(supporter, case, timezone.localdate())
