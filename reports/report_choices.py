"""Which figures people choose for a report, and in which order: the registry's by page, and crosses."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from django.forms.boundfield import BoundField, BoundWidget
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from reports.dimensions.table import DIMENSIONS
from reports.registry import NAMED, PAGES, cross_name

CROSSES = (1, 2, 3)
"""So many crosses can be added to a report."""
BY_CROSS_NAME = {
    cross_name(rows, columns): (rows, columns) for rows in DIMENSIONS for columns in DIMENSIONS if rows != columns
}


@dataclass(frozen=True, slots=True)
class FigureChoice:
    """One figure of the registry with its tick and the field of its place."""

    tick: BoundWidget
    order: BoundField


@dataclass(frozen=True, slots=True)
class FigureGroup:
    title: str | Promise
    choices: Sequence[FigureChoice]


@dataclass(frozen=True, slots=True)
class CrossChoice:
    rows: BoundField
    columns: BoundField
    order: BoundField


def order_field(name: str) -> str:
    return f"order_{name}"


def where_field(code: str) -> str:
    """Of a condition: some are called as columns of the definition are."""
    return f"where_{code}"


def pages_of_figures() -> Iterator[tuple[str | Promise, list[str]]]:
    """The named figures by the page they stand on, each once; those on none of them at the end."""
    left = {kind.name: None for kind in NAMED}
    for page in PAGES.values():
        names = [name for name in page.figures if name in left]
        for name in names:
            left.pop(name)
        if names:
            yield page.title, names
    if left:
        yield _("Other figures"), [*left]


def in_order(chosen: Sequence[str], places: Mapping[str, int | None]) -> list[str]:
    """Those with a number first, by it; the others after them as they stand on the page. Each once."""
    last = max((place for place in places.values() if place is not None), default=0) + 1
    numbered = {name: places.get(name) for name in chosen}
    return sorted(numbered, key=lambda name: last if numbered[name] is None else numbered[name] or 0)
