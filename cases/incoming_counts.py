"""How many mails wait for the staff, by desk.

Worked out each minute when the mailbox is read, and at once by whoever sorts a mail. A mail to a case that one of the
staff asked themself is counted for them too; the list, which they open, does not show it.
"""

from collections.abc import Collection, Mapping

from django.db.models import Count, OuterRef, Q, Subquery

from cases.models import Case
from mediso.common.kept_counts import KeptCounts
from mediso.mailbox.enums import IncomingState
from mediso.mailbox.models import IncomingMail

EVERY_DESK = 0
"""Stands for the desk of a mail that names no case: no desk has this key."""


def _count() -> Mapping[int, int]:
    desk = Subquery(Case.objects.filter(number=OuterRef("case_number")).values("desk")[:1])
    waiting = IncomingMail.objects.filter(state=IncomingState.WAITING).annotate(desk=desk)
    rows = waiting.filter(Q(case_number="") | Q(desk__isnull=False)).values("desk").annotate(count=Count("pk"))
    return {row["desk"] or EVERY_DESK: row["count"] for row in rows.order_by()}


COUNTS = KeptCounts("incoming.waiting", _count)


def waiting_for(desk_ids: Collection[int]) -> int:
    """Of the staff of these desks, as last worked out."""
    return COUNTS.of((EVERY_DESK, *desk_ids)) if desk_ids else 0
