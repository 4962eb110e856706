from django.db.models import QuerySet

from accounts.models import User
from cases.models import Case
from cases.selectors.visibility import visible_cases
from reports.scope import Scope
from reports.selectors.counted import CASE_IDS, counted_cases


def cases_behind(user: User, scope: Scope) -> QuerySet[Case]:
    """The cases of the scope through the one door, newest first; all of them for whoever `may_see_cases_behind`."""
    return (
        visible_cases(user)
        .filter(pk__in=counted_cases(scope).values(CASE_IDS[scope.basis]))
        .select_related("consultation", "organisation", "product_type", "topic_set", "desk")
        .prefetch_related("topic_set__topics")
        .order_by("-received_on", "-number")
    )
