"""Reads of the roster: who is appointed, and who has a tie to whom."""

import datetime

from django.db.models import Q, QuerySet
from django.utils import timezone

from accounts.models import Organisation, User
from mediso.desks.models import Desk
from supporters.models import Interest, Supporter


def appointed_on(day: datetime.date) -> QuerySet[Supporter]:
    """Supporters whose term covers that day."""
    return Supporter.objects.filter(Q(term_end=None) | Q(term_end__gte=day), term_start__lte=day)


def roster_of(desk: Desk) -> QuerySet[Supporter]:
    """Everybody ever appointed to the desk, with what the lists show of them."""
    return (
        Supporter.objects.filter(desk=desk)
        .select_related("user")
        .prefetch_related("expertise__topic", "product_types", "interests")
    )


def interests_on(day: datetime.date) -> QuerySet[Interest]:
    return Interest.objects.filter(Q(valid_until=None) | Q(valid_until__gte=day), valid_from__lte=day)


def has_conflict(user: User, organisation: Organisation) -> bool:
    """Whether this supporter declared an interest, in force today, in the organisation (by row or by name)."""
    return (
        interests_on(timezone.localdate())
        .filter(supporter__user=user)
        .filter(Q(organisation=organisation) | Q(normalised_name=organisation.normalised_name))
        .exists()
    )
