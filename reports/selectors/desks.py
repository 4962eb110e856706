from django.contrib.auth.models import AnonymousUser
from django.db.models import QuerySet

from accounts.models import User
from mediso.desks.models import Desk
from reports.policies import SEES_FIGURES


def desks_with_figures_for(user: User | AnonymousUser) -> QuerySet[Desk]:
    """The desks whose staff or manager the person is, in the desks' order."""
    if not isinstance(user, User):
        return Desk.objects.none()
    return Desk.objects.filter(pk__in=frozenset().union(*(user.desk_ids(role) for role in SEES_FIGURES)))
