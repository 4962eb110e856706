"""Intake on behalf: what came by phone, by mail or in person becomes a case on one page."""

from collections.abc import Mapping

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from accounts.models import User
from accounts.requests import refuse_unless, signed_in
from accounts.selectors.desks import desks_staffed_by
from cases.forms.taking_in.form import TakingInForm
from cases.models import Case
from cases.selectors.incoming import case_answered, sortable_incoming, visible_incoming
from cases.selectors.opened_mail import OpenedMail
from cases.services.reading import record_view
from cases.services.taking_in import PressUsed
from mediso.common.decision import Decision
from mediso.common.errors import ActionRefused, StaleRow
from mediso.common.htmx import go_to, render_page
from mediso.desks.models import Desk
from mediso.mailbox.enums import OPEN
from mediso.mailbox.models import IncomingMail

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
    mail = _mail(request, user)
    desk = _desk(request, desks, mail)
    if request.method == "GET":
        if mail is not None and mail.state not in OPEN:
            return go_to(request, reverse("incoming_detail", args=[mail.pk]))
        form = TakingInForm(desk=desk, actor=user, channel=request.session.get(LAST_CHANNEL, ""), mail=mail)
        return _page(request, form, desks, status=200)
    return _sent(request, TakingInForm(request.POST, desk=desk, actor=user, mail=mail), desks)


def _sent(request: HttpRequest, form: TakingInForm, desks: list[Desk]) -> HttpResponse:
    if request.POST.get("part") in PARTS:
        return render_page(request, PARTS[request.POST["part"]], {"form": form, "typing": True})
    if form.taken_in is not None:
        return _done(request, form.taken_in)
    if not form.is_valid():
        return _page(request, form, desks, status=UNPROCESSABLE)
    try:
        return _done(request, form.save())
    except (ActionRefused, StaleRow) as refusal:
        if isinstance(refusal, PressUsed):
            form.press_again()
        form.add_error(None, str(refusal))
        return _page(request, form, desks, status=CONFLICT)


def _mail(request: HttpRequest, user: User) -> IncomingMail | None:
    """The incoming mail that is taken in. What is sent for one that somebody was quicker with is told so."""
    pk = (request.POST if request.method == "POST" else request.GET).get("mail", "")
    if not pk:
        return None
    mails = sortable_incoming(user) if request.method == "POST" else visible_incoming(user)
    return get_object_or_404(mails, pk=int(pk) if pk.isdecimal() else 0)


def _desk(request: HttpRequest, desks: list[Desk], mail: IncomingMail | None) -> Desk:
    """The one that the form names; of a new form the one asked for, the mail's case's, that of last time, the first."""
    by_code = {desk.code: desk for desk in desks}
    if request.method == "POST":
        named = by_code.get(request.POST.get("desk", ""))
        if named is None:
            raise PermissionDenied(_("You are no longer of the staff of this desk."))
        return named
    last = by_code.get(request.session.get(LAST_DESK, ""), desks[0])
    if mail is not None and (answered := case_answered(mail)):
        last = by_code.get(answered.desk.code, last)
    return by_code.get(request.GET.get("desk", ""), last)


def _done(request: HttpRequest, case: Case) -> HttpResponse:
    request.session[LAST_CHANNEL], request.session[LAST_DESK] = case.channel, case.desk.code
    messages.success(request, _("Taken in. The number is %(number)s.") % {"number": case.number})
    return go_to(request, reverse("case_chart", args=[case.number]))


def _page(request: HttpRequest, form: TakingInForm, desks: list[Desk], *, status: int) -> HttpResponse:
    """The mail stands beside the form while its reader may still see it, and is read as on its own page."""
    mail = form.mail if form.mail and visible_incoming(form.actor).filter(pk=form.mail.pk).exists() else None
    opened = OpenedMail(mail, form.actor) if mail else None
    if opened is not None and opened.case is not None:
        record_view(opened.case, actor=form.actor)
    context = {
        "form": form,
        "opened": opened,
        "desks": desks,
        "breadcrumbs": [(_("Cases"), reverse("case_list")), (_("Take in a case"), "")],
    }
    return render_page(request, "cases/taking_in/page.html", context, status=status)
