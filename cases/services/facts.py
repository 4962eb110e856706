"""The facts on cases that were there before figures counted them, worked out from their history."""

import datetime as dt
from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence

from django.db import transaction
from django.utils import timezone

from cases.enums import Clock, EventKind, EventSource
from cases.models import Case, CaseEvent, Interview, Rating
from cases.reckoning import Happened, History, facts_of
from cases.selectors.clocks import calendar_of, targets_of
from cases.services import gate
from mediso.desks.models import Desk

BATCH = 200


def reckon_facts(progress: Callable[[int], object] = lambda _done: None) -> int:
    """Go through all cases, each under its row's lock, and put right what does not follow from its history.

    How many were changed. Safe to run at any time, twice, and beside people at work. Clocks that were judged stay as
    they were judged; those that were not are judged by the targets and closures of today. `progress` is told the
    number of cases just done.
    """
    changed = 0
    for desk in Desk.objects.order_by("pk"):
        case_ids = Case.objects.filter(desk=desk).order_by("pk").values_list("pk", flat=True)
        for some in _in_batches(list(case_ids)):
            changed += _reckon(desk, some)
            progress(len(some))
    return changed


@transaction.atomic
def _reckon(desk: Desk, case_ids: Sequence[int]) -> int:
    """In the order of their keys, as everybody locks several cases; five queries, and one for each that changed."""
    cases = list(Case.objects.select_for_update().filter(pk__in=case_ids).order_by("pk"))
    found = _histories(desk, cases)
    today = timezone.localdate()
    facts = ((case, facts_of(found[case.pk], today)) for case in cases)
    return sum(gate.put_right(case, one) for case, one in facts if one)


def _histories(desk: Desk, cases: Sequence[Case]) -> Mapping[int, History]:
    targets, calendar = targets_of(desk), calendar_of(desk)
    events, held = _events(cases), _held(cases)
    scores = dict(Rating.objects.filter(case__in=cases).values_list("case", "score"))
    return {
        case.pk: History(
            received_on=case.received_on,
            events=events[case.pk],
            held=held[case.pk],
            score=scores.get(case.pk),
            standing=_standing(case),
            targets=targets,
            calendar=calendar,
        )
        for case in cases
    }


def _standing(case: Case) -> Mapping[Clock, bool | None]:
    return {
        Clock.FIRST_CONTACT: case.first_contact_kept,
        Clock.TRIAGE: case.triage_kept,
        Clock.PROPOSAL: case.proposal_kept,
        Clock.ANSWER: case.answer_kept,
    }


def _events(cases: Sequence[Case]) -> Mapping[int, list[Happened]]:
    rows = CaseEvent.objects.filter(case__in=cases).exclude(kind=EventKind.VIEWED).order_by("pk")
    events: dict[int, list[Happened]] = defaultdict(list)
    for one in rows.only("case", "kind", "from_state", "occurred_on", "recorded_at", "source"):
        recorded_on = timezone.localdate(one.recorded_at)
        imported = one.source == EventSource.IMPORT
        events[one.case_id].append(Happened(one.kind, one.from_state, one.occurred_on, recorded_on, imported))
    return events


def _held(cases: Sequence[Case]) -> Mapping[int, list[tuple[str, dt.date]]]:
    held: dict[int, list[tuple[str, dt.date]]] = defaultdict(list)
    for case_id, kind, day in Interview.objects.filter(case__in=cases).values_list("case", "kind", "held_on"):
        held[case_id].append((kind, day))
    return held


def _in_batches(case_ids: Sequence[int]) -> list[Sequence[int]]:
    return [case_ids[begin : begin + BATCH] for begin in range(0, len(case_ids), BATCH)]
