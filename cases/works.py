"""The table of works: what is recorded on a case without moving it → who may, in which states, and the event it leaves.

`cases/services/records.py` is the one door for them, as `cases/services/gate.py` is for what moves a case.
"""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from enum import Enum, auto

from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from cases.enums import EventKind, State
from cases.models import Case
from cases.policies import ASKER, KEEPING, RULE, SORTING, Actor, Policy, Standing, standings_of
from cases.transitions import OPEN
from mediso.common.decision import Decision


class Work(Enum):
    """Everything that can be recorded on a case beside its moves."""

    EDIT_CHART = auto()
    ADD_COLLABORATOR = auto()
    CHANGE_COLLABORATOR = auto()
    REMOVE_COLLABORATOR = auto()
    ADD_RELATED = auto()
    CHANGE_RELATED = auto()
    REMOVE_RELATED = auto()
    WRITE_NOTE = auto()
    SET_TASK = auto()
    FINISH_TASK = auto()
    OPEN_TASK = auto()
    TICK = auto()
    UNTICK = auto()
    LINK = auto()
    UNLINK = auto()
    DRAFT_PLAN = auto()
    SEND_PLAN_TO_REVIEW = auto()
    REVIEW_PLAN = auto()
    SEND_PLAN_BACK = auto()
    FINISH_STEP = auto()
    OPEN_STEP = auto()
    TELL_OUTCOME = auto()
    DISMISS_FOLLOW_UP = auto()
    WRITE_TO_DESK = auto()
    SETTLE_MESSAGE = auto()
    STOP_RULE = auto()


@dataclass(frozen=True, slots=True)
class WorkRule:
    policy: Policy
    event: EventKind
    states: Collection[State]


ANY_STATE = tuple(State)
# What was withdrawn is no longer worked on; everything else may still need a correction.
NOT_WITHDRAWN = tuple(state for state in State if state != State.WITHDRAWN)
# While the desk waits for an answer, what the founder writes is that answer and goes through the gate.
WRITABLE = tuple(state for state in NOT_WITHDRAWN if state != State.AWAITING_FOUNDER)
OUTCOMES = Policy(
    KEEPING.standings | {Standing.ASKER}, _("Only the person who asked and those who keep the case can do this.")
)

WORKS: Mapping[Work, WorkRule] = {
    Work.EDIT_CHART: WorkRule(KEEPING, EventKind.CHART_EDITED, NOT_WITHDRAWN),
    Work.ADD_COLLABORATOR: WorkRule(KEEPING, EventKind.COLLABORATOR_ADDED, NOT_WITHDRAWN),
    Work.CHANGE_COLLABORATOR: WorkRule(KEEPING, EventKind.COLLABORATOR_CHANGED, NOT_WITHDRAWN),
    Work.REMOVE_COLLABORATOR: WorkRule(KEEPING, EventKind.COLLABORATOR_REMOVED, NOT_WITHDRAWN),
    # Whom the case would favour or harm decides who may be asked: that is for those who ask.
    Work.ADD_RELATED: WorkRule(SORTING, EventKind.RELATED_ADDED, NOT_WITHDRAWN),
    Work.CHANGE_RELATED: WorkRule(SORTING, EventKind.RELATED_CHANGED, NOT_WITHDRAWN),
    Work.REMOVE_RELATED: WorkRule(SORTING, EventKind.RELATED_REMOVED, NOT_WITHDRAWN),
    Work.WRITE_NOTE: WorkRule(KEEPING, EventKind.NOTE_WRITTEN, ANY_STATE),
    Work.SET_TASK: WorkRule(KEEPING, EventKind.TASK_SET, ANY_STATE),
    Work.FINISH_TASK: WorkRule(KEEPING, EventKind.TASK_DONE, ANY_STATE),
    Work.OPEN_TASK: WorkRule(KEEPING, EventKind.TASK_OPENED, ANY_STATE),
    Work.TICK: WorkRule(KEEPING, EventKind.ITEM_TICKED, ANY_STATE),
    Work.UNTICK: WorkRule(KEEPING, EventKind.ITEM_UNTICKED, ANY_STATE),
    Work.LINK: WorkRule(SORTING, EventKind.LINKED, ANY_STATE),
    Work.UNLINK: WorkRule(SORTING, EventKind.UNLINKED, ANY_STATE),
    Work.DRAFT_PLAN: WorkRule(KEEPING, EventKind.PLAN_DRAFTED, OPEN),
    Work.SEND_PLAN_TO_REVIEW: WorkRule(KEEPING, EventKind.PLAN_SENT_TO_REVIEW, OPEN),
    Work.REVIEW_PLAN: WorkRule(KEEPING, EventKind.PLAN_REVIEWED, OPEN),
    Work.SEND_PLAN_BACK: WorkRule(KEEPING, EventKind.PLAN_SENT_BACK, OPEN),
    Work.FINISH_STEP: WorkRule(KEEPING, EventKind.PLAN_STEP_DONE, NOT_WITHDRAWN),
    Work.OPEN_STEP: WorkRule(KEEPING, EventKind.PLAN_STEP_OPENED, NOT_WITHDRAWN),
    Work.TELL_OUTCOME: WorkRule(OUTCOMES, EventKind.OUTCOME_TOLD, (State.SUPPORTING, State.CLOSED, State.REFERRED)),
    # A case that is open again has no reminder to dismiss.
    Work.DISMISS_FOLLOW_UP: WorkRule(SORTING, EventKind.FOLLOW_UP_DISMISSED, ANY_STATE),
    Work.WRITE_TO_DESK: WorkRule(ASKER, EventKind.MESSAGE_RECEIVED, WRITABLE),
    Work.SETTLE_MESSAGE: WorkRule(KEEPING, EventKind.MESSAGE_SETTLED, ANY_STATE),
    Work.STOP_RULE: WorkRule(RULE, EventKind.RULE_STOPPED, OPEN),
}


def may_record(standings: frozenset[Standing], work: Work, case: Case) -> Decision:
    """State and policy in this order; the first no is the reason."""
    rule = WORKS[work]
    if State(case.state) not in rule.states:
        return Decision.no(
            format_lazy(_("This is not possible: the case is “{state}” now."), state=State(case.state).label)
        )
    return rule.policy.decide(standings)


def decide_work(user: Actor, work: Work, case: Case) -> Decision:
    return may_record(standings_of(user, case), work, case)
