"""What every list does with `?sort=` and `?page=`: a table of sortable columns, pages of one size."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any, TypeVar

from django.core.paginator import Page, Paginator
from django.db.models import F, Model, QuerySet
from django.http import HttpRequest

ROWS_PER_PAGE = 25

Row = TypeVar("Row", bound=Model)
Value = TypeVar("Value")


def sort_rows(request: HttpRequest, rows: QuerySet[Row], columns: Mapping[str, str], default: str) -> QuerySet[Row]:
    """The rows by `?sort=key` or `?sort=-key`; a key that is not in `columns` (key → field) sorts by `default`.

    Rows without a value come last in both directions, and the primary key settles ties, so that pages never overlap.
    """
    wanted = request.GET.get("sort", default)
    if wanted.removeprefix("-") not in columns:
        wanted = default
    field = F(columns[wanted.removeprefix("-")])
    order = field.desc(nulls_last=True) if wanted.startswith("-") else field.asc(nulls_last=True)
    return rows.order_by(order, "pk")


def sort_values(
    request: HttpRequest, rows: Iterable[Value], columns: Mapping[str, Callable[[Value], Any]], default: str
) -> list[Value]:
    """The same of what no query can sort: `columns` gives what each key sorts by. Equal ones stay in their order."""
    wanted = request.GET.get("sort", default)
    if wanted.removeprefix("-") not in columns:
        wanted = default
    column = columns[wanted.removeprefix("-")]
    there: list[Value] = []
    without: list[Value] = []
    for row in rows:
        (without if column(row) is None else there).append(row)
    return [*sorted(there, key=column, reverse=wanted.startswith("-")), *without]


def page_of(request: HttpRequest, rows: QuerySet[Row] | Sequence[Any], per_page: int = ROWS_PER_PAGE) -> Page[Any]:
    """The page that `?page=` names; the nearest one there is when it names none."""
    return Paginator(rows, per_page).get_page(request.GET.get("page"))
