"""The founder's own consultations: the list, the draft, its submission."""

from django.contrib import messages
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts.enums import Role
from accounts.requests import refuse_unless, signed_in
from cases.forms.consultation import ConsultationForm
from cases.models import Consultation
from cases.selectors.visibility import visible_consultations
from cases.services import intake
from mediso.common.decision import Decision
from mediso.common.errors import ActionRefused
from mediso.common.htmx import render_page
from mediso.desks.models import Desk


def may_ask(request: HttpRequest) -> Decision:
    if signed_in(request).has_role(Role.FOUNDER):
        return Decision.yes()
    return Decision.no(_("Only founders submit consultations here."))


@require_safe
def consultation_list(request: HttpRequest) -> HttpResponse:
    refuse_unless(may_ask(request))
    consultations = _own(request)
    context = {
        "drafts": consultations.filter(submitted_at=None),
        "submitted": consultations.exclude(submitted_at=None),
        "desks": Desk.objects.all(),
    }
    return render_page(request, "cases/consultation_list.html", context)


@require_POST
def consultation_start(request: HttpRequest) -> HttpResponse:
    refuse_unless(may_ask(request))
    desks = {desk.code: desk for desk in Desk.objects.all()}
    desk = desks.get(request.POST.get("desk", ""))
    if desk is None:
        raise Http404
    draft = intake.start_draft(desk=desk, asked_by=signed_in(request))
    return redirect("consultation_edit", draft.pk)


@require_http_methods(["GET", "POST"])
def consultation_edit(request: HttpRequest, pk: int) -> HttpResponse:
    refuse_unless(may_ask(request))
    consultation = get_object_or_404(_own(request), pk=pk)
    if not consultation.is_draft:
        messages.info(request, _("This consultation was submitted already and can no longer be changed."))
        return redirect("case_chart", consultation.case.number)
    submitting = request.POST.get("then") == "submit"
    form = ConsultationForm(
        request.POST if request.method == "POST" else None,
        consultation=consultation,
        founder=signed_in(request),
        submitting=submitting,
    )
    if request.method == "POST" and form.is_valid():
        try:
            return _submitted(request, form) if submitting else _saved(request, form)
        except ActionRefused as refusal:
            submitted = _own(request).exclude(submitted_at=None).filter(pk=pk).first()
            if submitted is not None:  # a second press of the same button
                return redirect("case_chart", submitted.case.number)
            form.add_error(None, str(refusal))
    context = {
        "form": form,
        "consultation": consultation,
        "breadcrumbs": [(_("My consultations"), reverse("consultation_list")), (_("Consultation"), "")],
    }
    return render_page(request, "cases/consultation_edit.html", context, status=422 if form.errors else 200)


@require_POST
def consultation_discard(request: HttpRequest, pk: int) -> HttpResponse:
    refuse_unless(may_ask(request))
    consultation = get_object_or_404(_own(request), pk=pk)
    try:
        intake.discard_draft(consultation_id=consultation.pk, asked_by=signed_in(request))
    except ActionRefused as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, _("The draft was discarded."))
    return redirect("consultation_list")


def _saved(request: HttpRequest, form: ConsultationForm) -> HttpResponse:
    consultation = form.save()
    messages.success(request, _("The draft is saved. You can go on with it at any time."))
    return redirect("consultation_edit", consultation.pk)


def _submitted(request: HttpRequest, form: ConsultationForm) -> HttpResponse:
    case = form.save_and_submit()
    messages.success(request, _("Your consultation was received. Its number is %(number)s.") % {"number": case.number})
    return redirect("case_chart", case.number)


def _own(request: HttpRequest) -> QuerySet[Consultation]:
    return visible_consultations(signed_in(request)).select_related(
        "desk", "product_type", "topic_set", "case", "organisation"
    )
