"""Inviting supporters: the account is tied to the roster's row in the same transaction."""

from django.db import transaction
from django.utils.translation import gettext as _

from accounts.enums import Role
from accounts.models import RoleGrant, User
from accounts.services.invitations import take_back_roles
from accounts.services.people import invite
from mediso.common.errors import ActionRefused
from supporters.models import Supporter
from supporters.policies import may_invite, may_uninvite


@transaction.atomic
def invite_supporter(*, supporter: Supporter, email: str, invited_by: User) -> Supporter:
    """Give the supporter an account (or the one that has the address) and the role at the desk.

    Raises `ActionRefused` when the inviter is not of the desk's staff, the supporter has an account already or is past
    the term, the account belongs to somebody else on the same roster, or is closed.
    """
    locked = Supporter.objects.select_for_update(of=("self",)).select_related("desk").get(pk=supporter.pk)
    if not (decision := may_invite(invited_by, locked)):
        raise ActionRefused(decision.reason)
    user = invite(email=email, name=locked.name, role=Role.SUPPORTER, desk=locked.desk, invited_by=invited_by)
    other = Supporter.objects.filter(desk=locked.desk_id, user=user).first()
    if other is not None:
        raise ActionRefused(_("This address belongs to %(name)s on the same roster.") % {"name": other.name})
    locked.user = user
    locked.save(update_fields=["user"])
    return locked


@transaction.atomic
def withdraw_supporter_invitation(*, supporter: Supporter, withdrawn_by: User) -> None:
    """Untie an account whose invitation nobody has answered, and take its role at the desk back.

    Raises `ActionRefused` when the actor is not of the desk's staff, or the supporter has a password by now.
    """
    locked = Supporter.objects.select_for_update(of=("self",)).get(pk=supporter.pk)
    user = User.objects.select_for_update().filter(appointments=locked).first()
    locked.user = user  # as it is now that nobody else can set its password
    if not (decision := may_uninvite(withdrawn_by, locked)):
        raise ActionRefused(decision.reason)
    assert user is not None  # noqa: S101 - the policy refused what has no account
    locked.user = None
    locked.save(update_fields=["user"])
    take_back_roles(
        user=user, grants=list(RoleGrant.objects.filter(user=user, role=Role.SUPPORTER, desk=locked.desk_id))
    )
