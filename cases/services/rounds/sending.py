"""Sending a round: each row through the gate, in a transaction of its own, and what came of it stays with the row."""

from collections.abc import Collection
from dataclasses import dataclass

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.models import User
from cases.enums import RoundState
from cases.models import AssignmentRound, RoundRow
from cases.selectors.rounds.faults import standings_of
from cases.selectors.rounds.overview import effect_of
from cases.services import matching
from cases.services.rounds.moving import open_round
from mediso.common.errors import ActionRefused, StaleRow

AT_MOST = 50
"""Proposals at once: each ranks the whole roster, in a tenth of a second with 80 supporters and half a one with 500."""


@dataclass(frozen=True, slots=True)
class Sent:
    """How many of the rows asked for are proposed now, were refused, or cannot be sent as they are."""

    proposed: int
    refused: int
    left: int


def send(*, round_id: int, actor: User, seen: int, row_ids: Collection[int]) -> Sent:
    """Propose what these rows say. Once: a row that was sent before is counted as what came of it then.

    `seen` is the `revision` the question was asked about. Raises `ActionRefused` and `StaleRow` before anything is
    sent; what the gate refuses afterwards concerns its own row alone, which keeps the words.
    """
    if len(row_ids) > AT_MOST:
        told = _("These are %(number)s proposals; %(most)s at once is the most. Nothing was sent: tick fewer.")
        raise ActionRefused(told % {"number": len(row_ids), "most": AT_MOST})
    sendable = _begun(round_id, actor, seen, row_ids)
    rows = [_sent(pk, actor, shown) for pk, shown in sendable.items()]
    proposed = sum(row.assignment_id is not None for row in rows)
    refused = sum(bool(row.refusal) for row in rows)
    return Sent(proposed, refused, len(row_ids) - proposed - refused)


@transaction.atomic
def _begun(round_id: int, actor: User, seen: int, row_ids: Collection[int]) -> dict[int, int | None]:
    """The rows to send with their supporters, oldest case first; not those with nobody, or too much for somebody."""
    found = open_round(round_id, actor, seen)
    rows = list(found.rows.select_related("case"))
    if unknown := sorted(set(row_ids) - {row.pk for row in rows}):
        raise ActionRefused(_("There is no row %(row)s in this round.") % {"row": unknown[0]})
    standings = standings_of(rows, effect_of(found, rows))
    wanted = {row.pk: row.chosen_id for row in rows if row.pk in row_ids}
    sendable = {pk: one for pk, one in wanted.items() if standings[pk].sent or not standings[pk].unsendable}
    if sendable:
        AssignmentRound.objects.filter(pk=found.pk, state=RoundState.READY).update(state=RoundState.SENT)
    return sendable


@transaction.atomic
def _sent(row_id: int, actor: User, shown: int | None) -> RoundRow:
    """The row's lock comes before that of the case: whoever presses a second time waits for the first.

    What a colleague has chosen since, other than `shown`, is not sent.
    """
    row = RoundRow.objects.select_for_update().get(pk=row_id)
    if row.sent_at is not None or row.chosen_id is None or row.chosen_id != shown:
        return row
    try:
        row.assignment = matching.propose(case_id=row.case_id, actor=actor, seen=row.seen, supporter_id=row.chosen_id)
    except (ActionRefused, StaleRow) as refusal:
        row.refusal = str(refusal)
    row.sent_at = timezone.now()
    row.save(update_fields=["assignment", "refusal", "sent_at"])
    return row
