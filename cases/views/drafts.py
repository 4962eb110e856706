"""The step form: every step can be opened, saved and left, and pauses of the keys save it too."""

from collections.abc import Callable, Mapping
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, QueryDict
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from accounts.requests import refuse_unless, signed_in
from cases.forms.intake.base import IntakeForm
from cases.forms.intake.confirm import ConfirmForm
from cases.forms.intake.table import INTAKE_FORMS
from cases.models import Consultation
from cases.selectors.drafts import IntakeStep, fingerprint, next_step
from cases.selectors.typed import refused_in, waiting_in
from cases.services.drafts import open_anew
from cases.views.draft_page import page_context
from cases.views.founder import may_ask, own_consultations
from mediso.common.errors import ActionRefused, StaleRow
from mediso.common.htmx import go_to, render_page

CONFLICT, UNPROCESSABLE, OK = 409, 422, 200
STEPS = list(IntakeStep)


@require_safe
def consultation_edit(request: HttpRequest, pk: int) -> HttpResponse:
    """Where the founder goes on."""
    draft = _draft(request, pk)
    if not draft.is_draft:
        return _submitted_already(request, draft)
    return _to(draft, next_step(draft))


@require_http_methods(["GET", "POST"])
def consultation_step(request: HttpRequest, pk: int, step: str) -> HttpResponse:
    draft = _draft(request, pk)
    if step not in IntakeStep:
        raise Http404
    if not draft.is_draft:
        return _submitted_already(request, draft)
    chosen = IntakeStep(step)
    if request.method == "POST":
        then = "remove" if "remove" in request.POST else request.POST.get("then", "")
        return ANSWERS.get(then, _go_on)(request, _form(request, draft, chosen, request.POST))
    return _page(request, _as_left(request, draft, chosen), status=OK)


def _as_left(request: HttpRequest, draft: Consultation, step: IntakeStep) -> IntakeForm:
    """The step as it was last typed: what was refused stands before what is not valid, and that before the draft."""
    refused, waiting = refused_in(draft, step), waiting_in(draft, step)
    if not (refused or waiting):
        return _form(request, draft, step, None)
    form = _form(request, draft, step, QueryDict(refused or waiting))
    if refused:
        form.meet_the_present()
    else:
        form.carry_the_present()
    return form


def _go_on(request: HttpRequest, form: IntakeForm) -> HttpResponse:
    status = _save(form)
    if status != OK:
        return _page(request, form, status=status)
    place = STEPS.index(form.step)
    return _to(form.draft, STEPS[min(place + 1, len(STEPS) - 1)])


def _go_back(request: HttpRequest, form: IntakeForm) -> HttpResponse:
    """Back is a way out: what is wrong is kept and told when the step is opened again."""
    status = _save(form)
    if status == CONFLICT:
        return _page(request, form, status=status)
    return _to(form.draft, STEPS[max(STEPS.index(form.step) - 1, 0)])


def _leave(request: HttpRequest, form: IntakeForm) -> HttpResponse:
    status = _save(form)
    if status != OK:
        return _page(request, form, status=status)
    messages.success(request, _("The draft is saved. You can go on with it at any time, on any device."))
    return redirect("consultation_list")


def _autosave(request: HttpRequest, form: IntakeForm) -> HttpResponse:
    """The answer to a pause of the keys: when it was saved, and what was not."""
    status = _save(form, leaving=True)
    context = {
        "form": form,
        "conflict": status == CONFLICT,
        "now": timezone.localtime(),
        "fingerprint": fingerprint(form.draft, form.step),
    }
    return render(request, "cases/intake/_saved.html", context, status=status if form.refusal else OK)


def _anew(request: HttpRequest, form: IntakeForm) -> HttpResponse:
    """Give up what was refused, for what the other page saved."""
    shown = request.POST.get("shown", "")
    try:
        open_anew(consultation_id=form.draft.pk, asked_by=form.founder, step=form.step, shown=shown)
    except ActionRefused as refusal:
        messages.error(request, str(refusal))
    return _to(form.draft, form.step)


def _change_rows(request: HttpRequest, form: IntakeForm) -> HttpResponse:
    """One row more or less; the others are saved with it."""
    status = _save(form)
    if status != OK:
        return _page(request, form, status=status)
    more = "?more=1" if request.POST.get("then") == "add" else ""
    return redirect(_address(form.draft, form.step) + more)


def _submit(request: HttpRequest, form: IntakeForm) -> HttpResponse:
    if not isinstance(form, ConfirmForm):
        return _go_on(request, form)
    if not form.is_ready():
        return _page(request, form, status=UNPROCESSABLE)
    try:
        case = form.submit()
    except (ActionRefused, StaleRow) as refusal:
        return _page(request, form, status=_refused(form, refusal))
    messages.success(request, _("Your consultation was received. Its number is %(number)s.") % {"number": case.number})
    return redirect("case_chart", case.number)


ANSWERS: Mapping[str, Callable[[HttpRequest, IntakeForm], HttpResponse]] = {
    "anew": _anew,
    "autosave": _autosave,
    "back": _go_back,
    "save": _leave,
    "add": _change_rows,
    "remove": _change_rows,
    "submit": _submit,
}


def _save(form: IntakeForm, *, leaving: bool = False) -> int:
    """The status to answer with. What could not be saved waits beside the draft."""
    form.is_valid()
    try:
        form.save(leaving=leaving)
    except StaleRow as refusal:
        form.keep_refused()
        return _refused(form, refusal)
    except ActionRefused as refusal:
        return _refused(form, refusal)
    form.carry_the_present()
    return UNPROCESSABLE if form.errors else OK


def _refused(form: IntakeForm, refusal: ActionRefused | StaleRow) -> int:
    """The refusal becomes the form's error, and the form now carries the draft's present fingerprint."""
    form.refusal = str(refusal)
    if isinstance(refusal, ActionRefused):
        form.add_error(None, str(refusal))
        return UNPROCESSABLE
    if not form.errors:
        form.add_error(None, str(refusal))
    form.draft.refresh_from_db()
    form.meet_the_present()
    return CONFLICT


def _page(request: HttpRequest, form: IntakeForm, *, status: int) -> HttpResponse:
    return render_page(request, f"cases/intake/{form.step.value}.html", page_context(form, status), status=status)


def _form(request: HttpRequest, draft: Consultation, step: IntakeStep, typed: QueryDict | None) -> IntakeForm:
    options: dict[str, Any] = {"more": 1} if step == IntakeStep.COLLABORATORS and "more" in request.GET else {}
    return INTAKE_FORMS[step](typed, draft=draft, founder=signed_in(request), **options)


def _draft(request: HttpRequest, pk: int) -> Consultation:
    refuse_unless(may_ask(request))
    return get_object_or_404(own_consultations(request).prefetch_related("typed_steps"), pk=pk)


def _submitted_already(request: HttpRequest, consultation: Consultation) -> HttpResponse:
    if request.method == "GET":
        messages.info(request, _("This consultation was submitted already and can no longer be changed."))
    return go_to(request, reverse("case_chart", args=[consultation.case.number]))


def _to(draft: Consultation, step: IntakeStep) -> HttpResponse:
    return redirect(_address(draft, step))


def _address(draft: Consultation, step: IntakeStep) -> str:
    return reverse("consultation_step", args=[draft.pk, step.value])
