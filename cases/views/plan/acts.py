"""The buttons of a plan: one view over the table of acts, one for the marks of its steps."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_POST

from accounts.requests import refuse_unless
from cases.forms.plan.acts import ActForm, FinishForm, SendBackForm
from cases.models import SupportPlan
from cases.services.plan import drafting, following, review
from cases.services.plan.rules import PLAN_RULES, PlanAct
from cases.views.plan.detail import Refused, detail_page
from cases.views.plan.reader import PlanReader, plan_address, plan_writer
from mediso.common.errors import ActionRefused, StaleRow

CONFLICT, UNPROCESSABLE = 409, 422


@dataclass(frozen=True, slots=True)
class Button:
    form: type[ActForm]
    service: Callable[..., SupportPlan]
    done: str | Promise
    # The page that one is on afterwards.
    then: str = "plan_detail"


BUTTONS: Mapping[PlanAct, Button] = {
    PlanAct.SEND_TO_REVIEW: Button(ActForm, review.send_to_review, _("The plan was sent to review.")),
    PlanAct.APPROVE: Button(ActForm, review.approve, _("The plan is reviewed and can be delivered.")),
    PlanAct.SEND_BACK: Button(SendBackForm, review.send_back, _("The plan was sent back and is a draft again.")),
    PlanAct.NEXT_EDITION: Button(ActForm, drafting.next_edition, _("The next edition is begun."), then="plan_edit"),
}


@require_POST
def plan_act(request: HttpRequest, number: str, edition: int, act: str) -> HttpResponse:
    found = plan_writer(request, number, edition)
    if act not in BUTTONS:
        raise Http404
    refuse_unless(found.reader.may(PLAN_RULES[PlanAct(act)].work))
    button = BUTTONS[PlanAct(act)]
    form = button.form(request.POST, plan=found.plan)
    if not form.is_valid():
        return detail_page(request, found, status=UNPROCESSABLE, refused=Refused(form))
    try:
        plan = button.service(**_where(found), **form.arguments())
    except (ActionRefused, StaleRow) as refusal:
        form.draw_anew(str(refusal))
        return detail_page(request, plan_writer(request, number, edition), status=CONFLICT, refused=Refused(form))
    messages.success(request, str(button.done))
    return redirect(button.then, number, plan.edition)


@require_POST
def plan_step(request: HttpRequest, number: str, edition: int, pk: int, mark: str) -> HttpResponse:
    """Tick a step off with the day on which it was done, or take the mark away."""
    found = plan_writer(request, number, edition)
    step = get_object_or_404(found.plan.steps, pk=pk)
    act = PlanAct(mark)
    refuse_unless(found.reader.may(PLAN_RULES[act].work))
    form = FinishForm(request.POST, step=step)
    if act == PlanAct.FINISH_STEP and not form.is_valid():
        return detail_page(request, found, status=UNPROCESSABLE, refused=Refused(form, step.pk))
    try:
        if act == PlanAct.FINISH_STEP:
            following.finish_step(**_where(found), step_id=step.pk, **form.arguments())
        else:
            following.open_step(**_where(found), step_id=step.pk)
    except ActionRefused as refusal:
        form.add_error(None, str(refusal))
        return detail_page(
            request, plan_writer(request, number, edition), status=CONFLICT, refused=Refused(form, step.pk)
        )
    return redirect(f"{plan_address(found.plan)}#step-{step.pk}")


def _where(found: PlanReader) -> dict[str, Any]:
    return {"case_id": found.case.pk, "edition": found.plan.edition, "actor": found.reader.user}
