"""Intake on behalf: what came by phone, by mail or in person becomes a case on one page."""

from collections.abc import Mapping

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from accounts.requests import refuse_unless, signed_in
from accounts.selectors.desks import desks_staffed_by
from cases.forms.taking_in.form import TakingInForm
from cases.models import Case
from cases.services.taking_in import PressUsed
from mediso.common.decision import Decision
from mediso.common.errors import ActionRefused
from mediso.common.htmx import go_to, render_page
from mediso.desks.models import Desk

CONFLICT, UNPROCESSABLE = 409, 422

# What htmx asks for while one types.
PARTS: Mapping[str, str] = {
    "organisation": "cases/taking_in/_organisations.html",
    "contact": "cases/taking_in/_contacts.html",
}
# In the person's session: what they took in last.
LAST_CHANNEL, LAST_DESK = "taking_in_channel", "taking_in_desk"


def may_take_in(desks: list[Desk]) -> Decision:
    return Decision.yes() if desks else Decision.no(_("Only the staff of a desk take consultations in."))


@require_http_methods(["GET", "POST"])
def case_new(request: HttpRequest) -> HttpResponse:
    """The form, a part of it, or the case it became."""
    user = signed_in(request)
    desks = list(desks_staffed_by(user))
    refuse_unless(may_take_in(desks))
    desk = _desk(request, desks)
    if request.method == "GET":
        form = TakingInForm(desk=desk, actor=user, channel=request.session.get(LAST_CHANNEL, ""))
        return _page(request, form, desks, status=200)
    form = TakingInForm(request.POST, desk=desk, actor=user)
    if request.POST.get("part") in PARTS:
        return render_page(request, PARTS[request.POST["part"]], {"form": form, "typing": True})
    if form.taken_in is not None:
        return _done(request, form.taken_in)
    if not form.is_valid():
        return _page(request, form, desks, status=UNPROCESSABLE)
    try:
        return _done(request, form.save())
    except ActionRefused as refusal:
        if isinstance(refusal, PressUsed):
            form.press_again()
        form.add_error(None, str(refusal))
        return _page(request, form, desks, status=CONFLICT)


def _desk(request: HttpRequest, desks: list[Desk]) -> Desk:
    """The one that the form names; for a new form the one asked for, else that of last time, else the first."""
    by_code = {desk.code: desk for desk in desks}
    if request.method == "POST":
        named = by_code.get(request.POST.get("desk", ""))
        if named is None:
            raise PermissionDenied(_("You are no longer of the staff of this desk."))
        return named
    last = by_code.get(request.session.get(LAST_DESK, ""), desks[0])
    return by_code.get(request.GET.get("desk", ""), last)


def _done(request: HttpRequest, case: Case) -> HttpResponse:
    request.session[LAST_CHANNEL], request.session[LAST_DESK] = case.channel, case.desk.code
    messages.success(request, _("Taken in. The number is %(number)s.") % {"number": case.number})
    return go_to(request, reverse("case_chart", args=[case.number]))


def _page(request: HttpRequest, form: TakingInForm, desks: list[Desk], *, status: int) -> HttpResponse:
    context = {
        "form": form,
        "desks": desks,
        "breadcrumbs": [(_("Cases"), reverse("case_list")), (_("Take in a case"), "")],
    }
    return render_page(request, "cases/taking_in/page.html", context, status=status)
