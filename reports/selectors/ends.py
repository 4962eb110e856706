"""From the first to the last day on which desks received a case."""

from dataclasses import replace

from django.db.models import OuterRef, Subquery

from mediso.desks.models import Desk
from reports.periods import Period
from reports.scope import Scope
from reports.selectors.counted import BASES
from reports.selectors.together import once


def received_span(scope: Scope) -> Period:
    """Open where these desks never did. One query; each desk's ends are two looks into an index."""
    return once(("received", Scope(scope.desks, basis=scope.basis).key), lambda: _received_span(scope))


def _received_span(scope: Scope) -> Period:
    days = BASES[scope.basis]().filter(desk=OuterRef("pk")).values("received_on")
    ends = Desk.objects.filter(pk__in=[desk.pk for desk in scope.desks]).values_list(
        Subquery(days.order_by("received_on")[:1]), Subquery(days.order_by("-received_on")[:1])
    )
    found = [(first, last) for first, last in ends if first and last]
    return Period(min((one[0] for one in found), default=None), max((one[1] for one in found), default=None))


def with_ends(scope: Scope) -> Scope:
    """The scope with its `ends`; an end before the beginning, where nothing was received since, is the same day."""
    first, last = scope.period.first, scope.period.last
    if not (first and last):
        span = received_span(scope)
        first, last = first or span.first or last, last or span.last or first
    if first and last and last < first:
        first = last = scope.period.first or last
    return replace(scope, ends=Period(first, last))
