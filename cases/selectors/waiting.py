"""The cases that wait for somebody to be proposed."""

from django.db.models import Exists, OuterRef, QuerySet

from cases.enums import LIVE_ASSIGNMENTS, State
from cases.models import Assignment, Case


def waiting_cases(cases: QuerySet[Case]) -> QuerySet[Case]:
    """Of these, oldest first: sorted by the desk, in matching, and nobody is asked or working on them."""
    taken = Assignment.objects.filter(case=OuterRef("pk"), state__in=LIVE_ASSIGNMENTS)
    return cases.filter(
        ~Exists(taken),
        state=State.MATCHING,
        classified_at__isnull=False,
        product_type__isnull=False,
        topic_set__isnull=False,
    ).order_by("received_on", "number")
