"""Who may see figures. They hold no words of a case, so a manager sees them who may read no case."""

from django.contrib.auth.models import AnonymousUser
from django.utils.translation import gettext_lazy as _

from accounts.enums import Role
from accounts.models import User
from mediso.common.decision import Decision
from reports.scope import Scope

SEES_FIGURES = (Role.STAFF, Role.MANAGER)


def may_see_figures(user: User | AnonymousUser) -> Decision:
    """Of which desks, `reports.selectors.desks.desks_with_figures_for` answers."""
    if isinstance(user, User) and user.is_active and any(user.has_role(role) for role in SEES_FIGURES):
        return Decision.yes()
    return Decision.no(_("Only the managers and the staff of a desk see its statistics."))


def may_see_cases_behind(user: User, scope: Scope) -> Decision:
    """Numbers lead to their cases for the staff of every desk counted; a manager reads numbers alone."""
    if {desk.pk for desk in scope.desks} <= user.desk_ids(Role.STAFF):
        return Decision.yes()
    return Decision.no(_("Only the staff of a desk see the cases behind its figures."))


def may_close_months(user: User, desk_id: int | None = None) -> Decision:
    """Closing is answering for the figures, so it is the managers'; at this desk, or at any."""
    desks = user.desk_ids(Role.MANAGER)
    if desks if desk_id is None else desk_id in desks:
        return Decision.yes()
    return Decision.no(_("Only the managers of a desk close its months."))


def may_publish(user: User, desk_id: int | None = None) -> Decision:
    """What everybody may read is decided by who answers for it; at this desk, or at any."""
    desks = user.desk_ids(Role.MANAGER)
    if desks if desk_id is None else desk_id in desks:
        return Decision.yes()
    return Decision.no(_("Only the managers of a desk publish its figures."))


def may_keep_reports(user: User, desk_id: int | None = None) -> Decision:
    """What goes out under the desk's name is the managers' to say; at this desk, or at any."""
    desks = user.desk_ids(Role.MANAGER)
    if desks if desk_id is None else desk_id in desks:
        return Decision.yes()
    return Decision.no(_("Only the managers of a desk make and change its reports."))
