"""The form of a report, and its preview: the PDF of the last closed month, stored and sent nowhere."""

from dataclasses import asdict

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import pgettext
from django.views.decorators.http import require_http_methods, require_safe

from accounts.models import User
from accounts.requests import refuse_unless, signed_in
from mediso.common.errors import ActionRefused, DeskError, StaleRow
from mediso.common.htmx import go_to, render_page
from mediso.desks.models import Desk
from reports.drawings.report import report_preview as drawn_preview
from reports.models import ReportDefinition
from reports.policies import may_keep_reports, may_see_figures
from reports.report_forms import ReportForm
from reports.selectors.desks import desks_with_figures_for
from reports.selectors.reports.door import definitions_visible_to, newest_close
from reports.views.reports.definitions import CONFLICT, WRONG, detail_page

PREVIEW = "preview"


@require_http_methods(["GET", "POST"])
def report_new(request: HttpRequest, code: str) -> HttpResponse:
    user = signed_in(request)
    refuse_unless(may_see_figures(user))
    desk = get_object_or_404(desks_with_figures_for(user), code=code)
    refuse_unless(may_keep_reports(user, desk.pk))
    return _edited(request, user, desk, None)


@require_http_methods(["GET", "POST"])
def report_edit(request: HttpRequest, pk: int) -> HttpResponse:
    user = signed_in(request)
    refuse_unless(may_see_figures(user))
    definition = get_object_or_404(definitions_visible_to(user), pk=pk)
    refuse_unless(may_keep_reports(user, definition.desk_id))
    return _edited(request, user, definition.desk, definition)


@require_safe
def report_preview(request: HttpRequest, pk: int) -> HttpResponse:
    user = signed_in(request)
    refuse_unless(may_see_figures(user))
    definition = get_object_or_404(definitions_visible_to(user), pk=pk)
    try:
        return _previewed(definition)
    except DeskError as refusal:
        return detail_page(request, user, definition, refusal=str(refusal), status=CONFLICT)


def _edited(request: HttpRequest, user: User, desk: Desk, definition: ReportDefinition | None) -> HttpResponse:
    form = ReportForm(request.POST or None, desk=desk, definition=definition)
    if request.method == "GET":
        return _page(request, form)
    if not form.is_valid():
        return _page(request, form, status=WRONG)
    try:
        if request.POST.get("then") == PREVIEW:
            return _previewed(ReportDefinition(desk=desk, **asdict(form.wanted)))
        saved = form.perform(user)
    except (ActionRefused, StaleRow, DeskError) as refusal:
        form.add_error(None, str(refusal))
        return _page(request, form, status=CONFLICT)
    messages.success(request, _("The report is saved."))
    return go_to(request, reverse("report_detail", args=[saved.pk]))


def _previewed(definition: ReportDefinition) -> HttpResponse:
    """Raises `DeskError` while no month is closed, and as drawing it does."""
    if (close := newest_close(definition.desk_id)) is None:
        raise ActionRefused(_("No month is closed yet, so there is nothing to preview. Close a month first."))
    response = HttpResponse(drawn_preview(definition, close, timezone.now()), content_type="application/pdf")
    response["Content-Disposition"] = f'attachment; filename="preview_{definition.desk.code}_{close.of_month.code}.pdf"'
    return response


def _page(request: HttpRequest, form: ReportForm, *, status: int = 200) -> HttpResponse:
    title = form.definition.name if form.definition else _("New report of %(desk)s") % {"desk": form.desk}
    back = reverse("report_detail", args=[form.definition.pk]) if form.definition else reverse("report_list")
    reports = (pgettext("of a desk, by mail", "Reports"), reverse("report_list"))
    context = {
        "form": form,
        "title": title,
        "back": back,
        "breadcrumbs": [(_("Statistics"), reverse("statistics")), reports, (title, "")],
    }
    return render_page(request, "reports/reports/edit.html", context, status=status)
