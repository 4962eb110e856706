"""Who may do what with people and organisations. Which rows they may do it to is `accounts.selectors`' matter."""

from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from accounts.enums import Role
from accounts.models import ContactMerge, OrganisationMerge, User
from accounts.selectors.people import WAITS_FOR_PASSWORD, Person, SignIn
from mediso.common.decision import Decision
from mediso.desks.models import Desk

# Supporters are invited from the roster, so that the account is tied to its row there.
INVITED_FROM_THE_LIST = (Role.STAFF, Role.MANAGER)


def may_see_people(user: User) -> Decision:
    if user.has_role(Role.STAFF) or user.has_role(Role.ADMINISTRATOR):
        return Decision.yes()
    return Decision.no(_("Only the staff of a desk and administrators can see its people."))


def may_invite_to(user: User, desk: Desk) -> Decision:
    if user.has_role(Role.STAFF, desk.pk) or user.has_role(Role.ADMINISTRATOR):
        return Decision.yes()
    return Decision.no(_("Only the staff of the desk can invite people."))


def may_be_invited_again(person: Person) -> Decision:
    """For a person whom the inviter may see."""
    if person.sign_in is SignIn.CLOSED:
        return Decision.no(_("This account is closed. An administrator can open it again."))
    if person.sign_in not in WAITS_FOR_PASSWORD:
        return Decision.no(_("This person has a password already."))
    if not person.grants:
        return Decision.no(_("This person has no role. Give them one first."))
    return Decision.yes()


def may_be_uninvited(person: Person) -> Decision:
    """For a person whom the inviter may see: roles given with an invitation that nobody has answered yet."""
    if person.sign_in not in WAITS_FOR_PASSWORD:
        return Decision.no(_("This person has a password already."))
    if not any(grant.role in INVITED_FROM_THE_LIST for grant in person.grants):
        return Decision.no(_("Invitations of supporters are withdrawn on the roster of supporters."))
    return Decision.yes()


def may_keep_organisations(user: User) -> Decision:
    if user.has_role(Role.FOUNDER):
        return Decision.yes()
    return Decision.no(_("Only founders keep their organisations here."))


def may_see_organisations(user: User) -> Decision:
    """Every organisation and its contacts, whichever desk they asked: one body is one row for all desks."""
    if user.has_role(Role.STAFF):
        return Decision.yes()
    return Decision.no(_("Only the staff of a desk can see the organisations and their contacts."))


def may_record_askers(user: User) -> Decision:
    """Organisations and contacts that the desk types in for somebody who called or wrote."""
    if user.has_role(Role.STAFF):
        return Decision.yes()
    return Decision.no(_("Only the staff of a desk can record organisations and contacts."))


def may_merge(user: User) -> Decision:
    if user.has_role(Role.STAFF):
        return Decision.yes()
    return Decision.no(_("Only the staff of a desk can merge organisations and contacts."))


def may_be_undone(merge: OrganisationMerge | ContactMerge) -> Decision:
    if merge.is_undone:
        return Decision.no(_("This merge has been undone already."))
    if merge.kept.merged_into is not None:
        names = {"name": merge.kept, "kept": merge.kept.merged_into}
        return Decision.no(format_lazy(_("{name} was merged into {kept} since. Undo that merge first."), **names))
    return Decision.yes()
