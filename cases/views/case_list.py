"""The list of cases, with its filters and queues."""

from django.core.paginator import Paginator
from django.db.models import Prefetch, QuerySet
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from accounts.enums import Role
from accounts.models import User
from accounts.requests import refuse_unless, signed_in
from cases.enums import LIVE_ASSIGNMENTS, AssignmentState
from cases.filters import DEFAULT_SORT, CaseFilter, sorted_cases
from cases.models import Assignment
from cases.selectors.visibility import visible_cases
from cases.views.queues import queues_of
from mediso.common.decision import Decision
from mediso.common.htmx import render_page

PAGE_SIZE = 50


def may_list_cases(user: User) -> Decision:
    if user.has_role(Role.STAFF) or user.has_role(Role.SUPPORTER):
        return Decision.yes()
    return Decision.no(_("Only the staff and the supporters of a desk have a list of cases."))


@require_safe
def case_list(request: HttpRequest) -> HttpResponse:
    user = signed_in(request)
    refuse_unless(may_list_cases(user))
    listing = CaseFilter(
        request.GET, queryset=visible_cases(user), desk_ids=user.desk_ids(Role.STAFF) | user.desk_ids(Role.SUPPORTER)
    )
    cases = (
        sorted_cases(listing.qs, request.GET.get("sort", DEFAULT_SORT))
        .select_related("consultation", "organisation", "product_type", "topic_set", "desk")
        .prefetch_related("topic_set__topics", _who_works(user))
    )
    context = {
        "filter": listing,
        "tabs": queues_of(visible_cases(user), request.GET.get("awaits", "")),
        "page": Paginator(cases, PAGE_SIZE).get_page(request.GET.get("page")),
        "list_target": "#case-list",
        "default_sort": DEFAULT_SORT,
        "shortcuts": [("/", _("Search the cases"))],
    }
    return render_page(request, "cases/case_list.html", context, fragment="cases/_case_list.html")


def _who_works(user: User) -> "Prefetch[str, QuerySet[Assignment], str]":
    """Who works on each case of the list; for the staff, who has been asked too."""
    states = LIVE_ASSIGNMENTS if user.has_role(Role.STAFF) else (AssignmentState.ACCEPTED,)
    assignments = Assignment.objects.filter(state__in=states).select_related("supporter")
    return Prefetch("assignments", assignments, to_attr="live_assignments")
