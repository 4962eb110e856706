"""The table of moves: action → where it may start, where it leads, whose move is next, and the event it leaves.

The gate, the buttons, the policies' default, docs/states.md and the tests all read or mirror this table.
A state leading to itself means that the action does not move the case.
"""

from collections.abc import Mapping
from dataclasses import dataclass

from cases.enums import Action, Awaits, EventKind, State

A, S = Awaits, State

# The states in which the desk still has a case to answer.
OPEN = (S.SUBMITTED, S.TRIAGING, S.MATCHING, S.SUPPORTING, S.AWAITING_FOUNDER)


@dataclass(frozen=True, slots=True)
class Move:
    """`to` is None where the case returns to the state it came from (`Case.returns_to`).

    `awaits` is None where the move stays with whoever has it: a note taken beside an open proposal answers nothing.
    """

    to: State | None
    awaits: Awaits | None


@dataclass(frozen=True, slots=True)
class Transition:
    action: Action
    event: EventKind
    moves: Mapping[State, Move]
    # The state the case came from is remembered, to return there.
    remembers: bool = False


def _from(*sources: State, to: State | None, awaits: Awaits) -> dict[State, Move]:
    return {source: Move(to, awaits) for source in sources}


def _stay(*states: State, awaits: Awaits | None) -> dict[State, Move]:
    return {state: Move(state, awaits) for state in states}


TRANSITIONS: Mapping[Action, Transition] = {
    row.action: row
    for row in (
        Transition(Action.START_TRIAGE, EventKind.TRIAGE_STARTED, _from(S.SUBMITTED, to=S.TRIAGING, awaits=A.STAFF)),
        Transition(Action.CLASSIFY, EventKind.CLASSIFIED, _stay(S.TRIAGING, S.MATCHING, S.SUPPORTING, awaits=None)),
        Transition(Action.START_MATCHING, EventKind.MATCHING_STARTED, _from(S.TRIAGING, to=S.MATCHING, awaits=A.STAFF)),
        # A lead is proposed while matching, advisers while supporting; the same for the answers.
        Transition(Action.PROPOSE, EventKind.PROPOSED, _stay(S.MATCHING, S.SUPPORTING, awaits=A.SUPPORTER)),
        Transition(
            Action.ACCEPT, EventKind.ACCEPTED, _from(S.MATCHING, S.SUPPORTING, to=S.SUPPORTING, awaits=A.SUPPORTER)
        ),
        Transition(
            Action.TURN_DOWN,
            EventKind.TURNED_DOWN,
            _stay(S.MATCHING, awaits=A.STAFF) | _stay(S.SUPPORTING, awaits=A.SUPPORTER),
        ),
        Transition(
            Action.WITHDRAW_PROPOSAL,
            EventKind.PROPOSAL_WITHDRAWN,
            _stay(S.MATCHING, awaits=A.STAFF) | _stay(S.SUPPORTING, awaits=A.SUPPORTER),
        ),
        # Nobody answered by the day named: the case is as it would be without the proposal.
        Transition(
            Action.LAPSE, EventKind.LAPSED, _stay(S.MATCHING, awaits=A.STAFF) | _stay(S.SUPPORTING, awaits=A.SUPPORTER)
        ),
        Transition(Action.TAKE, EventKind.TAKEN, _from(S.TRIAGING, to=S.SUPPORTING, awaits=A.SUPPORTER)),
        Transition(
            Action.RECORD_PRELIMINARY,
            EventKind.PRELIMINARY_INTERVIEW,
            _stay(S.TRIAGING, S.MATCHING, awaits=None),
        ),
        Transition(Action.RECORD_INTERVIEW, EventKind.SUPPORTER_INTERVIEW, _stay(S.SUPPORTING, awaits=A.STAFF)),
        Transition(
            Action.ASK_FOUNDER,
            EventKind.FOUNDER_ASKED,
            _from(S.TRIAGING, S.MATCHING, S.SUPPORTING, to=S.AWAITING_FOUNDER, awaits=A.FOUNDER),
            remembers=True,
        ),
        Transition(Action.ANSWER, EventKind.FOUNDER_ANSWERED, _from(S.AWAITING_FOUNDER, to=None, awaits=A.STAFF)),
        Transition(
            Action.REFER,
            EventKind.REFERRED,
            _from(S.TRIAGING, S.MATCHING, S.SUPPORTING, to=S.REFERRED, awaits=A.NOBODY),
        ),
        Transition(Action.DECLINE, EventKind.DECLINED, _from(S.SUBMITTED, S.TRIAGING, to=S.DECLINED, awaits=A.NOBODY)),
        Transition(
            Action.WITHDRAW,
            EventKind.WITHDRAWN,
            _from(*OPEN, to=S.WITHDRAWN, awaits=A.NOBODY),
        ),
        # The desk may answer by itself: 790 of the register's 1,607 cases were closed without a supporter.
        Transition(Action.CLOSE, EventKind.CLOSED, _from(S.TRIAGING, S.SUPPORTING, to=S.CLOSED, awaits=A.NOBODY)),
        Transition(Action.REOPEN, EventKind.REOPENED, _from(S.CLOSED, to=S.SUPPORTING, awaits=A.STAFF)),
        # Who is in charge is the staff's own matter: the move stays with whoever has it.
        Transition(Action.CLAIM, EventKind.CLAIMED, _stay(*OPEN, awaits=None)),
        Transition(Action.HAND_OVER, EventKind.HANDED_OVER, _stay(*OPEN, awaits=None)),
        Transition(
            Action.RECORD_CONTACT,
            EventKind.CONTACT_RECORDED,
            _stay(S.SUBMITTED, S.TRIAGING, S.MATCHING, S.SUPPORTING, awaits=None),
        ),
        Transition(Action.DELIVER_PLAN, EventKind.PLAN_DELIVERED, _stay(S.TRIAGING, S.SUPPORTING, awaits=A.STAFF)),
        Transition(Action.RECORD_FOLLOW_UP, EventKind.FOLLOWED_UP, _stay(S.CLOSED, S.REFERRED, awaits=None)),
        Transition(Action.RATE, EventKind.RATED, _stay(S.CLOSED, S.REFERRED, awaits=None)),
        # It answers the clock of the first contact, so it goes through the gate (ADR 8).
        Transition(Action.MESSAGE, EventKind.MESSAGE_SENT, _stay(*OPEN, S.CLOSED, S.REFERRED, S.DECLINED, awaits=None)),
    )
}
