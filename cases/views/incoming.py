"""Mails that reached the desk: the list, and the page of one with the ways to sort it."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from accounts.models import User
from accounts.requests import refuse_unless, signed_in
from cases.forms.incoming import DismissMailForm, FileMailForm
from cases.incoming_filters import IncomingFilter
from cases.policies import may_keep_mails
from cases.selectors.incoming import sortable_incoming, visible_incoming
from cases.selectors.incoming_list import incoming_of, listed_incoming
from cases.selectors.opened_mail import OpenedMail
from cases.services import incoming
from cases.services.reading import record_view
from cases.views.mail_tabs import mail_tabs
from mediso.common.errors import ActionRefused, StaleRow
from mediso.common.htmx import go_to, render_page
from mediso.common.lists import page_of
from mediso.mailbox.enums import IncomingState
from mediso.mailbox.models import IncomingMail

CONFLICT, UNPROCESSABLE = 409, 422
TONES: Mapping[str, str] = {
    IncomingState.NEW: "light-blue",
    IncomingState.WAITING: "orange",
    IncomingState.FILED: "green",
    IncomingState.DISMISSED: "gray",
    IncomingState.IGNORED: "gray",
}


@dataclass
class Forms:
    """Those of the page; `sent` is the one that was, with what is wrong in it."""

    file: FileMailForm
    dismiss: DismissMailForm
    sent: FileMailForm | DismissMailForm | None = None


@require_safe
def incoming_list(request: HttpRequest) -> HttpResponse:
    user = signed_in(request)
    refuse_unless(may_keep_mails(user))
    return _list(request, user, status=200)


@require_http_methods(["GET", "POST"])
def incoming_detail(request: HttpRequest, pk: int) -> HttpResponse:
    """The mail, and what is done with it: each button says with `then` what it does."""
    user = signed_in(request)
    refuse_unless(may_keep_mails(user))
    if request.method == "GET":
        mail = get_object_or_404(visible_incoming(user).select_related("dismissed_by"), pk=pk)
        return _page(request, user, mail, _forms(user))
    mail = get_object_or_404(sortable_incoming(user), pk=pk)
    then = ANSWERS.get(request.POST.get("then", ""), _file)
    try:
        return then(request, user, mail)
    except StaleRow as stale:
        messages.error(request, str(stale))
        now = visible_incoming(user).select_related("dismissed_by").filter(pk=pk).first()
        return _page(request, user, now, _forms(user), CONFLICT) if now else _list(request, user, status=CONFLICT)


def _file(request: HttpRequest, user: User, mail: IncomingMail) -> HttpResponse:
    form = FileMailForm(request.POST, user=user)
    forms = Forms(form, DismissMailForm(), sent=form)
    if not form.is_valid() or form.case is None:
        return _page(request, user, mail, forms, UNPROCESSABLE)
    try:
        message = incoming.file_by_hand(mail=mail, case=form.case, actor=user)
    except ActionRefused as refusal:
        form.add_error(None, str(refusal))
        return _page(request, user, mail, forms, CONFLICT)
    messages.success(request, _("Filed into %(number)s.") % {"number": form.case.number})
    return go_to(request, f"{reverse('case_thread', args=[form.case.number])}#message-{message.pk}")


def _dismiss(request: HttpRequest, user: User, mail: IncomingMail) -> HttpResponse:
    form = DismissMailForm(request.POST)
    forms = Forms(FileMailForm(user=user), form, sent=form)
    if not form.is_valid():
        return _page(request, user, mail, forms, UNPROCESSABLE)
    try:
        incoming.dismiss(mail=mail, actor=user, reason=form.cleaned_data["reason"])
    except ActionRefused as refusal:
        form.add_error(None, str(refusal))
        return _page(request, user, mail, forms, CONFLICT)
    messages.success(request, _("The mail was dismissed. It stays in the list, with the reason."))
    return go_to(request, reverse("incoming_list"))


ANSWERS: Mapping[str, Callable[[HttpRequest, User, IncomingMail], HttpResponse]] = {"file": _file, "dismiss": _dismiss}


def _list(request: HttpRequest, user: User, *, status: int) -> HttpResponse:
    found = IncomingFilter(request.GET, queryset=incoming_of(user))
    page = page_of(request, found.qs)
    context: dict[str, Any] = {
        "filter": found,
        "page": page,
        "mails": [(one, TONES[one.mail.state]) for one in listed_incoming(page)],
        "tabs": mail_tabs(user, incoming=True),
    }
    return render_page(request, "cases/incoming_list.html", context, fragment="cases/_incoming.html", status=status)


def _forms(user: User) -> Forms:
    return Forms(FileMailForm(user=user), DismissMailForm())


def _page(request: HttpRequest, user: User, mail: IncomingMail, forms: Forms, status: int = 200) -> HttpResponse:
    """Reading a mail of a case is reading the case: it is noted."""
    opened = OpenedMail(mail, user)
    if opened.case is not None:
        record_view(opened.case, actor=user)
    context = {
        "opened": opened,
        "mail": mail,
        "tone": TONES[mail.state],
        "forms": forms,
        "form": forms.sent,
        "breadcrumbs": [
            (_("Mails"), reverse("mail_list")),
            (_("Incoming"), reverse("incoming_list")),
            (mail.subject or _("(no subject)"), ""),
        ],
    }
    return render_page(request, "cases/incoming_detail.html", context, status=status)
