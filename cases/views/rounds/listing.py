"""The cases that wait, the button that has them worked out together, and the rounds so far."""

import uuid
from dataclasses import dataclass
from typing import Any

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from accounts.enums import Role
from accounts.models import User
from accounts.requests import refuse_unless, signed_in
from cases.forms.rounds import press_in
from cases.models import Case
from cases.policies import may_assign_many
from cases.selectors.chart import visible_charts
from cases.selectors.due import DeskDays, Due
from cases.selectors.rounds.door import visible_rounds
from cases.selectors.waiting import waiting_cases
from cases.services.rounds.making import make_round
from mediso.common.errors import ActionRefused
from mediso.common.htmx import render_page
from mediso.desks.models import Desk

CONFLICT = 409
SHOWN = 50
"""Of the cases that wait, the oldest so many are listed; all of them are worked out."""
PAGE_SIZE = 20


@dataclass(frozen=True, slots=True)
class Waiting:
    """What waits at one desk: how many, and the oldest of them with when they are due."""

    desk: Desk
    count: int
    cases: list[tuple[Case, Due | None]]


@require_http_methods(["GET", "POST"])
def round_list(request: HttpRequest) -> HttpResponse:
    user = signed_in(request)
    refuse_unless(may_assign_many(user))
    if request.method == "GET":
        return _page(request, user, {})
    desk = get_object_or_404(Desk, code=request.POST.get("desk", ""), pk__in=user.desk_ids(Role.STAFF))
    try:
        made = make_round(desk=desk, actor=user, press=press_in(request.POST))
    except ActionRefused as refusal:
        return _page(request, user, {"problem": str(refusal)}, status=CONFLICT)
    return redirect("round_detail", pk=made.pk)


def _page(request: HttpRequest, user: User, more: dict[str, Any], *, status: int = 200) -> HttpResponse:
    context = {
        "waiting": _waiting(user),
        "press": uuid.uuid4(),
        "page": Paginator(visible_rounds(user), PAGE_SIZE).get_page(request.GET.get("page")),
        "breadcrumbs": [(_("Cases"), reverse("case_list")), (_("Assign together"), "")],
    }
    return render_page(request, "cases/rounds/list.html", context | more, status=status)


def _waiting(user: User) -> list[Waiting]:
    days = DeskDays(timezone.localdate())
    cases = waiting_cases(visible_charts(user))
    shown = cases.select_related("consultation", "organisation", "product_type", "topic_set").prefetch_related(
        "topic_set__topics"
    )
    found = []
    for desk in Desk.objects.filter(pk__in=user.desk_ids(Role.STAFF)).order_by("pk"):
        oldest = [(case, days.due(case)) for case in shown.filter(desk=desk)[:SHOWN]]
        found.append(Waiting(desk, cases.filter(desk=desk).count(), oldest))
    return found
