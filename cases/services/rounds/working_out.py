"""Working a round out, in a task: once, however often it is asked for, and again if a worker dies over it."""

import datetime as dt
import logging
from collections.abc import Mapping
from typing import Any

from django.db import transaction
from django.db.models import F
from django.utils import timezone

from cases.enums import RoundState
from cases.models import AssignmentRound, Case, RoundRow
from cases.selectors.rounds.in_turn import in_turn
from cases.selectors.rounds.posing import posed, problem_of
from cases.selectors.waiting import waiting_cases
from cases.services.rounds.plans import figures_of, rows_of
from cases.services.rounds.solving import solved
from mediso.common.queueing import queue

logger = logging.getLogger(__name__)

WORK_OUT_TASK = "cases.work_out_round"  # by name: the tasks import the services

# Whoever works a round out has this long before somebody else may: 1,000 cases with 500 supporters take ten seconds.
LEASE = dt.timedelta(minutes=1)
MOST_ATTEMPTS = 3


def work_out(round_id: int) -> bool:
    """Work out one round if that is still wanted and nobody else does it; whether it is ready now."""
    now = timezone.now()
    wanted = AssignmentRound.objects.filter(pk=round_id, state=RoundState.WORKING, due_at__lte=now)
    if not wanted.update(due_at=now + LEASE, attempts=F("attempts") + 1):
        return False
    found = AssignmentRound.objects.select_related("desk").get(pk=round_id)
    rows = list(found.rows.all())
    return _the_rest(found, rows) if rows else _the_whole(found)


def sweep() -> int:
    """Queue every round that is due; how many. One that was tried often enough is given up, and its page says so."""
    due = {"state": RoundState.WORKING, "due_at__lte": timezone.now()}
    tried_enough = {**due, "attempts__gte": MOST_ATTEMPTS}
    if given_up := AssignmentRound.objects.filter(**tried_enough).update(state=RoundState.FAILED):
        logger.error("%s rounds were not worked out in %s attempts", given_up, MOST_ATTEMPTS)
    round_ids = list(AssignmentRound.objects.filter(**due).values_list("pk", flat=True))
    for round_id in round_ids:
        queue(WORK_OUT_TASK, round_id)
    return len(round_ids)


def _the_whole(found: AssignmentRound) -> bool:
    """What waits is read now, not when the round was asked for."""
    cases = list(waiting_cases(Case.objects.filter(desk=found.desk)).select_related("desk", "organisation"))
    asked = posed(cases, found.desk, timezone.localdate())
    turns = in_turn(asked.problem, asked.matter, [case.pk for case in cases])
    answer = solved(asked.problem, {})
    if answer is None:
        return _failed(found)
    rows = rows_of(found, cases, asked, answer, turns)
    with transaction.atomic():
        if not _finish(found, RoundState.READY, figures_of(asked, answer, turns)):
            return False
        RoundRow.objects.bulk_create(rows)
    return True


def _the_rest(found: AssignmentRound, rows: list[RoundRow]) -> bool:
    """Again, with what was chosen by hand or sent kept; who may have which case stays as it was."""
    kept = {row.case_id: row.chosen_id for row in rows if row.by_hand or row.sent_at}
    answer = solved(problem_of(found, rows), kept)
    if answer is None:
        return _failed(found)
    reasons = {one.case_id: one for one in answer.unplaced}
    with transaction.atomic():
        # What was being sent meanwhile stays as it was sent.
        unsent = list(found.rows.select_for_update().filter(sent_at=None))
        for row in unsent:
            row.chosen_id, why = answer.choices[row.case_id], reasons.get(row.case_id)
            row.reason, row.reason_values = (why.code, dict(why.values)) if why else ("", {})
        ready = RoundState.READY if len(unsent) == len(rows) else RoundState.SENT
        if not _finish(found, ready, {"revision": F("revision") + 1}):
            return False
        RoundRow.objects.bulk_update(unsent, ["chosen", "reason", "reason_values"])
    return True


def _failed(found: AssignmentRound) -> bool:
    _finish(found, RoundState.FAILED, {})
    return False


def _finish(found: AssignmentRound, state: RoundState, values: Mapping[str, Any]) -> bool:
    """False when it was finished meanwhile, or set aside: then nothing of this counts."""
    return bool(AssignmentRound.objects.filter(pk=found.pk, state=RoundState.WORKING).update(state=state, **values))
