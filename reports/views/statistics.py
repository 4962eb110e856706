from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from mediso.common.htmx import render_page
from reports.drawings.files import FILES, file_name
from reports.figures.topic_share import TopicShare
from reports.figures.yearly_cases import YearlyCases
from reports.forms import ScopeForm
from reports.policies import may_see_figures
from reports.presets import preset_groups
from reports.registry import FIGURES, Figure, FigureKind
from reports.scope import Scope
from reports.selectors.desks import desks_with_figures_for
from reports.selectors.span import received_span

PANEL_TEMPLATES: Mapping[type[Figure], str] = {
    YearlyCases: "reports/_yearly_cases.html",
    TopicShare: "reports/_topic_share.html",
}


@dataclass(frozen=True, slots=True)
class Panel:
    kind: FigureKind
    figure: Figure
    template: str


@require_safe
def statistics(request: HttpRequest) -> HttpResponse:
    """Every figure of the period and desk asked for, or the form with what is wrong in it."""
    return _page(request, _scope_form(request))


@require_safe
def figure_file(request: HttpRequest, name: str, extension: str) -> HttpResponse:
    """The figure as a file to save; what is wrong in the address is shown on the page."""
    form = _scope_form(request)
    if name not in FIGURES or extension not in FILES:
        raise Http404
    if not form.is_valid():
        return _page(request, form)
    kind = FILES[extension]
    response = HttpResponse(kind.draw(FIGURES[name].select(form.scope)), content_type=kind.content_type)
    response["Content-Disposition"] = f'attachment; filename="{file_name(name, form.scope, extension)}"'
    return response


def _scope_form(request: HttpRequest) -> ScopeForm:
    """Raises `PermissionDenied` with the policy's reason, which the refusal page shows."""
    decision = may_see_figures(request.user)
    if not decision:
        raise PermissionDenied(str(decision.reason))
    return ScopeForm(request.GET, desks=desks_with_figures_for(request.user))


def _page(request: HttpRequest, form: ScopeForm) -> HttpResponse:
    context: dict[str, Any] = {"form": form, "presets": _presets(form)}
    if form.is_valid():
        panels = _panels(form.scope)
        context |= {
            "scope": form.scope,
            "panels": panels,
            "cases": panels[0].figure.cases,
            "query": form.query_for(form.scope.period),
        }
    status = 200 if form.is_valid() else 422
    return render_page(request, "reports/statistics.html", context, fragment="reports/_statistics.html", status=status)


def _panels(scope: Scope) -> list[Panel]:
    figures = [(kind, kind.select(scope)) for kind in FIGURES.values()]
    return [Panel(kind, figure, PANEL_TEMPLATES[type(figure)]) for kind, figure in figures]


def _presets(form: ScopeForm) -> list[dict[str, Any]]:
    """Links that keep the desk. Where the form is wrong they lead to all desks."""
    shown = form.scope.period if form.is_valid() else None
    groups = preset_groups(received_span(list(form.desks.values())))
    return [
        {
            "label": group.label,
            "links": [(p.label, form.query_for(p.period), p.period == shown) for p in group.presets],
        }
        for group in groups
    ]
