"""What can be done with a case now, as buttons over its page."""

from collections.abc import Mapping
from typing import Any

from accounts.models import User
from cases.decisions import offers_for
from cases.enums import Action, Awaits, State
from cases.forms.table import STEP_FORMS
from cases.models import Case

# The one main button of a page: the first that is possible of the next steps on the road.
NEXT_STEPS: Mapping[State, tuple[Action, ...]] = {
    State.SUBMITTED: (Action.START_TRIAGE,),
    State.TRIAGING: (Action.DELIVER_PLAN, Action.START_MATCHING, Action.CLASSIFY),
    State.MATCHING: (Action.PROPOSE,),
    State.SUPPORTING: (Action.DELIVER_PLAN, Action.RECORD_INTERVIEW, Action.PROPOSE),
    State.AWAITING_FOUNDER: (Action.ANSWER,),
}
# Once the desk has the record of an interview, it closes the case or asks for another.
AFTER_AN_INTERVIEW = (Action.DELIVER_PLAN, Action.CLOSE, Action.RECORD_INTERVIEW)

# Drawn only while there is something to do it to; its reason would be no news.
DRAWN_WHEN_POSSIBLE = {Action.WITHDRAW_PROPOSAL, Action.CLAIM, Action.DELIVER_PLAN, Action.RATE}


def buttons_for(user: User, case: Case) -> dict[str, Any]:
    """`main_offer`, or None, and `other_offers` for the templates."""
    offers = [offer for offer in offers_for(user, case) if offer.action in STEP_FORMS]
    possible = {offer.action: offer for offer in offers if offer.decision}
    main = next((possible[action] for action in _next_steps(case) if action in possible), None)
    others = [
        offer for offer in offers if offer is not main and (offer.decision or offer.action not in DRAWN_WHEN_POSSIBLE)
    ]
    return {"main_offer": main, "other_offers": others}


def _next_steps(case: Case) -> tuple[Action, ...]:
    if case.state == State.SUPPORTING and case.awaits == Awaits.STAFF and case.interviews.exists():
        return AFTER_AN_INTERVIEW
    return NEXT_STEPS.get(State(case.state), ())
