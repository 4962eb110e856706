"""Where a case stands on the desk's road, in steps that a founder knows."""

from collections.abc import Mapping
from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from cases.enums import State
from cases.models import Case

ROAD = (State.SUBMITTED, State.TRIAGING, State.MATCHING, State.SUPPORTING, State.CLOSED)

PLAIN_WORDS: Mapping[State, str | Promise] = {
    State.SUBMITTED: _("The desk has your question and will read it next."),
    State.TRIAGING: _("The desk is reading your question and sorting out what is needed."),
    State.MATCHING: _("The desk is looking for the right supporter for your question."),
    State.SUPPORTING: _("A supporter is working on your question."),
    State.AWAITING_FOUNDER: _("The desk has asked you something and waits for your answer."),
    State.CLOSED: _("The case is closed."),
    State.REFERRED: _("The desk has referred you to another body."),
    State.DECLINED: _("The desk cannot take up this question."),
    State.WITHDRAWN: _("You have withdrawn this question."),
}


@dataclass(frozen=True, slots=True)
class JourneyStep:
    label: str
    state: str


def journey(case: Case) -> list[JourneyStep]:
    """The five steps with done, current and todo; empty for a case that left the road."""
    stands = State(case.returns_to or case.state)
    if stands not in ROAD:
        return []
    reached = ROAD.index(stands)
    return [
        JourneyStep(str(state.label), "done" if place < reached else "current" if place == reached else "todo")
        for place, state in enumerate(ROAD)
    ]
