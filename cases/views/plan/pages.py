"""The plans of a case: the list where one is begun, one edition to be read, and its paper."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.http import content_disposition_header
from django.utils.translation import gettext as _
from django.utils.translation import pgettext
from django.views.decorators.http import require_http_methods, require_safe

from accounts.requests import refuse_unless
from cases.documents.plan import plan_document
from cases.forms.plan.start import StartForm
from cases.selectors.plans import paper_of, plans_of, shown_plans
from cases.services.plan.rules import no_second_draft
from cases.services.reading import record_view
from cases.views.chart.reader import Reader, chart_reader
from cases.views.plan.detail import detail_page
from cases.views.plan.reader import crumbs_to_plans, plan_reader
from cases.works import Work
from mediso.common.decision import Decision
from mediso.common.documents import document_pdf
from mediso.common.errors import ActionRefused
from mediso.common.htmx import render_page

CONFLICT, UNPROCESSABLE = 409, 422


@require_http_methods(["GET", "POST"])
def plan_list(request: HttpRequest, number: str) -> HttpResponse:
    """Every edition; a POST begins the next one."""
    reader = chart_reader(request, number)
    if request.method == "GET":
        record_view(reader.case, actor=reader.user)
        return _list_page(request, reader, StartForm(case=reader.case, actor=reader.user), status=200)
    refuse_unless(reader.may(Work.DRAFT_PLAN))
    form = StartForm(request.POST, case=reader.case, actor=reader.user)
    if not form.is_valid():
        return _list_page(request, reader, form, status=UNPROCESSABLE)
    try:
        plan = form.perform()
    except ActionRefused as refusal:
        form.add_error(None, str(refusal))
        return _list_page(request, reader, form, status=CONFLICT)
    messages.success(request, _("Edition %(edition)d is begun. Adapt it to the case.") % {"edition": plan.edition})
    return redirect("plan_edit", number, plan.edition)


def _list_page(request: HttpRequest, reader: Reader, form: StartForm, *, status: int) -> HttpResponse:
    case = reader.case
    second = no_second_draft(case)
    context = {
        "case": case,
        "form": form,
        "plans": shown_plans(case, plans_of(case), timezone.localdate()),
        "may_draft": reader.may(Work.DRAFT_PLAN) and (Decision.no(second) if second else Decision.yes()),
        "breadcrumbs": crumbs_to_plans(reader),
    }
    return render_page(request, "cases/plan/list.html", context, status=status)


@require_safe
def plan_detail(request: HttpRequest, number: str, edition: int) -> HttpResponse:
    found = plan_reader(request, number, edition)
    record_view(found.case, actor=found.reader.user)
    return detail_page(request, found, status=200)


@require_safe
def plan_pdf(request: HttpRequest, number: str, edition: int) -> HttpResponse:
    """The paper; whoever takes it away has read the case."""
    found = plan_reader(request, number, edition)
    record_view(found.case, actor=found.reader.user)
    pdf = document_pdf(plan_document(paper_of(found.case, found.plan, timezone.localdate())))
    name = pgettext("file name of a support plan", "support-plan-%(number)s-%(edition)d.pdf") % {
        "number": found.case.number,
        "edition": found.plan.edition,
    }
    disposition = content_disposition_header(as_attachment=True, filename=name)
    return HttpResponse(
        pdf,
        content_type="application/pdf",
        headers={"Content-Disposition": disposition, "Cache-Control": "private, no-store"},
    )
