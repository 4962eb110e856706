"""新規・再来 by fiscal year: cases of organisations that ask for the first time, and of those that asked before."""

from typing import Any

from django.db import connection
from django.db.models import Count, OuterRef, QuerySet, Subquery
from django.db.models.expressions import Combinable
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from reports.conditions.standing import NEW, RETURNING, STANDING
from reports.dimensions.spans import GRAINS, in_spans, label_of, spans_of, where_of
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
Counts = tuple[int, int, int]
"""Cases, those of them that are their organisation's first, and organisations."""


def new_and_returning(scope: Scope) -> Figure:
    """Four queries: the ends; cases with organisations, and first cases by year; and the organisations of all years."""
    grain = GRAINS["fiscal_year"]
    spans = spans_of(grain, with_ends(scope).ends)
    by_place = _counts(scope, in_spans("received_on", [span.first for span in spans])) if spans else {}
    rows = tuple(
        Row(
            grain.value(span),
            label_of(span),
            _cells(by_place.get(place, (0, 0, 0)), where_of(span, scope.period)),
            is_cut=not scope.period.covers(span),
        )
        for place, span in enumerate(spans, start=1)
    )
    cases, new = (sum(counts[number] for counts in by_place.values()) for number in (0, 1))
    total = (cases, new, _organisations(scope).count())
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
    """Two queries, each answered from an index: one for both would sort all cases on the disk."""
    rows = counted_cases(scope).annotate(place=place)
    new = dict(rows.filter(pk__in=_firsts(scope)).values("place").annotate(n=Count("*")).values_list("place", "n"))
    by_organisation = rows.values("place", "desk_id", "organisation_id").annotate(cases=Count("*"))
    return {
        at: (cases, new.get(at, 0), organisations) for at, cases, organisations in _folded_by_place(by_organisation)
    }


def _firsts(scope: Scope) -> QuerySet[Any]:
    """The first case, whatever narrows the scope, of each organisation of a desk that has a case in it."""
    same = counted_cases(Scope(scope.desks, basis=scope.basis)).filter(
        desk=OuterRef("desk_id"), organisation=OuterRef("organisation_id")
    )
    first = same.order_by("received_on", CASE_IDS[scope.basis]).values("pk")[:1]
    firsts: QuerySet[Any] = _organisations(scope).annotate(first=Subquery(first)).values("first")
    return firsts


def _organisations(scope: Scope) -> QuerySet[Any]:
    """Each organisation of a desk once."""
    each: QuerySet[Any] = counted_cases(scope).values("desk_id", "organisation_id").annotate(cases=Count("*"))
    return each


def _folded_by_place(rows: QuerySet[Any]) -> list[tuple[int, int, int]]:
    """Of each place its cases, and how many rows it has; the ORM groups no subquery."""
    inner, parameters = rows.query.sql_with_params()
    with connection.cursor() as cursor:
        cursor.execute(
            f"SELECT rows.place, sum(rows.cases)::int, count(*) FROM ({inner}) rows GROUP BY 1",  # noqa: S608 - ours
            parameters,
        )
        return [(place, cases, organisations) for place, cases, organisations in cursor.fetchall()]


def _cells(counts: Counts, where: Where) -> tuple[Cell, ...]:
    cases, new, organisations = counts
    return (
        Cell(cases, where=where),
        Cell(new, cases, (*where, (STANDING.code, NEW))),
        Cell(cases - new, cases, (*where, (STANDING.code, RETURNING))),
        Cell(organisations),
        Cell(organisations - new),
    )
