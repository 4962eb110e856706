"""Who can be asked on a day, apart from the term: leave and pauses, and what was signed."""

import datetime

from django.db.models import Count, Q, QuerySet

from supporters.enums import UndertakingKind
from supporters.models import Leave, Supporter, Undertaking


def leaves_on(day: datetime.date) -> QuerySet[Leave]:
    """Leaves and pauses that cover that day; the first and the last day are covered."""
    return Leave.objects.filter(Q(last_day=None) | Q(last_day__gte=day), first_day__lte=day)


def signed_for(year: int) -> QuerySet[Supporter]:
    """Supporters who signed every undertaking of that fiscal year."""
    signed = Undertaking.objects.filter(fiscal_year=year).order_by().values("supporter")
    whole = signed.annotate(kinds=Count("kind")).filter(kinds=len(UndertakingKind))
    return Supporter.objects.filter(pk__in=whole.values("supporter"))
