"""The list of cases: queues, filters, columns and saved views."""

from dataclasses import dataclass
from typing import Any

from django.core.paginator import Page, Paginator
from django.db.models import Count, Prefetch, Q
from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from accounts.enums import Role
from accounts.models import User
from accounts.requests import refuse_unless, signed_in
from cases.enums import LIVE_ASSIGNMENTS, AssignmentState
from cases.filters import LATE_FIRST, NEWEST, CaseFilter, kept_query, sorted_cases
from cases.models import Assignment, Case
from cases.selectors import inbox
from cases.selectors.due import DeskDays, Due
from cases.selectors.tasks import open_tasks_for
from cases.selectors.visibility import visible_cases
from cases.views.access import may_act_on_many, may_list_cases
from cases.views.bulk import action_choices
from cases.views.columns import FIT_A_WINDOW, columns_in, columns_of, list_address
from cases.views.queues import chosen_queue, queue_address, tabs_for
from cases.views.saved_views import view_links
from mediso.common.htmx import render_page

PAGE_SIZE = 50

SHORTCUTS = (
    ("o", _("Open the case of this row")),
    ("p", _("Preview of this row")),
    ("Esc", _("Close the preview")),
    ("/", _("Search the cases")),
)
OF_STAFF = (
    ("x", _("Tick this row")),
    ("b", _("Choose what to do with the ticked cases")),
    ("n", _("Take in a case")),
)


@dataclass(frozen=True, slots=True)
class Row:
    """`previews` is whether the reader may open the chart, and so its preview: whoever asked it themself may not."""

    case: Case
    due: Due | None
    previews: bool


@require_safe
def case_list(request: HttpRequest) -> HttpResponse:
    user = signed_in(request)
    refuse_unless(may_list_cases(user))
    days = DeskDays(timezone.localdate())
    listing = CaseFilter(request.GET, queryset=visible_cases(user), reader=user, days=days)
    queue = chosen_queue(user, request.GET.get("queue", ""))
    cases = inbox.in_queue(listing.qs, queue, user, days.today) if queue else listing.qs
    default_sort = LATE_FIRST if queue else NEWEST
    ordered = sorted_cases(cases, request.GET.get("sort", ""), default_sort)
    page = Paginator(ordered.values_list("pk", flat=True), PAGE_SIZE).get_page(request.GET.get("page"))
    columns = columns_of(columns_in(request.GET))
    shown = {column.key: column.label for column in columns if column.shown}
    context = {
        "filter": listing,
        "queue": queue,
        "clear_url": list_address(f"queue={queue.code}" if queue else ""),
        "unclaimed_url": queue_address(request.GET, inbox.UNCLAIMED.code),
        "views": view_links(user, request.GET),
        "tabs": tabs_for(user, request.GET, listing.qs, page.paginator.count, days.today),
        "page": page,
        "rows": [_row(case, days, user) for case in _cases_of(page, user)],
        "tasks": open_tasks_for(user).aggregate(all=Count("pk"), late=Count("pk", filter=Q(due_on__lt=days.today))),
        "list_target": "#case-list",
        "default_sort": default_sort,
        "columns": columns,
        "shown": shown,
        "fits": len(shown) <= FIT_A_WINDOW,
        "save_view_url": list_address(kept_query(request.GET), columns_in(request.GET), at="saved_view_create"),
        **_ticking(request, user, page),
    }
    response = render_page(request, "cases/case_list.html", context, fragment="cases/_case_list.html")
    # What htmx asked for has every empty field of the form in it; people keep and send addresses.
    response.headers["HX-Push-Url"] = _address(request, page)
    return response


def _cases_of(page: Page[int], user: User) -> list[Case]:
    """The cases of the page with what rows show of them; for the staff, who has been asked too.

    They are read by their keys once the page is found: joined before, every case of the list would be.
    """
    states = LIVE_ASSIGNMENTS if user.has_role(Role.STAFF) else (AssignmentState.ACCEPTED,)
    working = Assignment.objects.filter(state__in=states).select_related("supporter")
    cases = (
        visible_cases(user)
        .select_related("consultation", "organisation", "product_type", "topic_set", "desk", "responsible")
        .prefetch_related("topic_set__topics", Prefetch("assignments", working, to_attr="live_assignments"))
        .in_bulk(list(page))
    )
    return [cases[pk] for pk in page if pk in cases]


def _row(case: Case, days: DeskDays, user: User) -> Row:
    return Row(case, days.due(case), previews=case.consultation.asked_by_id != user.pk)


def _ticking(request: HttpRequest, user: User, page: Page[int]) -> dict[str, Any]:
    if not may_act_on_many(user):
        return {"shortcuts": SHORTCUTS}
    return {
        "actions": action_choices(),
        "all_ticked": request.GET.get("tick") == "all",
        "tick_all_url": _address(request, page, tick="all"),
        "tick_none_url": _address(request, page),
        "kept": _address(request, page).partition("?")[2],
        "shortcuts": (*SHORTCUTS, *OF_STAFF),
    }


def _address(request: HttpRequest, page: Page[int], **more: str) -> str:
    number = {"page": str(page.number)} if page.number > 1 else {}
    return list_address(kept_query(request.GET), columns_in(request.GET), **number, **more)
