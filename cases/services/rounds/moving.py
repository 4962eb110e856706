"""Choosing by hand within a round: nothing of it happens before the round is sent."""

from collections.abc import Mapping

from django.db import transaction
from django.db.models import F
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.models import User
from cases.enums import OPEN_ROUNDS, RoundState
from cases.models import AssignmentRound, RoundRow
from cases.selectors.rounds.posing import points_of
from cases.services.rounds.making import locked_round
from cases.services.rounds.working_out import WORK_OUT_TASK
from mediso.common.errors import ActionRefused, StaleRow
from mediso.common.queueing import queue

Moves = Mapping[int, int | None]
"""Row id → supporter id, or None to leave the case waiting."""


@transaction.atomic
def save_moves(*, round_id: int, actor: User, seen: int, moves: Moves) -> AssignmentRound:
    """Keep these choices. `seen` is the `revision` the page was drawn from.

    Raises `StaleRow` when a colleague changed a choice meanwhile, `ActionRefused` for a row that was sent, and for a
    supporter whom a hard rule keeps off the case. Caps are not asked here: the page shows them, and sending keeps them.
    """
    found = open_round(round_id, actor, seen)
    if changed := _changed(found, moves):
        RoundRow.objects.bulk_update(changed, ["chosen", "by_hand"])
        AssignmentRound.objects.filter(pk=found.pk).update(revision=F("revision") + 1)
        found.refresh_from_db()
    return found


@transaction.atomic
def work_out_the_rest(*, round_id: int, actor: User, seen: int, moves: Moves) -> AssignmentRound:
    """Keep these choices and all earlier ones by hand, and have a worker place the other cases anew around them.

    Raises as `save_moves`.
    """
    found = save_moves(round_id=round_id, actor=actor, seen=seen, moves=moves)
    AssignmentRound.objects.filter(pk=found.pk).update(state=RoundState.WORKING, due_at=timezone.now(), attempts=0)
    transaction.on_commit(lambda: queue(WORK_OUT_TASK, found.pk))
    found.refresh_from_db()
    return found


def open_round(round_id: int, actor: User, seen: int) -> AssignmentRound:
    """Locked, to be changed or sent. Raises `ActionRefused` and `StaleRow`."""
    found = locked_round(round_id, actor)
    if found.state not in OPEN_ROUNDS:
        raise ActionRefused(
            _("This round is “%(state)s” now: nothing of it can be changed or sent.")
            % {"state": found.get_state_display()}
        )
    if found.revision != seen:
        raise StaleRow(
            _(
                "Somebody changed this round after your page was drawn. Nothing of yours was saved: look at the round "
                "as it is now, and choose again."
            )
        )
    return found


def _changed(found: AssignmentRound, moves: Moves) -> list[RoundRow]:
    rows = found.rows.select_for_update(of=("self",)).select_related("case").in_bulk(list(moves))
    if unknown := sorted(moves.keys() - rows.keys()):
        raise ActionRefused(_("There is no row %(row)s in this round.") % {"row": unknown[0]})
    changed = [row for row in rows.values() if row.chosen_id != moves[row.pk]]
    for row in changed:
        chosen = moves[row.pk]
        if row.sent_at:
            raise ActionRefused(_("%(number)s was sent already: it stays as it is.") % {"number": row.case.number})
        if chosen is not None and chosen not in points_of(row):
            raise ActionRefused(
                _("A hard rule keeps this supporter off %(number)s: choose one of its list.")
                % {"number": row.case.number}
            )
        row.chosen_id, row.by_hand = chosen, chosen != row.together_id
    return changed
