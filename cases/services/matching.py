"""担当選定: proposing supporters and taking their answers. Hard rules hold at every one of these steps."""

from typing import Any, cast

from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.models import User
from cases.enums import LIVE_ASSIGNMENTS, Action, AssignmentRole, AssignmentState, DeclineReason
from cases.models import Assignment, Case
from cases.notifications import tell_accepted, tell_lapsed, tell_proposed, tell_returned
from cases.policies import Actor
from cases.selectors.candidates import can_be_asked, ranking_for
from cases.selectors.clocks import calendar_of
from cases.services import gate
from cases.services.hard_rules import locked_supporter, refuse_accepting, refuse_taking, set_aside
from mediso.common.errors import ActionRefused
from supporters.enums import Employment
from supporters.matching import snapshot
from supporters.models import Supporter


def propose(
    *, case_id: int, actor: Actor, seen: int | None, supporter_id: int, override_reason: str = ""
) -> Assignment:
    """Propose a supporter, as lead of a case that has none and as adviser otherwise.

    What the ranking knew is stored with the proposal, and the day by which it wants an answer: the desk's `reply_days`
    in business days, the day of proposing not counted. With an `override_reason` the desk's staff set caps and leave
    of the supporter aside, and nothing else. Raises `ActionRefused` with the reasons when a hard rule excludes the
    supporter, and for somebody who could not sign in to answer.
    """
    with gate.move(case_id=case_id, action=Action.PROPOSE, actor=actor, seen=seen) as step:
        case, today, why = step.case, timezone.localdate(), override_reason.strip()
        answer_by = calendar_of(case.desk).add(today, case.desk.reply_days)
        supporter = locked_supporter(case, supporter_id)
        ranking = ranking_for(case, today)
        reasons = next((one.reasons for one in ranking.excluded if one.supporter_id == supporter_id), ())
        overridden = set_aside(reasons, case, step.actor, why)
        if not can_be_asked(supporter):
            raise ActionRefused(_("Has no sign-in yet: invite them from the roster first."))
        assignment = Assignment.objects.create(
            case=case,
            supporter=supporter,
            role=_role_of_the_next(case),
            state=AssignmentState.PROPOSED,
            proposed_by=step.actor,
            known=cast("dict[str, Any]", snapshot(ranking)),
            reply_days=case.desk.reply_days,
            answer_by=answer_by,
            overridden=overridden,
            override_reason=why,
        )
        step.payload |= _about(assignment) | {"answer_by": answer_by.isoformat()}
        if overridden:
            step.payload |= {"overridden": overridden, "override_reason": why}
        tell_proposed(assignment)
    return assignment


def accept(*, assignment_id: int, actor: User, seen: int | None, no_conflict: bool) -> Assignment:
    """The supporter declares that there is no conflict of interest and takes the case.

    Raises `ActionRefused` without the declaration, or when a hard rule has come to exclude the supporter meanwhile that
    was not set aside for this proposal.
    """
    case_id = Assignment.objects.values_list("case", flat=True).get(pk=assignment_id)
    with gate.move(case_id=case_id, action=Action.ACCEPT, actor=actor, seen=seen) as step:
        assignment = _open_proposal(assignment_id, actor)
        if not no_conflict:
            raise ActionRefused(_("Declare that you have no conflict of interest, or decline the proposal."))
        refuse_accepting(assignment, step.case)
        assignment.state = AssignmentState.ACCEPTED
        assignment.decided_at = assignment.no_conflict_declared_at = timezone.now()
        assignment.save()
        step.payload |= _about(assignment)
        tell_accepted(assignment)
    return assignment


def turn_down(
    *, assignment_id: int, actor: User, seen: int | None, reason: DeclineReason, note: str = ""
) -> Assignment:
    case_id = Assignment.objects.values_list("case", flat=True).get(pk=assignment_id)
    with gate.move(case_id=case_id, action=Action.TURN_DOWN, actor=actor, seen=seen) as step:
        assignment = _open_proposal(assignment_id, actor)
        assignment.state = AssignmentState.DECLINED
        assignment.decided_at = timezone.now()
        assignment.decline_reason, assignment.decline_note = reason, note
        assignment.save()
        step.payload |= {**_about(assignment), "reason": reason, "note": note}
        tell_returned(assignment)
    return assignment


def withdraw_proposal(*, case_id: int, actor: User, seen: int | None, assignment_id: int | None = None) -> Case:
    """`assignment_id` says which, where several advisers have been proposed; None is the only one."""
    with gate.move(case_id=case_id, action=Action.WITHDRAW_PROPOSAL, actor=actor, seen=seen) as step:
        assignment = _the_open_proposal(step.case, assignment_id)
        _end(assignment, AssignmentState.WITHDRAWN)
        step.payload |= _about(assignment)
    return step.case


def lapse(*, assignment_id: int, actor: User | None = None, seen: int | None = None) -> Assignment:
    """An open proposal that nobody answered by its day; no person does this, so the gate takes nobody but None.

    The search goes on from its original start (`cases/clocks.py`). An answer that came first stands: then this raises
    `ActionRefused`.
    """
    case_id = Assignment.objects.values_list("case", flat=True).get(pk=assignment_id)
    with gate.move(case_id=case_id, action=Action.LAPSE, actor=actor, seen=seen) as step:
        unanswered = step.case.assignments.filter(state=AssignmentState.PROPOSED, answer_by__lt=timezone.localdate())
        assignment = unanswered.filter(pk=assignment_id).first()
        if assignment is None or assignment.answer_by is None:
            raise ActionRefused(_("This proposal is not open any more, or can still be answered."))
        _end(assignment, AssignmentState.LAPSED)
        step.payload |= _about(assignment) | {"answer_by": assignment.answer_by.isoformat()}
        tell_lapsed(assignment)
        tell_returned(assignment)
    return assignment


def take(*, case_id: int, actor: User, seen: int | None, no_conflict: bool) -> Assignment:
    """A full-time supporter leads the case straight from triage, under the same declaration and hard rules."""
    with gate.move(case_id=case_id, action=Action.TAKE, actor=actor, seen=seen) as step:
        if not no_conflict:
            raise ActionRefused(_("Declare that you have no conflict of interest."))
        supporter = Supporter.objects.get(user=actor, desk=step.case.desk_id, employment=Employment.FULL_TIME)
        refuse_taking(supporter, step.case)
        now = timezone.now()
        assignment = Assignment.objects.create(
            case=step.case,
            supporter=supporter,
            role=AssignmentRole.LEAD,
            state=AssignmentState.ACCEPTED,
            proposed_by=actor,
            proposed_at=now,
            decided_at=now,
            no_conflict_declared_at=now,
        )
        step.payload |= _about(assignment)
    return assignment


def end_assignments(case: Case) -> None:
    """When a case ends: whoever worked on it has completed, whoever was only asked is asked no more."""
    for assignment in case.assignments.filter(state__in=LIVE_ASSIGNMENTS):
        accepted = assignment.state == AssignmentState.ACCEPTED
        _end(assignment, AssignmentState.COMPLETED if accepted else AssignmentState.WITHDRAWN)


def _role_of_the_next(case: Case) -> AssignmentRole:
    has_lead = case.assignments.filter(role=AssignmentRole.LEAD, state__in=LIVE_ASSIGNMENTS).exists()
    return AssignmentRole.ADVISER if has_lead else AssignmentRole.LEAD


def _end(assignment: Assignment, state: AssignmentState) -> None:
    assignment.state = state
    assignment.decided_at = assignment.decided_at or timezone.now()
    assignment.save(update_fields=["state", "decided_at"])


def _open_proposal(assignment_id: int, actor: User) -> Assignment:
    found = Assignment.objects.filter(pk=assignment_id, supporter__user=actor, state=AssignmentState.PROPOSED)
    if (assignment := found.first()) is None:
        raise _no_longer_open()
    return assignment


def _the_open_proposal(case: Case, assignment_id: int | None) -> Assignment:
    proposals = {one.pk: one for one in case.assignments.filter(state=AssignmentState.PROPOSED)}
    if assignment_id is None and len(proposals) > 1:
        raise ActionRefused(_("Several proposals are open: say which of them."))
    assignment = proposals.get(assignment_id) if assignment_id is not None else next(iter(proposals.values()))
    if assignment is None:
        raise _no_longer_open()
    return assignment


def _no_longer_open() -> ActionRefused:
    return ActionRefused(_("This proposal is no longer open: it was answered or withdrawn, or it lapsed."))


def _about(assignment: Assignment) -> dict[str, Any]:
    return {"assignment": assignment.pk, "supporter": assignment.supporter_id, "role": assignment.role}
