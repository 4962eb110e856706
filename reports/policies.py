"""Who may see figures. They hold no words of a case, so a manager sees them who may read no case."""

from django.contrib.auth.models import AnonymousUser
from django.utils.translation import gettext_lazy as _

from accounts.enums import Role
from accounts.models import User
from mediso.common.decision import Decision

SEES_FIGURES = (Role.STAFF, Role.MANAGER)


def may_see_figures(user: User | AnonymousUser) -> Decision:
    """Of which desks, `reports.selectors.desks.desks_with_figures_for` answers."""
    if isinstance(user, User) and user.is_active and any(user.has_role(role) for role in SEES_FIGURES):
        return Decision.yes()
    return Decision.no(_("Only the managers and the staff of a desk see its statistics."))
