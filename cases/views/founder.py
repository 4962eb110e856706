"""The founder's own consultations: the list, the draft, its submission."""

from django.contrib import messages
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from accounts.enums import Role
from accounts.requests import refuse_unless, signed_in
from cases.enums import Awaits
from cases.models import Case, Consultation
from cases.selectors.drafts import next_step
from cases.selectors.outlook import outlooks_of
from cases.selectors.visibility import visible_consultations
from cases.services import drafts
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
    consultations = own_consultations(request)
    cases = [one.case for one in consultations.exclude(submitted_at=None).select_related("case__desk")]
    outlooks = outlooks_of(cases, timezone.localdate())
    context = {
        "drafts": [(one, next_step(one)) for one in consultations.filter(submitted_at=None)],
        "cases": [(case, outlooks[case.pk]) for case in sorted(cases, key=_pressing)],
        "desks": Desk.objects.all(),
    }
    return render_page(request, "cases/consultation_list.html", context)


def _pressing(case: Case) -> tuple[bool, bool, int]:
    """The founder's own move first, what is over last, else the newest first."""
    return case.awaits != Awaits.FOUNDER, case.awaits == Awaits.NOBODY, -case.received_on.toordinal()


@require_POST
def consultation_start(request: HttpRequest) -> HttpResponse:
    refuse_unless(may_ask(request))
    desks = {desk.code: desk for desk in Desk.objects.all()}
    desk = desks.get(request.POST.get("desk", ""))
    if desk is None:
        raise Http404
    draft = drafts.start_draft(desk=desk, asked_by=signed_in(request))
    return redirect("consultation_edit", draft.pk)


@require_POST
def consultation_discard(request: HttpRequest, pk: int) -> HttpResponse:
    refuse_unless(may_ask(request))
    consultation = get_object_or_404(own_consultations(request), pk=pk)
    try:
        drafts.discard_draft(consultation_id=consultation.pk, asked_by=signed_in(request))
    except ActionRefused as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, _("The draft was discarded."))
    return redirect("consultation_list")


def own_consultations(request: HttpRequest) -> QuerySet[Consultation]:
    return visible_consultations(signed_in(request)).select_related(
        "desk", "product_type", "topic_set", "case", "organisation"
    )
