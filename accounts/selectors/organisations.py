from django.db.models import QuerySet

from accounts.models import Organisation, User


def organisations_of(user: User) -> QuerySet[Organisation]:
    """The organisations the person belongs to: the only ones whose rows a founder ever sees."""
    return Organisation.objects.filter(memberships__user=user).order_by("memberships__since", "pk")
