"""Whether an action is possible on a case for a person now: the question of the gate and of every button."""

from dataclasses import dataclass

from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from cases.completeness import missing_for
from cases.enums import Action, MessageKind, MessageSide, State
from cases.models import Case
from cases.policies import Actor, Standing, may, standings_of
from cases.transitions import TRANSITIONS
from cases.works import Work, may_record
from mediso.common.decision import Decision


def decide(user: Actor, action: Action, case: Case) -> Decision:
    """Table, policy and completeness in this order; the first no is the reason."""
    return _decide(standings_of(user, case), action, case)


def _decide(standings: frozenset[Standing], action: Action, case: Case) -> Decision:
    if State(case.state) not in TRANSITIONS[action].moves:
        return Decision.no(
            format_lazy(
                _("“{action}” is not possible: the case is “{state}” now."),
                action=action.label,
                state=State(case.state).label,
            )
        )
    allowed = may(standings, action)
    if not allowed:
        return allowed
    missing = missing_for(action, case)
    return Decision.no(missing[0]) if missing else Decision.yes()


@dataclass(frozen=True, slots=True)
class Offer:
    """An action to draw as a button: enabled, or disabled with the decision's reason beside it."""

    action: Action
    decision: Decision


def offers_for(user: User, case: Case) -> list[Offer]:
    """What this person could do from this state, in the table's order.

    What the state or the person rules out is left out; what only lacks something is there with its reason.
    """
    standings = standings_of(user, case)
    return [
        Offer(action, _decide(standings, action, case))
        for action, transition in TRANSITIONS.items()
        if State(case.state) in transition.moves and may(standings, action)
    ]


@dataclass(frozen=True, slots=True)
class Writing:
    """How a person may write into the thread of a case now.

    `kind` is what their message would be: while the desk waits for the founder, whatever the founder writes is the
    answer. `asking` is whether it may be a question, after which the case waits for the founder.
    """

    side: MessageSide
    kind: MessageKind
    decision: Decision
    asking: Decision


def writing(user: User, case: Case) -> Writing:
    """Whoever asked writes as the founder, whatever else they are; everybody else as the desk."""
    standings = standings_of(user, case)
    if Standing.ASKER not in standings:
        asking = _decide(standings, Action.ASK_FOUNDER, case)
        return Writing(MessageSide.DESK, MessageKind.MESSAGE, _decide(standings, Action.MESSAGE, case), asking)
    never = Decision.no(_("Only the desk asks questions back."))
    if case.state == State.AWAITING_FOUNDER:
        return Writing(MessageSide.FOUNDER, MessageKind.ANSWER, _decide(standings, Action.ANSWER, case), never)
    told = may_record(standings, Work.WRITE_TO_DESK, case)
    return Writing(MessageSide.FOUNDER, MessageKind.MESSAGE, told, never)
