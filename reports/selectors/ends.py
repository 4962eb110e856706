"""From the first to the last day on which desks received a case."""

from dataclasses import replace

from django.db.models import OuterRef, Subquery

from mediso.desks.models import Desk
from reports.periods import Period
from reports.scope import Scope
from reports.selectors.counted import BASES


def received_span(scope: Scope) -> Period:
    """Open where these desks never did. One query; each desk's ends are two looks into an index."""
    days = BASES[scope.basis]().filter(desk=OuterRef("pk")).values("received_on")
    ends = Desk.objects.filter(pk__in=[desk.pk for desk in scope.desks]).values_list(
        Subquery(days.order_by("received_on")[:1]), Subquery(days.order_by("-received_on")[:1])
    )
    found = [(first, last) for first, last in ends if first and last]
    return Period(
        min((first for first, _last in found), default=None), max((last for _first, last in found), default=None)
    )


def with_ends(scope: Scope) -> Scope:
    """The scope with its open ends at the first and last day received: spans of time run from one to the other."""
    first, last = scope.period.first, scope.period.last
    if first and last:
        return scope
    span = received_span(scope)
    first, last = first or span.first, last or span.last
    if first and last and last < first:
        first = last = first if scope.period.first else last
    return replace(scope, period=Period(first, last))
