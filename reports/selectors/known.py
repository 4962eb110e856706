from django.db.models import QuerySet

from cases.models import Case
from reports.scope import Basis, Scope
from reports.selectors.counted import counted_cases


def known_cases(scope: Scope) -> QuerySet[Case]:
    """The cases that are counted, as they are known today, for what is read beside the rows that figures count."""
    counted = counted_cases(scope)
    if scope.basis is Basis.KNOWN:
        return counted
    return Case.objects.filter(pk__in=counted.values("case")).order_by()
