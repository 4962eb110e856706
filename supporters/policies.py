"""Who may do what with the roster. Which rows they may do it to is `supporters.selectors`' matter."""

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.enums import Role
from accounts.models import User
from mediso.common.decision import Decision
from supporters.models import Supporter


def may_see_roster(user: User) -> Decision:
    if user.has_role(Role.STAFF):
        return Decision.yes()
    return Decision.no(_("Only the staff of a desk can see its roster of supporters."))


def may_invite(user: User, supporter: Supporter) -> Decision:
    """For a first invitation; `accounts` decides about sending it again."""
    if not user.has_role(Role.STAFF, supporter.desk_id):
        return Decision.no(_("Only the staff of the desk can invite its supporters."))
    if supporter.user_id is not None:
        return Decision.no(_("This supporter has an account already."))
    if supporter.term_end is not None and supporter.term_end < timezone.localdate():
        return Decision.no(_("The term of this supporter has ended. Extend it first."))
    return Decision.yes()


def may_uninvite(user: User, supporter: Supporter) -> Decision:
    if not user.has_role(Role.STAFF, supporter.desk_id):
        return Decision.no(_("Only the staff of the desk can withdraw the invitation of its supporters."))
    if supporter.user is None:
        return Decision.no(_("This supporter has not been invited."))
    if supporter.user.has_usable_password():
        return Decision.no(_("This supporter has a password already."))
    return Decision.yes()
