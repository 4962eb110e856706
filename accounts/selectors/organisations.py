from django.db.models import QuerySet

from accounts.models import Contact, Organisation, User
from accounts.policies import may_see_organisations


def organisations_of(user: User) -> QuerySet[Organisation]:
    """The organisations the person belongs to: the only ones whose rows a founder ever sees. None is merged."""
    return Organisation.objects.filter(memberships__user=user, merged_into=None).order_by("memberships__since", "pk")


def organisations_visible_to(viewer: User) -> QuerySet[Organisation]:
    """All of them for staff, the merged ones too; nobody else sees any here."""
    return Organisation.objects.all() if may_see_organisations(viewer) else Organisation.objects.none()


def contacts_visible_to(viewer: User) -> QuerySet[Contact]:
    return Contact.objects.all() if may_see_organisations(viewer) else Contact.objects.none()


def names_of(organisation: Organisation) -> frozenset[str]:
    """Its name and those of the rows merged into it: a tie declared to one of them is a tie to it."""
    return frozenset({organisation.name, *organisation.merged_rows.values_list("name", flat=True)})
