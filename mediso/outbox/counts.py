"""How many mails need a person, by desk: kept beside the database, so that the menu of every page costs no query.

The sweeper works it out each minute, and whoever does something about a mail at once.
"""

from collections.abc import Iterable, Mapping

from django.core.cache import cache
from django.db.models import Count

from mediso.outbox.models import NEED_A_PERSON, OutboxMail

KEY = "outbox.need_a_person"
KEPT = 10 * 60
"""Seconds: where no sweeper runs an old number is not shown for long."""


def refresh() -> None:
    rows = OutboxMail.objects.filter(state__in=NEED_A_PERSON, desk__isnull=False).values("desk")
    found = {row["desk"]: row["count"] for row in rows.annotate(count=Count("pk")).order_by()}
    cache.set(KEY, found, KEPT)


def need_a_person(desk_ids: Iterable[int]) -> int:
    """Of these desks, as last worked out."""
    found: Mapping[int, int] = cache.get(KEY) or {}
    return sum(found.get(desk, 0) for desk in desk_ids)
