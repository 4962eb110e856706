from django.db.models import QuerySet

from accounts.models import User
from reports.models import MonthlyClose
from reports.selectors.desks import desks_with_figures_for


def closes_visible_to(user: User) -> QuerySet[MonthlyClose]:
    """The closes of the desks whose figures the person sees, in every edition, newest month first."""
    return (
        MonthlyClose.objects.filter(desk__in=desks_with_figures_for(user))
        .select_related("desk", "closed_by")
        .order_by("-month", "desk__code", "-edition")
    )
