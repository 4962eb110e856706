"""The mails of a desk: what went wrong and needs a person, what waits, what was sent."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from accounts.requests import refuse_unless, signed_in
from cases.mail_filters import MailFilter
from cases.policies import may_keep_mails
from cases.selectors.mails import ListedMail, listed_mails, visible_mails
from cases.services.mails import remedy_mail
from cases.views.mail_tabs import mail_tabs
from mediso.common.decision import Decision
from mediso.common.errors import ActionRefused
from mediso.common.htmx import go_to, render_page
from mediso.common.lists import page_of
from mediso.outbox.models import NEED_A_PERSON, MailState, Remedy
from mediso.outbox.selectors import WAITING
from mediso.outbox.services import may_remedy

CONFLICT = 409


@dataclass(frozen=True, slots=True)
class Button:
    label: str
    url: str
    decision: Decision


@dataclass(frozen=True, slots=True)
class ShownMail:
    listed: ListedMail
    tone: str
    buttons: Sequence[Button]


@require_safe
def mail_list(request: HttpRequest) -> HttpResponse:
    return _list(request, status=200)


@require_POST
def mail_remedy(request: HttpRequest, pk: int, remedy: str) -> HttpResponse:
    user = signed_in(request)
    refuse_unless(may_keep_mails(user))
    mail = get_object_or_404(visible_mails(user), pk=pk)
    try:
        remedy_mail(mail=mail, remedy=Remedy(remedy), actor=user)
    except ActionRefused as refusal:
        messages.error(request, str(refusal))
        return _list(request, status=CONFLICT)
    messages.success(request, _("%(remedy)s: the mail to %(to)s.") % {"remedy": Remedy(remedy).label, "to": mail.to})
    return go_to(request, reverse("mail_list"))


def _list(request: HttpRequest, *, status: int) -> HttpResponse:
    user = signed_in(request)
    refuse_unless(may_keep_mails(user))
    found = MailFilter(request.GET, queryset=visible_mails(user))
    page = page_of(request, found.qs)
    context: dict[str, Any] = {
        "filter": found,
        "page": page,
        "mails": [_shown(one) for one in listed_mails(user, page)],
        "tabs": mail_tabs(user, incoming=False),
    }
    return render_page(request, "cases/mail_list.html", context, fragment="cases/_mails.html", status=status)


def _shown(one: ListedMail) -> ShownMail:
    mail = one.mail
    buttons = [
        Button(str(remedy.label), reverse("mail_remedy", args=[mail.pk, remedy.value]), may_remedy(mail, remedy))
        for remedy in Remedy
        if mail.state in NEED_A_PERSON and (remedy != Remedy.ARRIVED or mail.state == MailState.UNSURE)
    ]
    return ShownMail(one, _tone(MailState(mail.state)), buttons)


def _tone(state: MailState) -> str:
    if state in NEED_A_PERSON:
        return "red"
    return "orange" if state in WAITING else "gray"
