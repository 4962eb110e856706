"""What the pages of one case read with it."""

from django.db.models import QuerySet

from cases.models import Case


def charted(cases: QuerySet[Case]) -> QuerySet[Case]:
    """The cases with everything their pages show of them, in a constant number of queries."""
    return cases.select_related(
        "desk",
        "organisation",
        "product_type",
        "topic_set",
        "consultation__asked_by",
        "consultation__organisation",
        "consultation__product_type",
        "consultation__topic_set",
        "rating",
    ).prefetch_related("topic_set__topics", "consultation__topic_set__topics")
