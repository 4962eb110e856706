"""The managers' forms: how the desk publishes, the next release with its preview, and taking one off the page."""

from collections.abc import Callable
from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import pgettext
from django.views.decorators.http import require_http_methods

from accounts.models import User
from accounts.requests import refuse_unless, signed_in
from mediso.common.errors import ActionRefused, StaleRow
from mediso.common.htmx import go_to, render_page
from mediso.desks.models import Desk
from reports.drawings.page import page_table
from reports.figures.figure import Cell
from reports.periods import Period
from reports.policies import may_publish, may_see_figures
from reports.publication.contents import Contents
from reports.publication.names import name_of
from reports.publication.spans import Days
from reports.publication_forms import PublicationForm, ReleaseForm, WithdrawForm
from reports.scope import Scope
from reports.selectors.desks import desks_with_figures_for
from reports.selectors.releases.door import releases_visible_to, settings_of
from reports.services.publishing import prepare

CONFLICT, WRONG = 409, 422


@require_http_methods(["GET", "POST"])
def publication_settings(request: HttpRequest, desk: str) -> HttpResponse:
    user, row = _manager_at(request, desk)
    form, status = PublicationForm(settings=settings_of(row)), 200
    if request.method == "POST":
        form = PublicationForm(request.POST, settings=settings_of(row))
        status = _performed(form, lambda: form.perform(row, user))
        if not status:
            messages.success(request, _("The settings are saved."))
            return go_to(request, reverse("publication_home"))
    context = {"form": form, "desk": row, "breadcrumbs": _crumbs(_("Settings"))}
    return render_page(request, "reports/publication/settings.html", context, status=status)


@require_http_methods(["GET", "POST"])
def publication_release(request: HttpRequest, desk: str, days: Days) -> HttpResponse:
    """What would be published of these days, and hidden; then publishing it."""
    user, row = _manager_at(request, desk)
    last = releases_visible_to(user).filter(desk=row, first_day=days.first, last_day=days.last).first()
    form, status = ReleaseForm(last=last), 200
    if request.method == "POST":
        form = ReleaseForm(request.POST, last=last)
        status = _performed(form, lambda: form.perform(row, days, user))
        if not status:
            messages.success(request, _("Published. Everybody can read it while the public page is open."))
            return go_to(request, reverse("publication_home"))
    period = name_of(days)
    context: dict[str, Any] = {"form": form, "desk": row, "period": period, "last": last}
    context["breadcrumbs"] = _crumbs(period)
    try:
        context |= _preview(Scope((row,), Period.of(days)), prepare(row, days, user))
    except ActionRefused as refusal:
        context["refusal"], status = str(refusal), CONFLICT
    return render_page(request, "reports/publication/release.html", context, status=status)


@require_http_methods(["GET", "POST"])
def publication_withdraw(request: HttpRequest, pk: int) -> HttpResponse:
    user = signed_in(request)
    refuse_unless(may_see_figures(user))
    made = get_object_or_404(releases_visible_to(user), pk=pk)
    refuse_unless(may_publish(user, made.desk_id))
    form, status = WithdrawForm(), 200
    if request.method == "POST":
        form = WithdrawForm(request.POST)
        status = _performed(form, lambda: form.perform(made, user))
        if not status:
            messages.success(request, _("Taken off the page. The record of it stays."))
            return go_to(request, reverse("publication_home"))
    period = name_of(made.days)
    context = {"form": form, "release": made, "period": period, "breadcrumbs": _crumbs(_("Take off the page"))}
    return render_page(request, "reports/publication/withdraw.html", context, status=status)


def _manager_at(request: HttpRequest, code: str) -> tuple[User, Desk]:
    """Raises `PermissionDenied` and `Http404`."""
    user = signed_in(request)
    refuse_unless(may_see_figures(user))
    desk = get_object_or_404(desks_with_figures_for(user), code=code)
    refuse_unless(may_publish(user, desk.pk))
    return user, desk


def _performed(form: forms.Form, perform: Callable[[], object]) -> int:
    """The status of what went wrong, which the form then says; 0 where it is done."""
    if not form.is_valid():
        return WRONG
    try:
        perform()
    except (ActionRefused, StaleRow) as refusal:
        form.add_error(None, str(refusal))
        return CONFLICT
    return 0


def _preview(scope: Scope, contents: Contents) -> dict[str, Any]:
    """The tables as everybody would see them, and how much of them is hidden for itself and for others."""
    hidden = contents.suppression
    return {
        "scope": scope,
        "numbers": len(contents.printed),
        "primary": len(hidden.primary & contents.printed),
        "complementary": len(hidden.complementary & contents.printed),
        "cases": contents.cases,
        "panels": [
            {
                "name": one.kind.name,
                "title": one.kind.title,
                "figure": one.shown,
                "table": page_table(one.shown, _no_link),
            }
            for one in contents.figures
        ],
    }


def _no_link(_cell: Cell) -> str:
    return ""


def _crumbs(here: str) -> list[tuple[str, str]]:
    return [
        (_("Statistics"), reverse("statistics")),
        (pgettext("publishing figures", "Publication"), reverse("publication_home")),
        (here, ""),
    ]
