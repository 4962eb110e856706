"""Writes of people: sign-ups, roles, profiles."""

from allauth.account.models import EmailAddress
from django.conf import settings
from django.contrib.auth.hashers import make_password
from django.db import transaction
from django.utils.translation import gettext as _

from accounts.enums import DESK_ROLES, Role
from accounts.models import RoleGrant, User
from accounts.policies import may_invite_to
from accounts.services.invitations import send_invitation
from mediso.common.errors import ActionRefused
from mediso.desks.models import Desk
from mediso.notices.services import write_notice


@transaction.atomic
def grant_founder(*, user: User, name: str) -> None:
    user.name = name
    user.save(update_fields=["name"])
    RoleGrant.objects.get_or_create(user=user, role=Role.FOUNDER, desk=None)


def change_profile(*, user: User, name: str, language: str) -> None:
    user.name = name
    user.language = language
    user.save(update_fields=["name", "language"])


@transaction.atomic
def invite(*, email: str, name: str, role: Role, desk: Desk, invited_by: User) -> User:
    """Give the person the role at the desk, and an account if they have none yet, with a mail to set its password.

    Someone who can sign in already gets the role at once and is told so by mail. Inviting to a role that the person
    holds changes nothing and sends nothing. Raises `ActionRefused` when the inviter is not of the desk's staff (or an
    administrator), the role is not one of a desk, or the account is closed.
    """
    if not (decision := may_invite_to(invited_by, desk)):
        raise ActionRefused(decision.reason)
    if role not in DESK_ROLES:
        raise ActionRefused(_("This role belongs to no desk."))
    email = email.strip().lower()
    User.objects.get_or_create(email=email, defaults={"name": name, "password": make_password(None)})
    user = User.objects.select_for_update().get(email=email)
    if not user.is_active:
        raise ActionRefused(_("The account of this address is closed. An administrator can open it again."))
    grant, granted = RoleGrant.objects.get_or_create(user=user, role=role, desk=desk)
    if granted and _owns_address(user):
        _tell_of_role(grant, granted_by=invited_by)
    elif granted:
        _forget_unconfirmed_password(user, name=name)
        send_invitation(user=user, role=role, desk=desk, invited_by=invited_by)
    return user


def _owns_address(user: User) -> bool:
    return user.has_usable_password() and EmailAddress.objects.filter(user=user, verified=True).exists()


def _forget_unconfirmed_password(user: User, *, name: str) -> None:
    """Otherwise whoever signs up with the address of a colleague to be would know the invited account's password."""
    if user.has_usable_password():
        user.name = name
        user.set_unusable_password()
        user.save(update_fields=["name", "password"])


def _tell_of_role(grant: RoleGrant, *, granted_by: User) -> None:
    write_notice(
        kind="role_granted",
        desk=grant.desk,
        key=f"role_granted:{grant.pk}",
        to=grant.user.email,
        language=grant.user.language,
        values={
            "name": grant.user.name,
            "role": Role(grant.role).label,
            "granted_by": granted_by,
            "address": settings.SITE_ADDRESS,
        },
        recipient=grant.user.pk,
    )
