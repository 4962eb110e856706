"""Writes of people: sign-ups, roles, invitations."""

import datetime
import hashlib
import secrets

from allauth.account.models import EmailAddress
from django.conf import settings
from django.db import transaction
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.enums import Role
from accounts.models import Invitation, RoleGrant, User
from mediso.common.errors import ActionRefused
from mediso.desks.models import Desk
from mediso.outbox.services import write_mail_from_template

INVITATION_LASTS = datetime.timedelta(days=14)


@transaction.atomic
def grant_founder(*, user: User, name: str) -> None:
    user.name = name
    user.save(update_fields=["name"])
    RoleGrant.objects.get_or_create(user=user, role=Role.FOUNDER, desk=None)


@transaction.atomic
def invite(*, email: str, name: str, role: Role, desk: Desk, invited_by: User) -> User:
    """Give the person the role at the desk, and an account if they have none yet, with a mail to set its password.

    Someone who can sign in already gets the role at once and no invitation. Raises `ActionRefused` when the
    inviter is not of the desk's staff (or an administrator), or the role is not one of a desk.
    """
    if not (invited_by.has_role(Role.STAFF, desk.pk) or invited_by.has_role(Role.ADMINISTRATOR)):
        raise ActionRefused(_("Only the staff of the desk can invite people."))
    user = User.objects.filter(email=email.lower()).first() or User.objects.create_user(email, name=name)
    RoleGrant.objects.get_or_create(user=user, role=role, desk=desk)
    if not user.has_usable_password():
        _send_invitation(user=user, desk=desk, role=role, invited_by=invited_by)
    return user


def _send_invitation(*, user: User, desk: Desk, role: Role, invited_by: User) -> None:
    token = secrets.token_urlsafe(32)
    invitation = Invitation.objects.create(
        user=user,
        token_digest=digest_of(token),
        invited_by=invited_by,
        expires_at=timezone.now() + INVITATION_LASTS,
    )
    write_mail_from_template(
        kind="invitation",
        key=f"invitation:{invitation.pk}",
        to=user.email,
        language=user.language,
        context={
            "name": user.name,
            "desk": desk,
            "role": role,
            "invited_by": invited_by,
            "address": settings.SITE_ADDRESS + reverse("invitation_accept", args=[token]),
            "expires_at": invitation.expires_at,
        },
    )


def digest_of(token: str) -> str:
    return hashlib.sha256(token.encode()).hexdigest()


@transaction.atomic
def accept_invitation(*, invitation: Invitation, password: str) -> User:
    """Set the password and mark the address as verified: the link was read in its mailbox.

    Raises `ActionRefused` when the invitation was used or ran out meanwhile.
    """
    locked = Invitation.objects.select_for_update().select_related("user").get(pk=invitation.pk)
    if locked.accepted_at is not None or locked.expires_at <= timezone.now():
        raise ActionRefused(_("This invitation is no longer valid. Ask the desk for a new one."))
    user = locked.user
    user.set_password(password)
    user.save(update_fields=["password"])
    locked.accepted_at = timezone.now()
    locked.save(update_fields=["accepted_at"])
    EmailAddress.objects.update_or_create(user=user, email=user.email, defaults={"verified": True, "primary": True})
    return user
