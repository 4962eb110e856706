"""Asking for a round, and setting one aside."""

import uuid

from django.db import transaction
from django.utils.translation import gettext as _

from accounts.models import User
from cases.enums import RoundState
from cases.models import AssignmentRound, Case
from cases.policies import may_assign_many
from cases.selectors.waiting import waiting_cases
from cases.services.rounds.working_out import WORK_OUT_TASK
from mediso.common.errors import ActionRefused
from mediso.common.queueing import queue
from mediso.desks.models import Desk


@transaction.atomic
def make_round(*, desk: Desk, actor: User, press: uuid.UUID) -> AssignmentRound:
    """Ask for a plan of all cases of the desk that wait; a worker makes it after the commit.

    The same `press` is the same round. Raises `ActionRefused` where nothing waits, and for others than the staff.
    """
    refuse_unless_staff(actor, desk.pk)
    if earlier := AssignmentRound.objects.filter(press=press, desk=desk, made_by=actor).first():
        return earlier
    if not waiting_cases(Case.objects.filter(desk=desk)).exists():
        raise ActionRefused(_("No case of this desk waits for a proposal now."))
    made = AssignmentRound.objects.create(desk=desk, made_by=actor, press=press)
    transaction.on_commit(lambda: queue(WORK_OUT_TASK, made.pk))
    return made


@transaction.atomic
def set_aside(*, round_id: int, actor: User) -> AssignmentRound:
    """Nothing more comes of it. Raises `ActionRefused` once some of it was sent. A second time is no error."""
    found = locked_round(round_id, actor)
    if found.state == RoundState.SENT:
        raise ActionRefused(_("Proposals of this round were sent: it can only be left as it is."))
    AssignmentRound.objects.filter(pk=found.pk).update(state=RoundState.SET_ASIDE)
    found.refresh_from_db()
    return found


def locked_round(round_id: int, actor: User) -> AssignmentRound:
    """With its row locked until the transaction ends. Raises `ActionRefused` for others than the desk's staff."""
    found = AssignmentRound.objects.select_for_update(of=("self",)).select_related("desk").get(pk=round_id)
    refuse_unless_staff(actor, found.desk_id)
    return found


def refuse_unless_staff(actor: User, desk_id: int) -> None:
    if not (decision := may_assign_many(actor, desk_id)):
        raise ActionRefused(decision.reason)
