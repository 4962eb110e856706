"""The reports of a person's desks; one of them with what was made of it; having one made of an older month."""

from typing import Any

from django.contrib import messages
from django.db.models import Count, F, Max, Q
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import pgettext
from django.views.decorators.http import require_POST, require_safe

from accounts.enums import Role
from accounts.models import User
from accounts.requests import refuse_unless, signed_in
from mediso.common.errors import ActionRefused
from mediso.common.htmx import go_to, render_page
from mediso.common.lists import page_of
from mediso.common.months import Month
from mediso.desks.models import Desk
from reports.issue_forms import MakeForm
from reports.models import ReportDefinition
from reports.policies import may_keep_reports, may_see_figures
from reports.selectors.desks import desks_with_figures_for
from reports.selectors.reports.door import definitions_visible_to, issues_visible_to
from reports.views.access import scope_form
from reports.views.reports.facts import definition_facts
from reports.views.tabs import page_tabs

REPORTS = "reports"
CONFLICT, WRONG = 409, 422
PAGE_SIZE = 24


@require_safe
def report_list(request: HttpRequest) -> HttpResponse:
    user, form = signed_in(request), scope_form(request)
    made = Q(issues__made_at__isnull=False)
    rows = definitions_visible_to(user).annotate(
        last_month=Max("issues__close__month", filter=made),
        failed=Count("issues", filter=Q(issues__failed=True)),
        figure_count=F("figures__len"),
        recipient_count=F("recipients__len"),
    )
    page = page_of(request, rows)
    context = {
        "tabs": page_tabs(REPORTS, form),
        "page": page,
        "rows": [(one, Month.of(one.last_month) if one.last_month else None) for one in page],
        "own_desks": Desk.objects.filter(pk__in=user.desk_ids(Role.MANAGER)).order_by("code"),
        "several_desks": desks_with_figures_for(user).count() > 1,
    }
    return render_page(request, "reports/reports/list.html", context, fragment="reports/reports/_list.html")


@require_safe
def report_detail(request: HttpRequest, pk: int) -> HttpResponse:
    user, definition = _found(request, pk)
    return detail_page(request, user, definition)


@require_POST
def report_make(request: HttpRequest, pk: int) -> HttpResponse:
    user, definition = _found(request, pk)
    refuse_unless(may_keep_reports(user, definition.desk_id))
    form, status = MakeForm(request.POST, definition=definition), WRONG
    if form.is_valid():
        try:
            form.perform(user)
        except ActionRefused as refusal:
            form.add_error(None, str(refusal))
            status = CONFLICT
        else:
            messages.success(request, _("The report is being made. It stands below, and goes out by mail."))
            return go_to(request, reverse("report_detail", args=[definition.pk]))
    return detail_page(request, user, definition, form=form, status=status)


def detail_page(
    request: HttpRequest,
    user: User,
    definition: ReportDefinition,
    *,
    form: MakeForm | None = None,
    refusal: str = "",
    status: int = 200,
) -> HttpResponse:
    """`refusal` is why what was asked for could not be done."""
    context: dict[str, Any] = {
        "definition": definition,
        "facts": definition_facts(definition),
        "may_keep": may_keep_reports(user, definition.desk_id),
        "page": page_of(request, issues_visible_to(user).filter(definition=definition), PAGE_SIZE),
        "form": form or MakeForm(definition=definition),
        "refusal": refusal,
        "breadcrumbs": [
            (_("Statistics"), reverse("statistics")),
            (pgettext("of a desk, by mail", "Reports"), reverse("report_list")),
            (definition.name, ""),
        ],
    }
    return render_page(request, "reports/reports/detail.html", context, status=status)


def _found(request: HttpRequest, pk: int) -> tuple[User, ReportDefinition]:
    user = signed_in(request)
    refuse_unless(may_see_figures(user))
    return user, get_object_or_404(definitions_visible_to(user), pk=pk)
