"""The one gate that moves a case: nothing else writes `state`, `awaits`, `returns_to`, `version`, when it is due,
which clocks were kept, or whose move it was at the ends of months.

A test reads the source tree for assignments to these fields and fails on any other writer.
"""

import datetime
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import asdict, dataclass, field
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.models import User
from cases import month_ends
from cases.clocks import ClockState, Moment, clock_states, judged, met_on, next_due
from cases.decisions import decide
from cases.enums import Action, Awaits, Clock, EventKind, EventSource, State
from cases.models import Case, CaseEvent
from cases.policies import Actor, ByRule
from cases.reckoning import Facts
from cases.selectors.clocks import calendar_of, due_of, moments_of, targets_of
from cases.selectors.history import FOUNDER_KINDS
from cases.transitions import TRANSITIONS
from cases.works import WORKS
from mediso.common.errors import ActionRefused, StaleRow

# Moves whose words answer whatever the founder wrote before.
ANSWERS = (EventKind.MESSAGE_SENT, EventKind.FOUNDER_ASKED, EventKind.CLOSED, EventKind.REFERRED, EventKind.DECLINED)
# What makes no form out of date: being read, and what is recorded beside the moves.
BESIDE = (EventKind.VIEWED, EventKind.FILE_READ, *(rule.event for rule in WORKS.values()))
KEPT = ("first_contact_kept", "triage_kept", "proposal_kept", "answer_kept")


@dataclass(slots=True)
class Step:
    """One passage through the gate. The caller changes `case`'s other fields and fills the event's `payload`.

    `occurred_on` is the day in Japan on which it happened, where that is not today.
    """

    case: Case
    action: Action
    actor: User | None
    payload: dict[str, Any] = field(default_factory=dict)
    occurred_on: datetime.date = field(default_factory=timezone.localdate)


@contextmanager
def move(*, case_id: int, action: Action, actor: Actor, seen: int | None = None) -> Iterator[Step]:
    """Lock the case, ask table, policy and completeness, let the caller act, then save and write one event.

    `seen` is the `version` the form was drawn from; None where nothing was shown before (tasks). `actor` is None for
    a limit that ran out (`Standing.AUTOMATIC`), and a rule of the desk where one acts: then the event names it with
    its version. All in one transaction: an exception inside the block leaves nothing behind.

    Raises `StaleRow` when somebody was quicker, `ActionRefused` when the state, the person or something not yet
    filled in does not allow the action.
    """
    with transaction.atomic():
        person, rule = (None, actor) if isinstance(actor, ByRule) else (actor, None)
        case = locked_case(case_id)
        if seen is not None and seen != case.version:
            raise StaleRow(_someone_was_quicker(case, person))
        decision = decide(actor, action, case)
        if not decision:
            raise ActionRefused(decision.reason)

        transition, came_from = TRANSITIONS[action], State(case.state)
        step = Step(case=case, action=action, actor=person, payload=rule.payload if rule else {})
        yield step

        today, before = timezone.localdate(), moments_of([case.pk])[case.pk]
        case.month_end_moves = month_ends.filled(case.received_on, case.month_end_moves, Awaits(case.awaits), today)
        next_move = transition.moves[came_from]
        case.state = next_move.to or State(case.returns_to)
        case.awaits = next_move.awaits or case.awaits
        case.returns_to = came_from if transition.remembers else case.returns_to if case.state == came_from else ""
        case.version += 1
        if transition.event in ANSWERS:
            case.unanswered_since = None
        CaseEvent.objects.create(
            case=case,
            kind=transition.event,
            actor=person,
            from_state=came_from,
            to_state=case.state,
            occurred_on=step.occurred_on,
            payload=step.payload,
        )
        _read_clocks(case, before, Moment(transition.event, step.occurred_on), today)
        case.save()


def open_case(case: Case, *, kind: EventKind, actor: User, payload: dict[str, Any]) -> Case:
    """Save a new case in its first state with its event; the caller holds the consultation's lock.

    `kind` is `SUBMITTED` for the portal and `TAKEN_IN` for what staff took in by phone, by mail or in person.
    """
    case.state, case.awaits = State.SUBMITTED, Awaits.STAFF
    case.save(force_insert=True)
    CaseEvent.objects.create(
        case=case, kind=kind, actor=actor, to_state=State.SUBMITTED, occurred_on=case.received_on, payload=payload
    )
    _read_clocks(case, [], Moment(kind, case.received_on), timezone.localdate())
    case.save(update_fields=["due_on", "due_clock", *KEPT])
    return case


def refresh_due(case: Case) -> None:
    """Work the due date out again, after the desk's targets or closures changed; the caller holds the row's lock.

    The version stays: nobody's form is out of date because a day was moved. Clocks that were met are not judged again.
    """
    _set_due(case, due_of(case, timezone.localdate()))
    case.save(update_fields=["due_on", "due_clock"])


def _read_clocks(case: Case, before: Sequence[Moment], moment: Moment, today: datetime.date) -> None:
    """When the case is due, and which clocks were kept, once `moment` has followed on what was `before`."""
    moments = sorted([*before, moment], key=lambda one: one.day)
    states = clock_states(moments, targets=targets_of(case.desk), calendar=calendar_of(case.desk), today=today)
    _set_due(case, next_due(states))
    _judge(case, {state.clock: state for state in states}, before)


def _judge(case: Case, states: Mapping[Clock, ClockState], before: Sequence[Moment]) -> None:
    def verdict(clock: Clock, standing: bool | None) -> bool | None:
        return judged(states.get(clock), standing=standing, met_before=met_on(clock, before))

    case.first_contact_kept = verdict(Clock.FIRST_CONTACT, case.first_contact_kept)
    case.triage_kept = verdict(Clock.TRIAGE, case.triage_kept)
    case.proposal_kept = verdict(Clock.PROPOSAL, case.proposal_kept)
    case.answer_kept = verdict(Clock.ANSWER, case.answer_kept)


def put_right(case: Case, facts: Facts) -> bool:
    """Write the facts that were reckoned from the history, where they differ; the caller holds the row's lock."""
    found = asdict(facts)
    if found == {name: getattr(case, name) for name in found}:
        return False
    Case.objects.filter(pk=case.pk).update(**found)
    return True


def _set_due(case: Case, due: tuple[Clock, datetime.date] | None) -> None:
    case.due_clock, case.due_on = due or ("", None)


def import_closed_cases(cases: Sequence[Case]) -> list[Case]:
    """Insert history as it stands, closed, in one statement; the import writes the events of its rows itself.

    Whose move it was at the ends of its months is unknown as far as the case does not say it.
    """
    for case in cases:
        case.state, case.awaits = State.CLOSED, Awaits.NOBODY
        if case.closed_on:
            case.month_end_moves = month_ends.of_history(case.received_on, case.closed_on, case.month_end_moves)
    return Case.objects.bulk_create(cases)


def imported_event(case: Case, kind: EventKind, **fields: Any) -> CaseEvent:
    """An unsaved event of imported history: no actor, marked as imported."""
    return CaseEvent(case=case, kind=kind, source=EventSource.IMPORT, **fields)


def locked_case(case_id: int) -> Case:
    """The case with its row locked until the transaction ends; raises `Case.DoesNotExist`.

    What belongs to it is read once the lock is held: a join made before would be held against the organisation that
    the case had while waiting, and find nothing after a merge.
    """
    Case.objects.select_for_update().only("pk").get(pk=case_id)
    return Case.objects.select_related("desk", "consultation", "organisation").get(pk=case_id)


def _someone_was_quicker(case: Case, slower: User | None) -> str:
    """Who did what meanwhile; a founder is told only what their page tells them."""
    latest = case.events.exclude(kind__in=BESIDE).select_related("actor").latest("pk")
    if slower and case.consultation.asked_by_id == slower.pk and latest.kind not in FOUNDER_KINDS:
        return _(
            "The desk was quicker. The case is “%(state)s” now. Nothing of yours was saved; look at the new state and "
            "try again."
        ) % {"state": State(case.state).label}
    nobody = _("the import") if latest.source == EventSource.IMPORT else _("automatic")
    return _(
        "Someone was quicker: %(who)s – %(what)s. The case is “%(state)s” now. Nothing of yours was saved; "
        "look at the new state and try again."
    ) % {"who": latest.actor or nobody, "what": latest.kind_label, "state": State(case.state).label}
