"""Where a case stands on the desk's road, in steps that a founder knows."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from cases.enums import EventSource, State
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
    """`state` is done, current, todo, or skipped: passed without an event that tells of it."""

    label: str
    state: str


def journey(case: Case) -> list[JourneyStep]:
    """The five steps; empty for a case that left the road. One query.

    Only what happened at the desk is done: neither a step that was skipped nor one that the old register implies.
    """
    stands = State(case.returns_to or case.state)
    if stands not in ROAD:
        return []
    return road(stands, set(case.events.filter(source=EventSource.DESK).values_list("to_state", flat=True)))


def road(stands: State, reached: Collection[str]) -> list[JourneyStep]:
    """`reached` are the states to which an event led."""
    here = ROAD.index(stands)
    return [
        JourneyStep(str(state.label), _step_state(place - here, state in reached)) for place, state in enumerate(ROAD)
    ]


def _step_state(ahead: int, was_reached: bool) -> str:
    if ahead == 0:
        return "current"
    if ahead > 0:
        return "todo"
    return "done" if was_reached else "skipped"
