"""Whose term ends soon or has ended, and who has not signed for the fiscal year."""

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass

from django.db.models import Count, Prefetch, Q, QuerySet

from mediso.common.fiscal import FiscalYear
from supporters.enums import UndertakingKind
from supporters.models import Supporter, Undertaking
from supporters.selectors.available import signed_for
from supporters.selectors.roster import appointed_on

SORTS = {"end": "term_end", "name": "name", "open": "open_cases"}
WITHIN = (30, 60, 90, 180)
ENDED, UNSIGNED = "ended", "unsigned"
# From 1 March the undertakings of the fiscal year that begins on 1 April can be signed.
SIGNED_AHEAD_FROM = 3


@dataclass(frozen=True, slots=True)
class Missing:
    """What is not signed of one fiscal year."""

    year: FiscalYear
    kinds: tuple[UndertakingKind, ...]


@dataclass(frozen=True, slots=True)
class Term:
    """One row. `days` from today to the last day of the term, below 0 once it has ended; None without a last day."""

    supporter: Supporter
    days: int | None
    open_cases: int
    missing: tuple[Missing, ...]


def years_to_sign(today: dt.date) -> tuple[FiscalYear, ...]:
    """This fiscal year, and from 1 March the next one too."""
    this = FiscalYear.of(today)
    ahead = SIGNED_AHEAD_FROM <= today.month <= this.last.month
    return (this, FiscalYear(this.year + 1)) if ahead else (this,)


def term_queries(today: dt.date) -> Mapping[str, Q]:
    """What `?show=` chooses: who ends within so many days (today is within), who has ended, who has not signed."""
    within = {
        str(days): Q(term_start__lte=today, term_end__range=(today, today + dt.timedelta(days=days))) for days in WITHIN
    }
    return within | {ENDED: Q(term_end__lt=today), UNSIGNED: _unsigned(today)}


def with_undertakings(supporters: QuerySet[Supporter], today: dt.date) -> QuerySet[Supporter]:
    """The supporters, each with the `signed_lately` that `shown_terms` reads."""
    signed = Undertaking.objects.filter(fiscal_year__in=[year.year for year in years_to_sign(today)])
    return supporters.prefetch_related(Prefetch("undertakings", signed.defer("text"), to_attr="signed_lately"))


def shown_terms(rows: list[Supporter], today: dt.date) -> list[Term]:
    """Of rows from `with_undertakings`, in the same order."""
    return [
        Term(
            supporter=row,
            days=None if row.term_end is None else (row.term_end - today).days,
            open_cases=row.open_cases,  # type: ignore[attr-defined]  # annotated by `supporters_visible_to`
            missing=_missing(row, today),
        )
        for row in rows
    ]


def _unsigned(today: dt.date) -> Q:
    in_term = Q(pk__in=appointed_on(today).values("pk"))
    lacking = Q()
    for year in years_to_sign(today):
        lacking |= _serves_in(year) & ~Q(pk__in=signed_for(year.year).values("pk"))
    return in_term & lacking


def _serves_in(year: FiscalYear) -> Q:
    """Of those in term: who still is when the year begins."""
    return Q(term_end=None) | Q(term_end__gte=year.first)


def _missing(row: Supporter, today: dt.date) -> tuple[Missing, ...]:
    """Nothing is asked of whom whose term does not reach into the year."""
    signed = {(one.fiscal_year, one.kind) for one in row.signed_lately}  # type: ignore[attr-defined]
    found = []
    for year in years_to_sign(today):
        from_day = max(year.first, today)
        if row.term_end is None or row.term_end >= from_day:
            kinds = tuple(kind for kind in UndertakingKind if (year.year, kind) not in signed)
            found += [Missing(year, kinds)] if kinds else []
    return tuple(found)


def counts_of(supporters: QuerySet[Supporter], today: dt.date) -> Mapping[str, int]:
    """How many of these supporters each of `term_queries` finds. One query."""
    plain = Supporter.objects.filter(pk__in=supporters.order_by().values("pk"))
    queries = term_queries(today)
    counted = plain.aggregate(**{f"n_{key}": Count("pk", filter=query) for key, query in queries.items()})
    return {key: counted[f"n_{key}"] for key in queries}
