"""Who may do what with the roster. Which rows they may do it to is `supporters.selectors`' matter."""

import datetime as dt

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.enums import Role
from accounts.models import User
from mediso.common.decision import Decision
from supporters.enums import RosterPart
from supporters.models import Interest, Supporter, SupporterChange


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


def may_open_own_entry(user: User) -> Decision:
    if user.has_role(Role.SUPPORTER):
        return Decision.yes()
    return Decision.no(_("Only supporters have an entry of their own on a roster."))


def is_own(user: User, supporter: Supporter) -> bool:
    return supporter.user_id is not None and supporter.user_id == user.pk


def may_change(user: User, supporter: Supporter, part: RosterPart) -> Decision:
    """The supporter, and the staff of the desk; of an appointment its staff alone, and nobody their own."""
    if is_own(user, supporter):
        if part == RosterPart.APPOINTMENT:
            return Decision.no(_("The appointment is changed by the staff of the desk."))
        if user.has_role(Role.SUPPORTER, supporter.desk_id):
            return Decision.yes()
    elif user.has_role(Role.STAFF, supporter.desk_id):
        return Decision.yes()
    return Decision.no(_("Only the supporter and the staff of the desk can change this entry."))


def may_correct_interest(user: User, supporter: Supporter) -> Decision:
    if not is_own(user, supporter) and user.has_role(Role.STAFF, supporter.desk_id):
        return Decision.yes()
    return Decision.no(
        _("What was declared stays as it is. End it and declare another one, or ask the staff of the desk.")
    )


def may_end_interest(user: User, supporter: Supporter, interest: Interest, today: dt.date) -> Decision:
    """`today` is the day in Japan. What is over stays over; staff correct it."""
    if not (decision := may_change(user, supporter, RosterPart.INTERESTS)):
        return decision
    if interest.valid_until is not None and interest.valid_until < today:
        return Decision.no(_("This tie is over already. Ask the staff of the desk if its days are wrong."))
    return Decision.yes()


def may_mark_seen(user: User, change: SupporterChange) -> Decision:
    """Staff of the desk, but nobody what they changed of themselves."""
    if not user.has_role(Role.STAFF, change.supporter.desk_id):
        return Decision.no(_("Only the staff of the desk look at the changes of its roster."))
    if change.actor_id == user.pk:
        return Decision.no(_("A colleague looks at what you changed of yourself."))
    return Decision.yes()
