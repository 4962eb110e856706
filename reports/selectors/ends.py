"""From the first to the last day on which desks received a case."""

from dataclasses import replace

from django.db.models import OuterRef, Subquery

from mediso.desks.models import Desk
from reports.periods import Period
from reports.scope import Scope
from reports.selectors.counted import BASES
from reports.selectors.together import once


def received_span(scope: Scope) -> Period:
    """Open where these desks never did. One query."""
    found = received_spans(scope).values()
    return Period(
        min((span.first for span in found if span.first), default=None),
        max((span.last for span in found if span.last), default=None),
    )


def received_spans(scope: Scope) -> dict[int, Period]:
    """Of each desk that ever received a case, by its key. One query; each desk's ends are two looks into an index."""
    return once(("received", Scope(scope.desks, basis=scope.basis).key), lambda: _received_spans(scope))


def _received_spans(scope: Scope) -> dict[int, Period]:
    days = BASES[scope.basis]().filter(desk=OuterRef("pk")).values("received_on")
    ends = Desk.objects.filter(pk__in=[desk.pk for desk in scope.desks]).values_list(
        "pk",
        Subquery(days.order_by("received_on")[:1]),
        Subquery(days.order_by("-received_on")[:1]),
    )
    return {desk: Period(first, last) for desk, first, last in ends if first and last}


def with_ends(scope: Scope) -> Scope:
    """The scope with its `ends`; an end before the beginning, where nothing was received since, is the same day."""
    first, last = scope.period.first, scope.period.last
    if not (first and last):
        span = received_span(scope)
        first, last = first or span.first or last, last or span.last or first
    if first and last and last < first:
        first = last = scope.period.first or last
    return replace(scope, ends=Period(first, last))
