"""What a release would hold: every figure counted from the closed months, with what is hidden in them together."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import chain
from typing import Any

from reports.dimensions.table import DIMENSIONS
from reports.figures.figure import Figure
from reports.publication.cube import TABLES, cube_of
from reports.publication.hiding import made_public
from reports.publication.keys import cell_keys, total_key
from reports.publication.spans import Days
from reports.publication.tables import TablesMaker, days_of_rows
from reports.registry import FIGURES, PUBLISHABLE, FigureKind
from reports.scope import Basis, Scope
from reports.selectors.tally import count_together
from reports.selectors.together import counted_together
from reports.suppression import Key, Suppression, Tables
from reports.suppression.suppress import suppress

MONTHS = "cases_by_month"
TOGETHER = ("product_type", "kind", "channel", "stage", "language")
"""Dimensions of the public figures that are counted in one query."""


@dataclass(frozen=True, slots=True)
class Public:
    """One figure: as it was counted, and as it is made public."""

    kind: FigureKind
    counted: Figure
    shown: Figure


@dataclass(frozen=True, slots=True)
class Contents:
    """`cases` is None where even their number is hidden; `printed` are the numbers that a page has a place for."""

    figures: tuple[Public, ...]
    cases: int | None
    tables: Tables
    suppression: Suppression
    printed: frozenset[Key]


def contents_of(scope: Scope, names: Sequence[str], threshold: int, earlier: Sequence[dict[str, Any]] = ()) -> Contents:
    """`names` are those of `PUBLISHABLE` to show, in the order of the registry; `earlier` are the data of all
    editions before.

    Raises NotSolved where no set of hidden numbers is found that is proven.
    """
    counted = scope_of_closes(scope)
    with counted_together():
        count_together(counted, *(DIMENSIONS[code] for code in TOGETHER))
        kinds = [kind for name, kind in PUBLISHABLE.items() if name in names and _says_more(kind, counted)]
        figures = [(kind, kind.select(counted)) for kind in kinds]
        months = FIGURES[MONTHS].select(counted)
    maker = TablesMaker(counted, months.cases)
    spans: list[Days] = []
    for kind, figure in figures:
        assert kind.shape is not None  # noqa: S101 - of the publishable ones
        maker.add(kind.shape, figure)
        spans += [days for days, _cases in days_of_rows(figure) if kind.shape.is_in_time]
    maker.add_spans(spans, dict(days_of_rows(months)))
    if len(TABLES & {kind.name for kind in kinds}) > 1:
        maker.add_cube(cube_of(counted))
    hidden_before = frozenset(
        chain(
            chain.from_iterable(_hidden_before(figure, data) for data in earlier for _kind, figure in figures),
            (total_key(counted) for data in earlier if not isinstance(data["cases"], int)),
        )
    )
    tables = maker.tables(threshold, hidden_before)
    suppression = _with_earlier(suppress(tables), tables, hidden_before)
    shown = tuple(
        Public(kind, figure, made_public(kind.shape, figure, suppression)) for kind, figure in figures if kind.shape
    )
    cases = months.cases if suppression.shows([total_key(counted)]) else None
    return Contents(shown, cases, tables, suppression, maker.printed)


def scope_of_closes(scope: Scope) -> Scope:
    """Only what was closed is released: it stands still."""
    return Scope(scope.desks, scope.period, basis=Basis.PUBLISHED)


def _says_more(kind: FigureKind, scope: Scope) -> bool:
    """Of one month, longer spans would say the same number again."""
    days = Days.of(scope.period)
    is_long = (days.first.year, days.first.month) != (days.last.year, days.last.month)
    return is_long or kind.name == MONTHS or kind.shape is None or not kind.shape.is_in_time


def _with_earlier(found: Suppression, tables: Tables, hidden_before: frozenset[Key]) -> Suppression:
    """What an earlier edition hid stays hidden, or the difference of the two would show it. A 0 is never hidden."""
    again = {key for key in hidden_before if tables.values.get(key)}
    return Suppression(found.primary, found.complementary | (again - found.primary))


def _hidden_before(figure: Figure, earlier: dict[str, Any]) -> set[Key]:
    """The numbers of this figure that an earlier edition hid, as they are called today."""
    data = next((one for one in earlier["figures"] if one["figure"] == figure.name), None)
    if data is None:
        return set()
    rows = {row["code"]: row["values"] for row in (*data["rows"], *([data["total"]] if data["total"] else []))}
    return {
        next(iter(cell_keys(figure, row, place)))
        for row in figure.all_rows
        for place, column in enumerate(figure.columns)
        if isinstance(value := rows.get(row.code, {}).get(column.code), dict) and value.get("hidden")
    }
