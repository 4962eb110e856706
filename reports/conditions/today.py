"""What is read of a case as it is known today, also where the rows counted are those that were published."""

from django.db.models import Q

from cases.models import Case
from reports.scope import Basis, Scope


def known_today(condition: Q, scope: Scope) -> Q:
    """The rows of the scope's basis whose case meets a condition on `Case`."""
    if scope.basis is Basis.KNOWN:
        return condition
    return Q(case__in=Case.objects.filter(condition).order_by().values("pk"))
