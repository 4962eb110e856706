"""The pages of statistics."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import Promise
from django.views.decorators.http import require_safe

from accounts.requests import signed_in
from mediso.common.htmx import render_page
from reports.conditions.words import condition_words
from reports.dimensions.table import DIMENSIONS
from reports.drawings.charts.chart import Chart, chart_of
from reports.drawings.page import PageTable
from reports.figures.figure import Cell, Figure
from reports.forms import ScopeForm
from reports.policies import may_see_cases_behind
from reports.presets import Preset, preset_groups
from reports.registry import FIGURES, PAGES, FigureKind
from reports.scope import Scope
from reports.selectors.ends import received_span
from reports.selectors.tally import count_together
from reports.selectors.together import counted_together
from reports.views.access import scope_form
from reports.views.downloads import Download, downloads, pack_downloads
from reports.views.published import Published, published_of, tables_of
from reports.views.tabs import page_tabs


@dataclass(frozen=True, slots=True)
class Panel:
    name: str
    title: str | Promise
    figure: Figure
    table: PageTable
    chart: Chart | None
    downloads: list[Download]


@require_safe
def statistics(request: HttpRequest, page: str = "cases") -> HttpResponse:
    """The figures of one page for the scope asked for, or the form with what is wrong in it."""
    form = scope_form(request)
    if page not in PAGES:
        raise Http404
    kinds = [FIGURES[name] for name in PAGES[page].figures]
    return statistics_page(request, form, page, kinds)


@counted_together()
def statistics_page(
    request: HttpRequest, form: ScopeForm, page: str, kinds: Sequence[FigureKind], *, kept: str = "", **more: Any
) -> HttpResponse:
    """`kept` is the page's own part of the address, beside the scope; `more` is what it shows beside its figures."""
    context: dict[str, Any] = {
        "form": form,
        "page": page,
        "address": reverse("statistics_page", args=[page]),
        "tabs": page_tabs(page, form),
        "presets": (presets := _presets(form, kept)),
        "preset_is_fine": any(group["is_folded"] and any(link[2] for link in group["links"]) for group in presets),
        "kept": kept,
        **more,
    }
    if form.is_valid():
        scope = form.scope
        shown = form.countable(kinds)
        panels, published = panels_of(request, scope, page, shown)
        context |= {
            "scope": scope,
            "conditions": condition_words(scope),
            "published": published,
            "left_out": [kind.title for kind in kinds if kind not in shown],
            "panels": panels,
            "cases": panels[0].figure.cases if panels else 0,
            "pack": pack_downloads(page, scope.query()),
            "has_numbers": any(panel.figure.cases for panel in panels),
        }
    status = 200 if form.is_valid() else 422
    return render_page(request, "reports/statistics.html", context, fragment="reports/_statistics.html", status=status)


def panels_of(
    request: HttpRequest, scope: Scope, page: str, kinds: Sequence[FigureKind]
) -> tuple[list[Panel], Published]:
    leads_on = bool(may_see_cases_behind(signed_in(request), scope))
    address = reverse("statistics_cases")

    def link(cell: Cell) -> str:
        return f"{address}?{scope.query(cell.where or ())}" if leads_on else ""

    if together := [DIMENSIONS[code] for code in PAGES[page].together]:
        count_together(scope, *together)
    figures = [(kind, kind.select(scope)) for kind in kinds]
    tables, published = tables_of(scope, figures, link, published_of(scope), together)
    panels = [_panel(kind, figure, table) for (kind, figure), table in zip(figures, tables, strict=True)]
    return panels, published


def _panel(kind: FigureKind, figure: Figure, table: PageTable) -> Panel:
    chart = chart_of(kind.chart, figure, str(kind.title)) if kind.chart else None
    files = downloads(kind, figure.scope.query())
    return Panel(kind.name, kind.title, figure, table, chart, files)


def _presets(form: ScopeForm, kept: str) -> list[dict[str, Any]]:
    """Links that keep the desk and the conditions. Where the form is wrong they lead to all desks."""
    scope = form.scope if form.is_valid() else Scope(tuple(form.desks.values()))
    shown = scope.period if form.is_valid() else None
    groups = preset_groups(received_span(scope), timezone.localdate())

    def link(preset: Preset) -> tuple[str | Promise, str, bool]:
        query = "&".join(part for part in (scope.over(preset.period).query(), kept) if part)
        return preset.label, query, preset.period == shown

    return [
        {"label": group.label, "links": [*map(link, group.presets)], "is_folded": group.is_folded} for group in groups
    ]
