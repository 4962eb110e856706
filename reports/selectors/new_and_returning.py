"""新規・再来 by fiscal year: cases of organisations that ask for the first time, and of those that asked before."""

from django.db.models import Count, Q, Value
from django.db.models.expressions import Combinable
from django.utils.translation import gettext_lazy as _

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
Counts = tuple[int, int, int]
"""Cases, those of them that are their organisation's first, and organisations."""


def new_and_returning(scope: Scope) -> Figure:
    """Three queries: the ends, the years, and the total, in which an organisation of several years counts once."""
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
    total = _counts(scope, Value(0)).get(0, (0, 0, 0))
    columns = (
        Column(CASES, Label.words(ALL_CASES), Unit.CASES),
        Column(NEW, Label.words(_("Of new organisations")), Unit.SHARE),
        Column(RETURNING, Label.words(_("Of returning organisations")), Unit.SHARE),
        Column("organisations", Label.words(_("Organisations")), Unit.COUNT),
        Column("returning_organisations", Label.words(_("Organisations known before")), Unit.COUNT),
    )
    notes = (Label.words(NOTE),)
    return Figure(
        "new_and_returning",
        scope,
        Label.words(grain.label),
        columns,
        rows,
        Row(TOTAL_ROW, TOTAL, _cells(total, ())),
        total[0],
        notes=notes,
    )


def _counts(scope: Scope, place: Combinable) -> dict[int, Counts]:
    """By place; the first cases are found once, not for each row."""
    firsts = (
        counted_cases(Scope(scope.desks, basis=scope.basis))
        .order_by("desk_id", "organisation_id", "received_on", CASE_IDS[scope.basis])
        .distinct("desk_id", "organisation_id")
        .values("pk")
    )
    groups = (
        counted_cases(scope)
        .annotate(place=place)
        .values("place", "desk")
        .annotate(
            cases=Count("pk"),
            new=Count("pk", filter=Q(pk__in=firsts)),
            organisations=Count("organisation", distinct=True),
        )
    )
    counts: dict[int, Counts] = {}
    for at, *numbers in groups.values_list("place", "cases", "new", "organisations"):
        cases, new, organisations = map(sum, zip(counts.get(at, (0, 0, 0)), numbers, strict=True))
        counts[at] = (cases, new, organisations)
    return counts


def _cells(counts: Counts, where: Where) -> tuple[Cell, ...]:
    cases, new, organisations = counts
    return (
        Cell(cases, where=where),
        Cell(new, cases, (*where, (STANDING.code, NEW))),
        Cell(cases - new, cases, (*where, (STANDING.code, RETURNING))),
        Cell(organisations),
        Cell(organisations - new),
    )
