"""Filters and tags of the desk's pages: dates, sorting, pages, bars and heat cells."""

import math
from datetime import date, datetime
from typing import Any

from django import template
from django.core.paginator import Page
from django.http import HttpRequest, QueryDict
from django.template.context import Context
from django.utils import timezone

from mediso.common import formats

register = template.Library()

HEAT_STEPS = 10


@register.filter
def japanese_date(value: date | None) -> str:
    """2026年11月21日（土）, or "21 November 2026 (Sat)" in English; nothing for no date."""
    return formats.written_date(value) if value else ""


@register.filter
def japanese_datetime(value: datetime | None) -> str:
    """2026年11月21日（土） 14:05 in Japan's time; nothing for no moment."""
    return formats.written_moment(value) if value else ""


@register.filter
def era_date(value: date | None) -> str:
    """令和8年11月21日; nothing for no date."""
    return formats.era_date(value) if value else ""


@register.filter
def days_since(day: date) -> int:
    """Whole days from that day to today, both in Japan."""
    return (timezone.localdate() - day).days


@register.filter
def heat(value: float | None, largest: float = 100) -> str:
    """The class of a heat cell: `heat-0` for nothing, then `heat-1` to `heat-10` in tenths of `largest`."""
    if not value or largest <= 0:
        return "heat-0"
    return f"heat-{max(1, min(HEAT_STEPS, math.ceil(value * HEAT_STEPS / largest)))}"


@register.inclusion_tag("includes/sort_header.html", takes_context=True)
def sort_header(context: Context, key: str, label: str, *, number: bool = False, css: str = "") -> dict[str, Any]:
    """A column head that sorts the list by `?sort=key`, then by `?sort=-key`; other parameters stay.

    `list_target` in the page's context (a selector such as `#case-list`) lets htmx swap only the list.
    """
    request: HttpRequest = context["request"]
    current = request.GET.get("sort") or context.get("default_sort")
    direction = "ascending" if current == key else "descending" if current == f"-{key}" else "none"
    wanted = f"-{key}" if direction == "ascending" else key
    return {
        "label": label,
        "url": _address(request, sort=wanted, page=None),
        "direction": direction,
        "number": number,
        "css": css,
        "list_target": context.get("list_target"),
    }


@register.inclusion_tag("includes/pagination.html", takes_context=True)
def pagination(context: Context, page: Page[Any]) -> dict[str, Any]:
    """Links to the other pages of a list, keeping its filters, with the count of all rows."""
    request: HttpRequest = context["request"]
    numbers = page.paginator.get_elided_page_range(page.number, on_each_side=1, on_ends=1)
    return {
        "page": page,
        "links": [(n, _address(request, page=n) if isinstance(n, int) else None) for n in numbers],
        "previous": _address(request, page=page.previous_page_number()) if page.has_previous() else None,
        "next": _address(request, page=page.next_page_number()) if page.has_next() else None,
        "list_target": context.get("list_target"),
    }


@register.inclusion_tag("includes/bar.html")
def bar(value: float, limit: float, label: str, tone: str = "blue") -> dict[str, Any]:
    """A horizontal bar of `value` out of `limit`, with both written beside it; past the limit it is full and red."""
    share = 100 * value / limit if limit > 0 else 0
    return {
        "value": value,
        "limit": limit,
        "label": label,
        "width": round(max(0, min(100, share)), 1),
        "tone": "over" if value > limit else tone,
    }


def _address(request: HttpRequest, **changes: str | int | None) -> str:
    query: QueryDict = request.GET.copy()
    for name, value in changes.items():
        if value is None:
            query.pop(name, None)
        else:
            query[name] = str(value)
    return f"{request.path}?{query.urlencode()}" if query else request.path
