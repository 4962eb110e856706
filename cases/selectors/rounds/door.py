"""The one door to a round, and to its rows."""

from django.db.models import QuerySet

from accounts.enums import Role
from accounts.models import User
from cases.models import AssignmentRound, RoundRow
from cases.selectors.chart import visible_charts


def visible_rounds(user: User) -> QuerySet[AssignmentRound]:
    """Those of the desks where the person is staff."""
    desks = user.desk_ids(Role.STAFF) if user.is_active else ()
    return AssignmentRound.objects.filter(desk__in=desks).select_related("desk", "made_by")


def visible_rows(user: User, found: AssignmentRound) -> QuerySet[RoundRow]:
    """Whoever asked a case themself sees nothing of whom the desk thinks of for it."""
    return found.rows.filter(case__in=visible_charts(user))
