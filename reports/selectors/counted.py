from django.db.models import QuerySet

from cases.models import Case
from reports.scope import Scope


def counted_cases(scope: Scope) -> QuerySet[Case]:
    """The cases every figure counts: each case once, on its date of receipt (受付日, Japan), at the scope's desks.

    Whatever became of a case, it was a consultation received. Not `visible_cases`: a manager counts cases without
    seeing one, so nothing but columns of the case itself may be read from these rows.
    """
    cases = Case.objects.filter(desk__in=[desk.pk for desk in scope.desks]).order_by()
    if scope.period.first:
        cases = cases.filter(received_on__gte=scope.period.first)
    if scope.period.last:
        cases = cases.filter(received_on__lte=scope.period.last)
    return cases
