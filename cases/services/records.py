"""The one door for what is recorded on a case without moving it: notes, tasks, drafts (`cases/works.py`)."""

import uuid
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any

from django.db import transaction

from accounts.models import User
from cases.models import Case, CaseEvent
from cases.policies import ByRule
from cases.services.gate import locked_case
from cases.works import WORKS, Work, decide_work
from mediso.common.errors import ActionRefused


@dataclass(slots=True)
class Entry:
    """One recording. The caller writes its rows and fills the event's `payload`: ids and codes, never a note's text.

    `silent` leaves no event: set where it turned out that nothing changed. `earlier` is the payload of the event that
    the same press of a button left before: then all is done, and the entry is silent.
    """

    case: Case
    actor: User
    payload: dict[str, Any] = field(default_factory=dict)
    silent: bool = False
    earlier: Mapping[str, Any] | None = None


@contextmanager
def record(*, case_id: int, work: Work, actor: User, press: uuid.UUID | None = None) -> Iterator[Entry]:
    """Lock the case, ask state and policy, let the caller write, then write one event, all in one transaction.

    The case's `version` stays: a note beside an open form makes nobody's form stale. What two people could overwrite
    for each other is compared by the caller, value by value. `press` names the press of the button, where a form that
    is sent again, because its answer was lost, must add nothing a second time. Raises `ActionRefused`.
    """
    with transaction.atomic():
        case = locked_case(case_id)
        if not (decision := decide_work(actor, work, case)):
            raise ActionRefused(decision.reason)
        entry = Entry(case=case, actor=actor)
        if press is not None:
            entry.earlier = _left_by(press, case, work, actor)
            entry.silent = entry.earlier is not None
            entry.payload["press"] = str(press)
        yield entry
        if not entry.silent:
            CaseEvent.objects.create(case=case, kind=WORKS[work].event, actor=actor, payload=entry.payload)


def record_by_rule(*, case_id: int, work: Work, by: ByRule, payload: dict[str, Any]) -> CaseEvent:
    """As `record`, for a rule of automatic triage, whom the event names. Raises `ActionRefused`."""
    with transaction.atomic():
        case = locked_case(case_id)
        if not (decision := decide_work(by, work, case)):
            raise ActionRefused(decision.reason)
        return CaseEvent.objects.create(case=case, kind=WORKS[work].event, actor=None, payload=payload | by.payload)


def _left_by(press: uuid.UUID, case: Case, work: Work, actor: User) -> Mapping[str, Any] | None:
    """Under the lock of the case, so a second press waits for the first."""
    of_this_press = case.events.filter(kind=WORKS[work].event, actor=actor, payload__press=str(press))
    payload: Mapping[str, Any] | None = of_this_press.values_list("payload", flat=True).first()
    return payload
