"""新規・再来 by fiscal year: cases of organisations that ask for the first time, and of those that asked before."""

import datetime as dt
from typing import Any

from django.db import connection
from django.db.models import Count, Q, QuerySet
from django.db.models.expressions import Combinable
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from reports.conditions.standing import NEW, RETURNING, STANDING
from reports.dimensions.spans import GRAINS, in_spans, spans_of, where_of
from reports.figures.figure import Cell, Column, Figure, Row, Unit
from reports.figures.labels import TOTAL, Label
from reports.scope import Scope, Where
from reports.selectors.counted import CASE_IDS, counted_cases
from reports.selectors.cross import ALL_CASES, CASES, TOTAL_ROW
from reports.selectors.ends import with_ends

NOTE = _(
    "Returning: the organisation asked the same desk before, by date of receipt. New cases count each organisation of "
    "a desk once; organisations are counted once in each year, and once in the total."
)
A_QUARTER = dt.timedelta(days=92)
Counts = tuple[int, int, int]
"""Cases, those of them that are their organisation's first, and organisations."""


def new_and_returning(scope: Scope) -> Figure:
    """Five queries: the ends; cases, first cases and organisations by year; and the organisations of all years."""
    grain = GRAINS["fiscal_year"]
    spans = spans_of(grain, with_ends(scope).ends)
    by_place = _counts(scope, in_spans("received_on", [span.first for span in spans])) if spans else {}
    rows = tuple(
        Row(
            grain.value(span),
            Label.words(span),
            _cells(by_place.get(place, (0, 0, 0)), where_of(span, scope.period)),
            is_cut=not scope.period.covers(span),
        )
        for place, span in enumerate(spans, start=1)
    )
    cases, new = (sum(counts[number] for counts in by_place.values()) for number in (0, 1))
    total = (cases, new, _organisations(counted_cases(scope)).count())
    columns = (
        Column(CASES, Label.words(ALL_CASES), Unit.CASES),
        Column(NEW, Label.words(_("Of new organisations")), Unit.SHARE),
        Column(RETURNING, Label.words(_("Of returning organisations")), Unit.SHARE),
        Column("organisations", Label.words(pgettext_lazy("how many", "Organisations")), Unit.COUNT),
        Column("returning_organisations", Label.words(_("Organisations known before")), Unit.COUNT),
    )
    return Figure(
        "new_and_returning",
        scope,
        Label.words(grain.label),
        columns,
        rows,
        Row(TOTAL_ROW, TOTAL, _cells(total, ())),
        cases,
        notes=(Label.words(NOTE),),
    )


def _counts(scope: Scope, place: Combinable) -> dict[int, Counts]:
    """Three queries, each answered from an index: one for all three would sort all cases on the disk."""
    rows = counted_cases(scope).annotate(place=place)
    first = rows.filter(STANDING.q(NEW, scope) if _is_short(scope) else Q(pk__in=_firsts(scope)))
    cases, new = (dict(one.values("place").annotate(n=Count("*")).values_list("place", "n")) for one in (rows, first))
    organisations = _counted_by_place(_organisations(rows, "place"))
    return {at: (number, new.get(at, 0), organisations[at]) for at, number in cases.items()}


def _is_short(scope: Scope) -> bool:
    """Of few days a look back from each case is quicker than finding the first case of every organisation."""
    first, last = scope.period.first, scope.period.last
    return bool(first and last and last - first < A_QUARTER)


def _firsts(scope: Scope) -> QuerySet[Any]:
    """The first case of each organisation of a desk, whatever narrows the scope."""
    cases = counted_cases(Scope(scope.desks, basis=scope.basis))
    ordered = cases.order_by("desk_id", "organisation_id", "received_on", CASE_IDS[scope.basis])
    return ordered.distinct("desk_id", "organisation_id").values("pk")


def _organisations(rows: QuerySet[Any], *within: str) -> QuerySet[Any]:
    """Each organisation of a desk once, in each of these."""
    return rows.values(*within, "desk_id", "organisation_id").distinct()


def _counted_by_place(rows: QuerySet[Any]) -> dict[int, int]:
    """How many rows there are of each place, their first column; the ORM groups no subquery."""
    inner, parameters = rows.query.sql_with_params()
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT rows.place, count(*) FROM ({inner}) rows GROUP BY 1", parameters)  # noqa: S608 - ours
        return dict(cursor.fetchall())


def _cells(counts: Counts, where: Where) -> tuple[Cell, ...]:
    cases, new, organisations = counts
    return (
        Cell(cases, where=where),
        Cell(new, cases, (*where, (STANDING.code, NEW))),
        Cell(cases - new, cases, (*where, (STANDING.code, RETURNING))),
        Cell(organisations),
        Cell(organisations - new),
    )
