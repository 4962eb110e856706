"""Whether an action is possible on a case for a person now: the question of the gate and of every button."""

from dataclasses import dataclass

from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from cases.completeness import missing_for
from cases.enums import Action, State
from cases.models import Case
from cases.policies import Standing, may, standings_of
from cases.transitions import TRANSITIONS
from mediso.common.decision import Decision


def decide(user: User, action: Action, case: Case) -> Decision:
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
