"""As published beside as known today: what the monthly closes say of a page of statistics."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from reports.conditions.table import CONDITIONS
from reports.dimensions.base import Dimension
from reports.drawings.page import Link, PageTable, page_table, table_beside, table_with_published_rows
from reports.figures.figure import Figure
from reports.periods import Period
from reports.registry import FigureKind
from reports.scope import Basis, Scope
from reports.selectors.closes.closing import Closing, closing_of
from reports.selectors.ends import received_span
from reports.selectors.tally import count_together

BY_MONTH = "cases_by_month"


@dataclass(frozen=True, slots=True)
class Published:
    """What stands above the figures. `differing` numbers are not what was published; None where not all is closed.

    `query` asks for the same page on the other basis. `unkept`: a condition of the scope is kept by no close.
    """

    closing: Closing
    is_shown: bool
    query: str
    unkept: bool
    differing: int | None = None


def published_of(scope: Scope) -> Published:
    """Two queries."""
    is_shown = scope.basis is Basis.PUBLISHED
    other = replace(scope, basis=Basis.KNOWN if is_shown else Basis.PUBLISHED)
    unkept = not all(CONDITIONS[code].is_frozen for code, _value in scope.narrowing)
    return Published(closing_of(scope), is_shown, other.query(), unkept)


def tables_of(
    scope: Scope,
    figures: Sequence[tuple[FigureKind, Figure]],
    link: Link,
    published: Published,
    together: Sequence[Dimension] = (),
) -> tuple[list[PageTable], Published]:
    """Each figure as its table, with what was published beside it where that can be said; and how much differs.

    `together` are the dimensions by which the published state is counted at once (`count_together`).
    """
    if published.is_shown or published.unkept or not published.closing.closed:
        return [page_table(figure, link) for _kind, figure in figures], published
    if not published.closing.is_complete:
        return [_by_month_beside(scope, kind, figure, link, published.closing) for kind, figure in figures], published
    then = _published_scope(scope)
    if together:
        count_together(then, *together)
    tables = [
        table_beside(figure, kind.select(then), link) if kind.can_be_frozen else page_table(figure, link)
        for kind, figure in figures
    ]
    return tables, replace(published, differing=sum(table.differing for table in tables))


def _by_month_beside(scope: Scope, kind: FigureKind, figure: Figure, link: Link, closing: Closing) -> PageTable:
    if kind.name != BY_MONTH:
        return page_table(figure, link)
    codes = {month.code for month, _edition in closing.closed}
    return table_with_published_rows(figure, kind.select(_published_scope(scope)), codes, link)


def _published_scope(scope: Scope) -> Scope:
    """The same on the other basis, with open ends where either of them has its first and last case."""
    then = replace(scope, basis=Basis.PUBLISHED)
    first, last = scope.period.first, scope.period.last
    if first and last:
        return then
    spans = [received_span(scope), received_span(then)]
    firsts = [span.first for span in spans if span.first]
    lasts = [span.last for span in spans if span.last]
    first, last = first or min(firsts, default=None), last or max(lasts, default=None)
    return replace(then, period=Period(first, last)) if not (first and last and last < first) else then
