"""Writes of invitations: sent, sent again, withdrawn, accepted."""

import datetime
import logging
import secrets
from collections.abc import Collection

from allauth.account.models import EmailAddress
from django.conf import settings
from django.db import transaction
from django.db.models import ProtectedError
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import lazy
from django.utils.translation import gettext as _

from accounts.enums import Role
from accounts.models import Invitation, RoleGrant, User
from accounts.policies import INVITED_FROM_THE_LIST, may_be_invited_again, may_be_uninvited
from accounts.selectors.invitations import digest_of, may_be_accepted
from accounts.selectors.people import as_people, people_visible_to
from mediso.common.errors import ActionRefused
from mediso.common.formats import written_moment
from mediso.desks.models import Desk
from mediso.notices.services import write_notice

logger = logging.getLogger(__name__)

INVITATION_LASTS = datetime.timedelta(days=14)
# A second press of the button would make the link of the first mail useless before it is read.
PAUSE_BETWEEN_MAILS = datetime.timedelta(minutes=1)


@transaction.atomic
def send_invitation(*, user: User, role: Role, desk: Desk | None, invited_by: User) -> None:
    """Mail a link to set the password. Links sent before end here: one link at a time is valid.

    Only the digest of the token is kept, and the mail's text is forgotten once it is sent.
    """
    now = timezone.now()
    Invitation.objects.filter(user=user, accepted_at=None, expires_at__gt=now).update(expires_at=now)
    token = secrets.token_urlsafe(32)
    invitation = Invitation.objects.create(
        user=user, token_digest=digest_of(token), invited_by=invited_by, expires_at=now + INVITATION_LASTS
    )
    write_notice(
        kind="invitation",
        desk=desk,
        key=f"invitation:{invitation.pk}",
        to=user.email,
        language=user.language,
        values={
            "name": user.name,
            "role": role.label,
            "invited_by": invited_by,
            "address": settings.SITE_ADDRESS + reverse("invitation_accept", args=[token]),
            "until": lazy(written_moment, str)(invitation.expires_at),
        },
        recipient=user.pk,
        secret=True,
    )


@transaction.atomic
def invite_again(*, user: User, invited_by: User) -> None:
    """Send a new link to somebody who has not set a password yet.

    Raises `ActionRefused` when the inviter may not see the person, the person has a password already, or the last
    mail is less than a minute old.
    """
    locked = people_visible_to(invited_by).select_for_update().filter(pk=user.pk).first()
    if locked is None:
        raise ActionRefused(_("Only the staff of the desk can invite people."))
    person = as_people([locked], invited_by)[0]
    if not (decision := may_be_invited_again(person)):
        raise ActionRefused(decision.reason)
    if locked.invitations.filter(invited_at__gt=timezone.now() - PAUSE_BETWEEN_MAILS).exists():
        raise ActionRefused(_("An invitation was sent less than a minute ago. Wait for it to arrive."))
    grant = person.grants[0]
    send_invitation(user=locked, role=Role(grant.role), desk=grant.desk, invited_by=invited_by)


@transaction.atomic
def withdraw_invitation(*, user: User, withdrawn_by: User) -> None:
    """Take back the roles that were given with an invitation nobody has answered, as far as the actor may see them.

    Raises `ActionRefused` when the person has a password by now, or no role that is invited to from the list.
    """
    locked = people_visible_to(withdrawn_by).select_for_update().filter(pk=user.pk).first()
    if locked is None:
        raise ActionRefused(_("This person has no such role any more."))
    person = as_people([locked], withdrawn_by)[0]
    if not (decision := may_be_uninvited(person)):
        raise ActionRefused(decision.reason)
    take_back_roles(user=locked, grants=[grant for grant in person.grants if grant.role in INVITED_FROM_THE_LIST])


@transaction.atomic
def take_back_roles(*, user: User, grants: Collection[RoleGrant]) -> None:
    """Remove the grants of somebody who never had a password; the caller has locked the person and asked who may.

    Who is left without any role loses the account too, so that the address is free again.
    """
    RoleGrant.objects.filter(user=user, pk__in=[grant.pk for grant in grants]).delete()
    if RoleGrant.objects.filter(user=user).exists():
        return
    user.invitations.filter(accepted_at=None).update(expires_at=timezone.now())
    try:
        user.delete()
    except ProtectedError:
        # Another row names the account; without a role or a link it opens nothing.
        logger.info("The account %s was kept when its invitation was withdrawn", user.pk)


@transaction.atomic
def accept_invitation(*, invitation: Invitation, password: str) -> User:
    """Set the password and mark the address as verified: the link was read in its mailbox.

    Raises `ActionRefused` when the invitation was used, withdrawn or ran out meanwhile.
    """
    # Every write of invitations locks the person first, so the row read after it stays as it is.
    user = User.objects.select_for_update().filter(pk=invitation.user_id).first()
    current = Invitation.objects.select_related("user").filter(pk=invitation.pk).first()
    if user is None or current is None:
        raise ActionRefused(_("This invitation is no longer valid."))
    if not (decision := may_be_accepted(current)):
        raise ActionRefused(decision.reason)
    user.set_password(password)
    user.save(update_fields=["password"])
    current.accepted_at = timezone.now()
    current.save(update_fields=["accepted_at"])
    EmailAddress.objects.update_or_create(user=user, email=user.email, defaults={"verified": True, "primary": True})
    return user
