"""Saved views: lists of cases kept under a name."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts.models import User
from accounts.requests import refuse_unless, signed_in
from cases.filters import CaseFilter, kept_query
from cases.forms.saved_views import SavedViewForm
from cases.models import SavedView
from cases.selectors.due import DeskDays
from cases.selectors.saved_views import saved_views_of
from cases.selectors.visibility import visible_cases
from cases.services import saved_views
from cases.views.access import may_list_cases
from cases.views.columns import columns_in, columns_of, list_address
from cases.views.queues import chosen_queue
from mediso.common.errors import ActionRefused
from mediso.common.htmx import render_page

CONFLICT, UNPROCESSABLE = 409, 422


@dataclass(frozen=True, slots=True)
class ViewLink:
    view: SavedView
    url: str
    current: bool


def view_links(reader: User, data: QueryDict) -> list[ViewLink]:
    """The reader's own views and the shared ones, with the one that `data` shows marked."""
    query, columns = kept_query(data), columns_in(data)
    return [
        ViewLink(view, address_of(view), view.query == query and tuple(view.columns) == columns)
        for view in saved_views_of(reader)
    ]


def address_of(view: SavedView) -> str:
    return list_address(view.query, view.columns)


@require_safe
def saved_view_list(request: HttpRequest) -> HttpResponse:
    user = signed_in(request)
    refuse_unless(may_list_cases(user))
    links = view_links(user, QueryDict())
    context = {
        "own": [link for link in links if link.view.owner_id == user.pk],
        "shared": [link for link in links if link.view.owner_id != user.pk],
        "breadcrumbs": [(_("Cases"), reverse("case_list")), (_("Saved views"), "")],
    }
    return render_page(request, "cases/saved_view_list.html", context)


@require_http_methods(["GET", "POST"])
def saved_view_create(request: HttpRequest) -> HttpResponse:
    """Keeps the list that the address of this page describes."""
    user = signed_in(request)
    refuse_unless(may_list_cases(user))
    query, columns = kept_query(request.GET), columns_in(request.GET)
    form = SavedViewForm(_sent(request), owner=user)
    keep = partial(saved_views.save_view, owner=user, query=query, columns=columns)
    view, status = _kept(form, keep)
    if view is not None:
        messages.success(request, _("The view “%(name)s” is saved.") % {"name": view.name})
        return redirect(address_of(view))
    context = {
        "form": form,
        "title": _("Save this view"),
        "told": _told(user, request.GET),
        "columns": [column.label for column in columns_of(columns) if column.shown],
        "back": list_address(query, columns),
    }
    return _form_page(request, context, status)


@require_http_methods(["GET", "POST"])
def saved_view_edit(request: HttpRequest, pk: int) -> HttpResponse:
    user = signed_in(request)
    refuse_unless(may_list_cases(user))
    view = get_object_or_404(SavedView, pk=pk, owner=user)
    form = SavedViewForm(_sent(request), owner=user, initial={"name": view.name, "desk": view.desk_id})
    changed, status = _kept(form, partial(saved_views.change_view, view=view, actor=user))
    if changed is not None:
        messages.success(request, _("The view “%(name)s” is saved.") % {"name": changed.name})
        return redirect("saved_view_list")
    context = {"form": form, "title": _("Rename or share the view"), "back": reverse("saved_view_list")}
    return _form_page(request, context, status)


@require_POST
def saved_view_delete(request: HttpRequest, pk: int) -> HttpResponse:
    user = signed_in(request)
    refuse_unless(may_list_cases(user))
    view = get_object_or_404(SavedView, pk=pk, owner=user)
    saved_views.delete_view(view=view, actor=user)
    messages.success(request, _("The view “%(name)s” was deleted.") % {"name": view.name})
    return redirect("saved_view_list")


def _sent(request: HttpRequest) -> QueryDict | None:
    return request.POST if request.method == "POST" else None


def _kept(form: SavedViewForm, keep: Callable[..., SavedView]) -> tuple[SavedView | None, int]:
    """What was kept, or None and the status of the form's page."""
    if not form.is_bound:
        return None, 200
    if not form.is_valid():
        return None, UNPROCESSABLE
    try:
        return keep(**form.cleaned_data), 200
    except ActionRefused as refusal:
        form.add_error(None, str(refusal))
        return None, CONFLICT


def _form_page(request: HttpRequest, context: dict[str, Any], status: int) -> HttpResponse:
    crumbs = [
        (_("Cases"), reverse("case_list")),
        (_("Saved views"), reverse("saved_view_list")),
        (context["title"], ""),
    ]
    return render_page(request, "cases/saved_view_form.html", context | {"breadcrumbs": crumbs}, status=status)


def _told(reader: User, data: QueryDict) -> list[tuple[str, str]]:
    """The conditions in words: what each is called, and what was chosen."""
    queue = chosen_queue(reader, data.get("queue", ""))
    days = DeskDays(timezone.localdate())
    conditions = CaseFilter(data, queryset=visible_cases(reader), reader=reader, days=days).told()
    return [(_("Queue"), str(queue.label)), *conditions] if queue else conditions
