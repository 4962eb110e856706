"""Reads of the roster: who is appointed, and who has a tie to whom."""

import datetime
from typing import Any

from django.db.models import Q, QuerySet
from django.utils import timezone

from accounts.models import Membership, Organisation, User
from supporters.enums import Employment
from supporters.models import Interest, Supporter


def appointed_on(day: datetime.date) -> QuerySet[Supporter]:
    """Supporters whose term covers that day."""
    return Supporter.objects.filter(Q(term_end=None) | Q(term_end__gte=day), term_start__lte=day)


def full_time_desks(user: User) -> set[int]:
    """The desks to which the person is appointed full-time today."""
    rows = appointed_on(timezone.localdate()).filter(user=user, employment=Employment.FULL_TIME)
    return set(rows.values_list("desk", flat=True))


def interests_on(day: datetime.date) -> QuerySet[Interest]:
    return Interest.objects.filter(Q(valid_until=None) | Q(valid_until__gte=day), valid_from__lte=day)


def organisations_in_conflict(user: User) -> QuerySet[Organisation]:
    """Organisations the person declared an interest in, in force today, or belongs to: by row, name or 法人番号.

    The names and numbers of rows merged into an organisation count as its own.
    """
    ties = interests_on(timezone.localdate()).filter(supporter__user=user)
    own = Organisation.objects.filter(memberships__user=user)
    named = Organisation.objects.filter(
        Q(normalised_name__in=ties.values("normalised_name"))
        | Q(normalised_name__in=own.values("normalised_name"))
        | Q(corporate_number__in=ties.exclude(corporate_number="").values("corporate_number"))
    )
    return Organisation.objects.filter(
        Q(pk__in=ties.exclude(organisation=None).values("organisation"))
        | Q(pk__in=own.values("pk"))
        | Q(pk__in=named.values("pk"))
        | Q(pk__in=named.exclude(merged_into=None).values("merged_into"))
    )


def declared_ties(user: User) -> tuple[QuerySet[Any], QuerySet[Any]]:
    """The normalised names and the corporate numbers of what the person has a tie to today, an own firm included."""
    ties = interests_on(timezone.localdate()).filter(supporter__user=user)
    own = Organisation.objects.filter(memberships__user=user)
    return (
        ties.values("normalised_name").union(own.values("normalised_name")),
        ties.exclude(corporate_number="")
        .values("corporate_number")
        .union(own.exclude(corporate_number=None).values("corporate_number")),
    )


def has_conflict(user: User, organisation: Organisation) -> bool:
    return organisations_in_conflict(user).filter(pk=organisation.pk).exists()


def people_in_conflict(organisation: Organisation) -> QuerySet[User]:
    """The other way round: everybody whose `organisations_in_conflict` has this one, in one query."""
    rows = Organisation.objects.filter(Q(pk=organisation.pk) | Q(merged_into=organisation))
    names, numbers = rows.values("normalised_name"), rows.exclude(corporate_number=None).values("corporate_number")
    ties = interests_on(timezone.localdate()).filter(
        Q(organisation=organisation) | Q(normalised_name__in=names) | Q(corporate_number__in=numbers)
    )
    members = Membership.objects.filter(Q(organisation=organisation) | Q(organisation__normalised_name__in=names))
    return User.objects.filter(Q(pk__in=ties.values("supporter__user")) | Q(pk__in=members.values("user")))


def people_tied_to(names: QuerySet[Any], numbers: QuerySet[Any]) -> QuerySet[User]:
    """Everybody of whose `declared_ties` one is among these normalised names or corporate numbers."""
    ties = interests_on(timezone.localdate()).filter(Q(normalised_name__in=names) | Q(corporate_number__in=numbers))
    firms = Organisation.objects.filter(Q(normalised_name__in=names) | Q(corporate_number__in=numbers))
    members = Membership.objects.filter(organisation__in=firms)
    return User.objects.filter(Q(pk__in=ties.values("supporter__user")) | Q(pk__in=members.values("user")))
