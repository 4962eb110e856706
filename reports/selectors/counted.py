from collections.abc import Callable, Mapping
from typing import Any

from django.db.models import QuerySet

from cases.models import Case
from reports.conditions.table import CONDITIONS
from reports.models import ClosedCase
from reports.scope import Basis, Scope

BASES: Mapping[Basis, Callable[[], QuerySet[Any]]] = {
    Basis.KNOWN: lambda: Case.objects.filter(withdrawn_untriaged=False),
    Basis.PUBLISHED: lambda: ClosedCase.objects.filter(close__is_current=True),
}
"""The rows of each basis; they have the same columns, as far as figures that can be frozen read them."""

CASE_IDS: Mapping[Basis, str] = {Basis.KNOWN: "id", Basis.PUBLISHED: "case_id"}
"""The column by which the rows of each basis name their case."""


def counted_cases(scope: Scope) -> QuerySet[Any]:
    """The cases every figure counts: each case once, on its date of receipt (受付日, Japan), at the scope's desks.

    Whatever became of a case, it was a consultation received; only what was taken back before the desk began with it is
    not counted. Not `visible_cases`: a manager counts cases without seeing one, so nothing but columns of the case
    itself may be read from these rows.
    """
    cases = BASES[scope.basis]().filter(desk__in=[desk.pk for desk in scope.desks]).order_by()
    if scope.period.first:
        cases = cases.filter(received_on__gte=scope.period.first)
    if scope.period.last:
        cases = cases.filter(received_on__lte=scope.period.last)
    return cases.filter(*(CONDITIONS[code].q(value, scope) for code, value in scope.narrowing))
