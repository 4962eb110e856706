"""The facts that figures count of a case, worked out from its history: slow, and without what stands on the case.

For cases that were there before these columns were (`manage.py reckon_facts`). Pure: whoever asks brings the history.
"""

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from cases import month_ends
from cases.clocks import ClockState, Moment, clock_states, judged
from cases.enums import Awaits, Clock, EventKind, InterviewKind, State
from cases.transitions import TRANSITIONS, Move
from mediso.common.business_days import BusinessCalendar

RECEIPT = {EventKind.SUBMITTED, EventKind.TAKEN_IN}
MOVES: Mapping[str, Mapping[str, Move]] = {
    one.event: {source.value: move for source, move in one.moves.items()} for one in TRANSITIONS.values()
}


@dataclass(frozen=True, slots=True)
class Happened:
    """One event. `occurred_on` is the day it tells of, `recorded_on` the one on which it was written, both in Japan."""

    kind: str
    from_state: str
    occurred_on: dt.date
    recorded_on: dt.date
    imported: bool


@dataclass(frozen=True, slots=True)
class History:
    """What happened to one case, in the order in which it was written.

    `held` are the kind and the day of each interview, `score` the founder's. `targets` and `calendar` are the desk's of
    today: those of the days when a clock was met are not known any more. `standing` are the clocks judged already.
    """

    received_on: dt.date
    events: Sequence[Happened]
    held: Sequence[tuple[str, dt.date]]
    score: int | None
    standing: Mapping[Clock, bool | None]
    targets: Mapping[Clock, int]
    calendar: BusinessCalendar


@dataclass(frozen=True, slots=True)
class Facts:
    """Columns of `CountedFacts` by their names. The language of the asker stands in no history."""

    preliminary_on: dt.date | None
    interviewed_on: dt.date | None
    followed_up_on: dt.date | None
    satisfaction: int | None
    withdrawn_untriaged: bool
    first_contact_kept: bool | None
    triage_kept: bool | None
    proposal_kept: bool | None
    answer_kept: bool | None
    month_end_moves: str


def facts_of(history: History, today: dt.date) -> Facts | None:
    """None for a case that has no history: without its receipt nothing follows from anything."""
    if not any(one.kind in RECEIPT for one in history.events):
        return None
    kept = _kept(history, today)
    return Facts(
        preliminary_on=_first(history, InterviewKind.PRELIMINARY),
        interviewed_on=_first(history, InterviewKind.SUPPORTER),
        followed_up_on=_first(history, InterviewKind.FOLLOW_UP),
        satisfaction=history.score,
        withdrawn_untriaged=any(
            one.kind == EventKind.WITHDRAWN and one.from_state == State.SUBMITTED for one in history.events
        ),
        first_contact_kept=kept[Clock.FIRST_CONTACT],
        triage_kept=kept[Clock.TRIAGE],
        proposal_kept=kept[Clock.PROPOSAL],
        answer_kept=kept[Clock.ANSWER],
        month_end_moves=_month_end_moves(history),
    )


def _first(history: History, kind: InterviewKind) -> dt.date | None:
    return min((day for one, day in history.held if one == kind), default=None)


def _kept(history: History, today: dt.date) -> Mapping[Clock, bool | None]:
    moments = [Moment(one.kind, one.occurred_on) for one in history.events if not one.imported]
    moments.sort(key=lambda one: one.day)
    found = clock_states(moments, targets=history.targets, calendar=history.calendar, today=today)
    states = {state.clock: state for state in found}
    return {clock: _judged(states.get(clock), standing) for clock, standing in history.standing.items()}


def _judged(state: ClockState | None, standing: bool | None) -> bool | None:
    return judged(state, standing=standing, met_before=state.met_on if state else None)


def _month_end_moves(history: History) -> str:
    """The moves of the gate one after the other, by the day on which each was made."""
    moves, awaits = "", Awaits.STAFF
    for one in history.events:
        if one.imported and one.kind == EventKind.CLOSED:
            moves, awaits = month_ends.of_history(history.received_on, one.occurred_on), Awaits.NOBODY
        elif not one.imported and (
            move := MOVES.get(EventKind(one.kind), {}).get(State(one.from_state or "submitted"))
        ):
            moves = month_ends.filled(history.received_on, moves, awaits, one.recorded_on)
            awaits = move.awaits or awaits
    return moves
