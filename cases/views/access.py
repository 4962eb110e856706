"""Who has the pages of the desk's daily work: the list of cases and what hangs on it."""

from django.utils.translation import gettext as _

from accounts.enums import Role
from accounts.models import User
from mediso.common.decision import Decision


def may_list_cases(user: User) -> Decision:
    if user.has_role(Role.STAFF) or user.has_role(Role.SUPPORTER):
        return Decision.yes()
    return Decision.no(_("Only the staff and the supporters of a desk have a list of cases."))


def may_act_on_many(user: User) -> Decision:
    if user.has_role(Role.STAFF):
        return Decision.yes()
    return Decision.no(_("Only the staff of a desk act on several cases at once."))
