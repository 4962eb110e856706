"""One closed month: its head, its figures as they were frozen, what has changed since, and the way to a new edition."""

from collections import Counter
from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from accounts.models import User
from accounts.requests import refuse_unless, signed_in
from mediso.common.errors import ActionRefused, StaleRow
from mediso.common.htmx import go_to, render_page
from reports.closing_forms import ReviseForm
from reports.drawings.changed_numbers import NumberChange, changed_numbers
from reports.drawings.frozen import figure_from
from reports.drawings.page import PageTable, page_table
from reports.figures.figure import Figure
from reports.models import MonthlyClose
from reports.periods import Period
from reports.policies import may_close_months, may_see_cases_behind, may_see_figures
from reports.registry import FIGURES, MONTHLY
from reports.scope import Basis, Scope
from reports.selectors.closes.changes import case_changes
from reports.selectors.closes.differences import count_differences
from reports.selectors.closes.door import closes_visible_to
from reports.selectors.closes.record import record_bytes

CONFLICT, WRONG = 409, 422
PAGE_SIZE = 50


@dataclass(frozen=True, slots=True)
class FrozenPanel:
    name: str
    title: str | Promise
    figure: Figure
    table: PageTable


@require_http_methods(["GET", "POST"])
def close_detail(request: HttpRequest, pk: int) -> HttpResponse:
    user = signed_in(request)
    refuse_unless(may_see_figures(user))
    close = get_object_or_404(closes_visible_to(user), pk=pk)
    if request.method == "GET":
        return _page(request, user, close, ReviseForm())
    refuse_unless(may_close_months(user, close.desk_id))
    form, status = ReviseForm(request.POST), WRONG
    if form.is_valid():
        try:
            made = form.perform(close, user)
        except (ActionRefused, StaleRow) as refusal:
            form.add_error(None, str(refusal))
            status = CONFLICT
        else:
            messages.success(request, _("This edition is what is published from now on."))
            return go_to(request, reverse("close_detail", args=[made.pk]))
    return _page(request, user, close, form, status=status)


@require_safe
def close_record(request: HttpRequest, pk: int) -> HttpResponse:
    """The bytes that the seal is the SHA-256 of. They hold a row of each case, so they are for the desk's staff."""
    user = signed_in(request)
    refuse_unless(may_see_figures(user))
    close = get_object_or_404(closes_visible_to(user), pk=pk)
    refuse_unless(may_see_cases_behind(user, _scope(close)))
    response = HttpResponse(record_bytes(close), content_type="application/json")
    name = f"close_{close.desk.code}_{close.of_month.code}_{close.edition}.json"
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    return response


def _scope(close: MonthlyClose, basis: Basis = Basis.KNOWN) -> Scope:
    return Scope((close.desk,), Period.of(close.of_month), basis=basis)


def _page(
    request: HttpRequest, user: User, close: MonthlyClose, form: ReviseForm, *, status: int = 200
) -> HttpResponse:
    context = {
        "close": close,
        "form": form,
        "may_revise": may_close_months(user, close.desk_id),
        "sees_cases": may_see_cases_behind(user, _scope(close)),
        "panels": _panels(close),
        "scope": _scope(close, Basis.PUBLISHED),
        "editions": closes_visible_to(user).filter(desk=close.desk, month=close.month).defer("figures"),
        "breadcrumbs": [
            (_("Statistics"), reverse("statistics")),
            (_("Monthly close"), reverse("close_list")),
            (str(close.of_month), ""),
        ],
        **(_since(request, close) if close.is_current else {}),
    }
    return render_page(request, "reports/closes/detail.html", context, status=status)


def _panels(close: MonthlyClose) -> list[FrozenPanel]:
    """In the order of the registry; one that is no figure any more stands last, under its name."""
    known = [kind.name for kind in MONTHLY if kind.name in close.figures]
    names = [*known, *(name for name in close.figures if name not in known)]
    scope = _scope(close, Basis.PUBLISHED)
    panels = []
    for name in names:
        figure = figure_from(close.figures[name], scope)
        title = FIGURES[name].title if name in FIGURES else name
        panels.append(FrozenPanel(name, title, figure, page_table(figure, lambda _cell: "")))
    return panels


def _since(request: HttpRequest, close: MonthlyClose) -> dict[str, Any]:
    """What has changed: the cases, by what of them, and every number."""
    counts = count_differences([close])[close.pk]
    if not counts.total:
        return {"counts": counts}
    changes = case_changes(close)
    columns = Counter(str(column.label) for change in changes for column in change.columns)
    return {
        "counts": counts,
        "columns": columns.most_common(),
        "numbers": _numbers(close),
        "changes": Paginator(changes, PAGE_SIZE).get_page(request.GET.get("page")),
    }


def _numbers(close: MonthlyClose) -> list[tuple[str | Promise, list[NumberChange]]]:
    """Of each figure with a number that differs. Both states are counted alike, so a new name is no difference."""
    known, then = _scope(close), _scope(close, Basis.PUBLISHED)
    found = ((kind.title, [*changed_numbers(kind.select(known), kind.select(then))]) for kind in MONTHLY)
    return [(title, changed) for title, changed in found if changed]
