"""What this room itself moves when rows are merged; `accounts.apps` registers it."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from accounts.merging_hooks import PlainMover, move_with_contacts, move_with_organisations
from accounts.models import Contact, Membership, Organisation, User


@dataclass(frozen=True, slots=True)
class MembershipMover(PlainMover[Organisation]):
    """Who belongs to both keeps the membership of the merged row where it is: nobody belongs to one row twice."""

    def move(self, *, kept: Organisation, merged: Organisation, actor: User) -> list[int]:  # noqa: ARG002
        return self._point(_only_of(merged, kept), kept)

    def move_back(self, *, ids: Sequence[int], kept: Organisation, merged: Organisation, actor: User) -> list[int]:  # noqa: ARG002
        return self._point(_only_of(kept, merged).filter(pk__in=ids), merged)


def _only_of(one: Organisation, other: Organisation) -> QuerySet[Membership]:
    members = Membership.objects.filter(organisation=other).values("user")
    return Membership.objects.filter(organisation=one).exclude(user__in=members)


def register() -> None:
    """Rows merged earlier come first: the database lets none of them point to a row that is merged itself."""
    move_with_organisations(
        PlainMover("organisations", _("Organisations merged earlier"), Organisation.objects, "merged_into")
    )
    move_with_organisations(MembershipMover("memberships", _("Members"), Membership.objects, "organisation"))
    move_with_organisations(PlainMover("contacts", _("Contacts"), Contact.objects, "organisation"))
    move_with_contacts(PlainMover("contacts", _("Contacts merged earlier"), Contact.objects, "merged_into"))
