"""What the pages of one case read with it."""

from django.db.models import QuerySet

from accounts.models import User
from cases.models import Case
from cases.selectors.visibility import visible_cases


def charted(cases: QuerySet[Case]) -> QuerySet[Case]:
    """The cases with everything their pages show of them, in a constant number of queries."""
    return cases.select_related(
        "desk",
        "organisation",
        "contact",
        "product_type",
        "topic_set",
        "responsible",
        "consultation__asked_by",
        "consultation__taken_in_by",
        "consultation__organisation",
        "consultation__contact",
        "consultation__terms",
        "consultation__product_type",
        "consultation__topic_set",
        "rating",
    ).prefetch_related("topic_set__topics", "consultation__topic_set__topics")


def visible_charts(user: User) -> QuerySet[Case]:
    """The cases whose chart the person may open: those they see and did not ask themselves."""
    return visible_cases(user).exclude(consultation__asked_by=user)
