"""Staff look at what supporters changed of themselves."""

from collections.abc import Collection

from django.db import transaction
from django.utils import timezone

from accounts.models import User
from mediso.common.errors import ActionRefused
from supporters.change_counts import COUNTS
from supporters.models import SupporterChange
from supporters.policies import may_mark_seen
from supporters.selectors.changes import waiting_changes


@transaction.atomic
def mark_seen(*, change_ids: Collection[int], actor: User) -> int:
    """How many were waiting and are seen now; whoever else saw them first stays their reader.

    Raises `ActionRefused` when one of them is not the actor's to look at; nothing is marked then.
    """
    changes = waiting_changes().filter(pk__in=change_ids).select_related("supporter").order_by("pk")
    for change in changes:
        if not (decision := may_mark_seen(actor, change)):
            raise ActionRefused(decision.reason)
    ids = [change.pk for change in changes]
    transaction.on_commit(COUNTS.refresh, robust=True)
    return SupporterChange.objects.filter(pk__in=ids, seen_at=None).update(seen_at=timezone.now(), seen_by=actor)
