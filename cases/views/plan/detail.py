"""One edition of a plan to be read: by its founder, or by the desk with what can be done with it now."""

from dataclasses import dataclass, replace
from typing import Any

from django import forms
from django.http import HttpRequest, HttpResponse
from django.utils import timezone

from cases.decisions import decide
from cases.enums import Action
from cases.forms.plan.acts import ActForm, FinishForm, SendBackForm
from cases.selectors.plans import ShownPlan, shown_plan, why_sent_back
from cases.services.plan.rules import PlanAct
from cases.views.plan.reader import PlanReader, crumbs_to_plan
from mediso.common.htmx import render_page


@dataclass(frozen=True, slots=True)
class Refused:
    """A form that came back; `step_id` is the step it was for, if for one."""

    form: forms.Form
    step_id: int = 0


def detail_page(
    request: HttpRequest, found: PlanReader, *, status: int = 200, refused: Refused | None = None
) -> HttpResponse:
    plan, case, today = found.plan, found.case, timezone.localdate()
    shown = shown_plan(case, plan, today)
    context: dict[str, Any] = {"case": case, "as_of": today, "breadcrumbs": crumbs_to_plan(found)}
    if found.is_asker:
        return render_page(request, "cases/plan/founder.html", context | {"shown": shown})
    form = refused.form if refused else None
    context |= {
        "shown": _with_forms(shown, found, refused),
        "form": form,
        "can": {act.name.lower(): found.decide(act) for act in PlanAct},
        "may_deliver": decide(found.reader.user, Action.DELIVER_PLAN, case),
        "act_form": ActForm(plan=plan),
        "send_back_form": form if isinstance(form, SendBackForm) else SendBackForm(plan=plan),
        "sent_back": why_sent_back(plan),
    }
    return render_page(request, "cases/plan/detail.html", context, status=status)


def _with_forms(shown: ShownPlan, found: PlanReader, refused: Refused | None) -> ShownPlan:
    """The open steps with what ticks them off, where the reader may."""
    if not found.decide(PlanAct.FINISH_STEP):
        return shown
    came_back = {refused.step_id: refused.form} if refused else {}
    steps = (
        one if one.step.done_on else replace(one, form=came_back.get(one.step.pk) or FinishForm(step=one.step))
        for one in shown.steps
    )
    return replace(shown, steps=tuple(steps))
