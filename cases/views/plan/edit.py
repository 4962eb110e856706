"""Writing a draft."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from accounts.requests import refuse_unless
from cases.forms.plan.edit import PlanForm
from cases.forms.plan.rows import PRESSES
from cases.selectors.plans import ShownPlan, shown_plan
from cases.services.plan.rules import PlanAct
from cases.services.reading import record_view
from cases.views.plan.reader import PlanReader, crumbs_to_plan, plan_address, plan_writer
from cases.works import Work
from mediso.common.errors import ActionRefused, StaleRow
from mediso.common.htmx import go_to, render_page

CONFLICT, UNPROCESSABLE = 409, 422


@require_http_methods(["GET", "POST"])
def plan_edit(request: HttpRequest, number: str, edition: int) -> HttpResponse:
    """The slower of two writers gets back what they typed, with what the other wrote beside it."""
    found = plan_writer(request, number, edition)
    refuse_unless(found.reader.may(Work.DRAFT_PLAN))
    if request.method == "GET":
        return _begin(request, found)
    if any(press in request.POST for press in PRESSES):
        return _page(request, found, PlanForm.rearranged(request.POST, plan=found.plan))
    form = PlanForm(request.POST, plan=found.plan)
    if not form.is_valid():
        return _page(request, found, form, status=UNPROCESSABLE)
    try:
        form.save_by(found.reader.user)
    except (ActionRefused, StaleRow) as refusal:
        return _refused(request, plan_writer(request, number, edition), form, refusal)
    messages.success(request, _("The draft is saved."))
    return go_to(request, plan_address(found.plan))


def _begin(request: HttpRequest, found: PlanReader) -> HttpResponse:
    """What is no draft is read instead, with the reason."""
    if not (decision := found.decide(PlanAct.EDIT)):
        messages.warning(request, str(decision.reason))
        return redirect(plan_address(found.plan))
    record_view(found.case, actor=found.reader.user)
    return _page(request, found, PlanForm(plan=found.plan))


def _refused(request: HttpRequest, now: PlanReader, form: PlanForm, refusal: ActionRefused | StaleRow) -> HttpResponse:
    form.draw_anew(refusal, now.plan.version)
    present = shown_plan(now.case, now.plan, timezone.localdate())
    return _page(request, now, form, status=CONFLICT, present=present)


def _page(
    request: HttpRequest, found: PlanReader, form: PlanForm, *, status: int = 200, present: ShownPlan | None = None
) -> HttpResponse:
    context = {
        "case": found.case,
        "plan": found.plan,
        "form": form,
        "present": present,
        "may_edit": found.decide(PlanAct.EDIT),
        "breadcrumbs": [*crumbs_to_plan(found), (_("Write"), "")],
    }
    return render_page(request, "cases/plan/edit.html", context, fragment="cases/plan/_steps.html", status=status)
