"""How many changes of supporters wait for the staff, by desk; worked out anew with each change and each look."""

from collections.abc import Mapping

from django.db.models import Count

from mediso.common.kept_counts import KeptCounts
from supporters.selectors.changes import waiting_changes


def _count() -> Mapping[int, int]:
    rows = waiting_changes().values("supporter__desk").annotate(count=Count("pk")).order_by()
    return {row["supporter__desk"]: row["count"] for row in rows}


COUNTS = KeptCounts("supporters.changes", _count)
