"""How a person gets their notices."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from accounts.forms.notices import NoticeChoicesForm
from accounts.requests import signed_in
from accounts.selectors.notices import OfferedNotice, offered_notices
from mediso.common.htmx import render_page
from mediso.desks.enums import Delivery

UNPROCESSABLE = 422


@dataclass(frozen=True, slots=True)
class Option:
    delivery: Delivery
    offered: bool
    checked: bool


@dataclass(frozen=True, slots=True)
class ChoiceRow:
    offered: OfferedNotice
    options: Sequence[Option]


@require_http_methods(["GET", "POST"])
def notice_choices(request: HttpRequest) -> HttpResponse:
    user = signed_in(request)
    offered = offered_notices(user)
    form = NoticeChoicesForm(request.POST if request.method == "POST" else None, offered=offered)
    if request.method == "POST" and form.is_valid():
        form.save(user=user)
        messages.success(request, _("Your choices are saved."))
        return redirect("notice_choices")
    context = {
        "form": form,
        "deliveries": list(Delivery),
        "rows": [ChoiceRow(one, _options(one, str(form[one.notice.kind].value()))) for one in offered],
        "breadcrumbs": [(_("My profile"), reverse("profile")), (_("Notices"), "")],
    }
    return render_page(request, "accounts/notice_choices.html", context, status=UNPROCESSABLE if form.errors else 200)


def _options(one: OfferedNotice, chosen: str) -> list[Option]:
    return [Option(delivery, one.offers(delivery), delivery.value == chosen) for delivery in Delivery]
