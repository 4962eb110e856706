"""Staff set the rules of their desk. One list, one form and one way to retire for every kind of setting."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from accounts.requests import signed_in
from accounts.selectors.desks import desks_staffed_by
from cases.forms.desk_settings.table import SETTING_FORMS
from cases.forms.desk_settings.trying import TrySignpostsForm
from cases.services.desk_settings import set_retired
from cases.views.notice_settings import NOTICE_LISTS, notice_list, page_of_notice
from cases.views.setting_lists import LISTS
from cases.views.setting_pages import (
    address_of,
    context_of,
    form_page,
    in_use,
    kept_desk,
    list_page,
    said_of,
    settings_keeper,
)
from cases.views.triage_rules import rule_list
from mediso.common.errors import ActionRefused, StaleRow
from mediso.common.htmx import render_page
from mediso.desks.enums import SettingKind
from mediso.desks.models import Desk
from mediso.desks.selectors.settings import OF_THE_DESK, settings_of
from mediso.desks.services.settings import RETIRABLE

CONFLICT, UNPROCESSABLE = 409, 422
# Of the others there is one row for the desk, or one for each notice.
ADDED = frozenset(SettingKind) - OF_THE_DESK - NOTICE_LISTS


@require_GET
def desk_settings_home(request: HttpRequest) -> HttpResponse:
    """The first desk one keeps; the others are a click away from there."""
    return redirect("desk_settings", desks_staffed_by(settings_keeper(request))[0].code)


@require_GET
def desk_settings(request: HttpRequest, code: str) -> HttpResponse:
    desk = kept_desk(request, code)
    today = timezone.localdate()
    kinds = [(kind, address_of(desk, kind), LISTS[kind].explanation, in_use(desk, kind, today)) for kind in SettingKind]
    return render_page(request, "cases/desk_settings/overview.html", context_of(request, desk) | {"kinds": kinds})


@require_http_methods(["GET", "POST"])
def setting_list(request: HttpRequest, code: str, kind: str) -> HttpResponse:
    """The rows of a kind; of the targets and the routing there is one, the desk, and its form is the list."""
    desk, setting = kept_desk(request, code), _setting(kind)
    if setting in OF_THE_DESK:
        return _edit(request, desk, setting, desk)
    if request.method == "POST":
        return HttpResponse(status=405, headers={"Allow": "GET"})
    if setting == SettingKind.TRIAGE_RULES:
        return rule_list(request, desk)
    return notice_list(request, desk, setting) if setting in NOTICE_LISTS else list_page(request, desk, setting)


@require_http_methods(["GET", "POST"])
def setting_new(request: HttpRequest, code: str, kind: str) -> HttpResponse:
    desk, setting = kept_desk(request, code), _setting(kind)
    if setting not in ADDED:
        raise Http404
    return _edit(request, desk, setting, None)


@require_http_methods(["GET", "POST"])
def setting_edit(request: HttpRequest, code: str, kind: str, pk: int) -> HttpResponse:
    desk, setting = kept_desk(request, code), _setting(kind)
    if setting in OF_THE_DESK:
        raise Http404
    row = get_object_or_404(settings_of(desk.pk, setting), pk=pk)
    return redirect(page_of_notice(row)) if setting in NOTICE_LISTS else _edit(request, desk, setting, row)


@require_POST
def setting_retire(request: HttpRequest, code: str, kind: str, pk: int, *, retired: bool) -> HttpResponse:
    desk, setting = kept_desk(request, code), _setting(kind)
    if setting not in RETIRABLE:
        raise Http404
    row = get_object_or_404(settings_of(desk.pk, setting), pk=pk)
    saved = set_retired(setting=setting, desk=desk, actor=signed_in(request), row_id=row.pk, retired=retired)
    done = _("%(row)s is retired.") if retired else _("%(row)s is in use again.")
    messages.success(request, done % {"row": saved.row})
    return redirect(address_of(desk, setting))


@require_POST
def signposts_try(request: HttpRequest, code: str) -> HttpResponse:
    """Which signposts a question brings up. A POST, so that no question stands in an address; nothing is kept."""
    desk = kept_desk(request, code)
    return list_page(request, desk, SettingKind.SIGNPOSTS, TrySignpostsForm(request.POST, desk=desk))


def _setting(kind: str) -> SettingKind:
    if kind not in SettingKind.values:
        raise Http404
    return SettingKind(kind)


def _edit(request: HttpRequest, desk: Desk, setting: SettingKind, row: Any) -> HttpResponse:
    heading = str(row) if row is not None and row != desk else str(LISTS[setting].add or setting.label)
    form = SETTING_FORMS[setting](request.POST if request.method == "POST" else None, desk=desk, row=row)
    if request.method == "GET":
        return form_page(request, form, heading, status=200)
    if not form.is_valid():
        return form_page(request, form, heading, status=UNPROCESSABLE)
    try:
        saved = form.save_by(signed_in(request))
    except (ActionRefused, StaleRow) as refusal:
        form.add_error(None, str(refusal))
        form.draw_again()
        return form_page(request, form, heading, status=CONFLICT)
    messages.success(request, said_of(saved))
    return redirect(address_of(desk, setting))
