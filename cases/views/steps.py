"""One view for every action on a case, keyed by the table of forms."""

from collections.abc import Callable, Mapping
from typing import Any, cast

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, QueryDict
from django.shortcuts import get_object_or_404, redirect
from django.template.loader import select_template
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from accounts.models import User
from accounts.requests import refuse_unless, signed_in
from cases.decisions import decide
from cases.enums import Action
from cases.forms.steps import StepForm
from cases.forms.table import STEP_FORMS
from cases.models import Case
from cases.policies import may, standings_of
from cases.selectors.chart import charted
from cases.selectors.history import open_question
from cases.selectors.visibility import visible_cases
from cases.services.reading import record_view
from cases.views.crumbs import list_crumb
from cases.views.proposing import proposing_context
from mediso.common.errors import ActionRefused, StaleRow
from mediso.common.htmx import render_page

CONFLICT, UNPROCESSABLE = 409, 422

# What a page shows beside its form, where it shows more than the form.
MORE_CONTEXT: Mapping[Action, Callable[[HttpRequest, StepForm], Mapping[str, object]]] = {
    Action.PROPOSE: proposing_context,
    Action.ANSWER: lambda _request, form: {"question": open_question(form.case)},
}
# What htmx asks for by itself of such a page.
FRAGMENTS: Mapping[Action, str] = {Action.PROPOSE: "cases/steps/_excluded.html"}


@require_http_methods(["GET", "POST"])
def case_step(request: HttpRequest, number: str, action: str) -> HttpResponse:
    """Show the action's form, or perform it. What was typed comes back with every refusal."""
    user = signed_in(request)
    case: Case = get_object_or_404(charted(visible_cases(user)), number=number)
    if action not in STEP_FORMS:
        raise Http404
    chosen = Action(action)
    refuse_unless(may(standings_of(user, case), chosen))
    form = STEP_FORMS[chosen](request.POST if request.method == "POST" else None, case=case, actor=user)
    if request.method == "GET":
        return _page(request, form, chosen, status=200)
    if not form.is_valid():
        return _page(request, form, chosen, status=UNPROCESSABLE)
    if not perform(form):
        return _page(request, form, chosen, status=CONFLICT)
    messages.success(request, _("Done: %(action)s.") % {"action": chosen.label})
    return redirect(_next_address(user, case, chosen))


def perform(form: StepForm) -> bool:
    """Whether it was done. A refusal becomes the form's error, and the form now carries the case's present version."""
    try:
        form.perform()
    except (StaleRow, ActionRefused) as refusal:
        form.add_error(None, str(refusal))
        form.case.refresh_from_db()
        data = cast("QueryDict", form.data).copy()
        data["seen"] = str(form.case.version)
        form.data = data
        return False
    return True


def _page(request: HttpRequest, form: StepForm, action: Action, *, status: int) -> HttpResponse:
    case = form.case
    record_view(case, actor=form.actor)  # some of these pages show what was asked
    template = select_template([f"cases/steps/{action.value}.html", "cases/steps/plain.html"])
    context: dict[str, Any] = {
        "form": form,
        "case": case,
        "action": action,
        "decision": decide(form.actor, action, case),
        "breadcrumbs": [list_crumb(form.actor, case), (case.number, _chart(case)), (action.label, "")],
    }
    if read := MORE_CONTEXT.get(action):
        context |= read(request, form)
    return render_page(request, template.template.name, context, fragment=FRAGMENTS.get(action), status=status)


def _next_address(user: User, case: Case, action: Action) -> str:
    """The chart; or, after classifying with “and find supporters”, the next form of the road."""
    fresh = visible_cases(user).filter(pk=case.pk).first()
    if fresh is None:
        return reverse("home")
    if action == Action.START_MATCHING and decide(user, Action.PROPOSE, fresh):
        return reverse("case_step", args=[case.number, Action.PROPOSE.value])
    return _chart(case)


def _chart(case: Case) -> str:
    return reverse("case_chart", args=[case.number])
