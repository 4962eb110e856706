"""How many mails need a person, by desk. The sweeper works it out each minute, whoever mends a mail at once."""

from collections.abc import Mapping

from django.db.models import Count

from mediso.common.kept_counts import KeptCounts
from mediso.outbox.models import NEED_A_PERSON, OutboxMail


def _count() -> Mapping[int, int]:
    rows = OutboxMail.objects.filter(state__in=NEED_A_PERSON, desk__isnull=False).values("desk")
    return {row["desk"]: row["count"] for row in rows.annotate(count=Count("pk")).order_by()}


COUNTS = KeptCounts("outbox.need_a_person", _count)
