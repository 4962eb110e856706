"""Reads of invitations: the one a link belongs to, and whether it can still be used."""

import hashlib

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.models import Invitation
from mediso.common.decision import Decision


def digest_of(token: str) -> str:
    """What is kept of a token."""
    return hashlib.sha256(token.encode()).hexdigest()


def invitation_of(token: str) -> Invitation | None:
    return Invitation.objects.select_related("user").filter(token_digest=digest_of(token)).first()


def may_be_accepted(invitation: Invitation) -> Decision:
    """Whether the link still sets a password: once, in time, and only for somebody who has none yet."""
    if invitation.accepted_at is not None or invitation.user.has_usable_password():
        return Decision.no(_("This invitation has been used already."))
    if invitation.expires_at <= timezone.now() or not invitation.user.is_active:
        return Decision.no(_("This invitation is no longer valid."))
    return Decision.yes()
