"""The plans that founders have and whose steps are not all done, for the staff who follow them."""

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import pgettext
from django.views.decorators.http import require_safe

from accounts.enums import Role
from accounts.models import User
from accounts.requests import refuse_unless, signed_in
from cases.selectors.plans import followed_plans, late_plans, shown_followed
from cases.views.queues import Queue
from mediso.common.decision import Decision
from mediso.common.htmx import render_page
from mediso.common.lists import page_of

# `?show=` of the list.
LATE = "late"


def may_follow_plans(user: User) -> Decision:
    if user.has_role(Role.STAFF):
        return Decision.yes()
    return Decision.no(_("Only the staff of a desk follow its support plans."))


@require_safe
def plan_following(request: HttpRequest) -> HttpResponse:
    user = signed_in(request)
    refuse_unless(may_follow_plans(user))
    today = timezone.localdate()
    mine, only_late = request.GET.get("mine") == "on", request.GET.get("show") == LATE
    plans = followed_plans(user)
    if mine:
        plans = plans.filter(case__responsible=user)
    late = late_plans(plans, today)
    page = page_of(
        request,
        (late if only_late else plans)
        .select_related("case__consultation", "case__organisation", "case__responsible", "case__desk")
        .prefetch_related("steps"),
    )
    context = {
        "page": page,
        "rows": shown_followed(page, today),
        "tabs": _tabs(late.count(), plans.count(), only_late=only_late, mine=mine),
        "only_late": only_late,
        "mine": mine,
        "today": today,
    }
    return render_page(request, "cases/plan/following.html", context, fragment="cases/plan/_following.html")


def _tabs(late: int, every: int, *, only_late: bool, mine: bool) -> list[Queue]:
    only_mine = {"mine": "on"} if mine else {}
    address = reverse("plan_following", query=only_mine or None)
    address_of_late = reverse("plan_following", query={"show": LATE} | only_mine)
    return [
        Queue(_("All that are followed"), address, current=not only_late, count=every),
        Queue(pgettext("tab of support plans", "Late"), address_of_late, current=only_late, count=late),
    ]
