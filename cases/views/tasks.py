"""One's own tasks on all cases, late ones first."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from django.db.models import F, QuerySet
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy
from django.views.decorators.http import require_safe

from accounts.models import User
from accounts.requests import refuse_unless, signed_in
from cases.models import Task
from cases.selectors.tasks import done_tasks_of, open_tasks_for, open_tasks_set_by
from cases.views.access import may_list_cases
from mediso.common.htmx import render_page
from mediso.common.lists import page_of


@dataclass(frozen=True, slots=True)
class TaskList:
    label: str | Promise
    tasks: Callable[[User], QuerySet[Task]]
    nothing: str | Promise
    newest_first: bool = False


LISTS: Mapping[str, TaskList] = {
    "": TaskList(
        pgettext_lazy("tasks", "For me"),
        open_tasks_for,
        _("Nobody waits for you. Tasks are set on the chart of a case."),
    ),
    "others": TaskList(
        pgettext_lazy("tasks", "Set by me for others"),
        open_tasks_set_by,
        _("You wait for nobody. Tasks are set on the chart of a case."),
    ),
    "done": TaskList(pgettext_lazy("tasks", "Done"), done_tasks_of, _("You have done no task yet."), newest_first=True),
}


@dataclass(frozen=True, slots=True)
class ShownTab:
    label: str | Promise
    url: str
    current: bool
    count: int | None


@require_safe
def task_list(request: HttpRequest) -> HttpResponse:
    """`?list=` of `LISTS`; anything else is one's own open tasks."""
    user = signed_in(request)
    refuse_unless(may_list_cases(user))
    code = request.GET.get("list", "") if request.GET.get("list", "") in LISTS else ""
    rows = (
        LISTS[code]
        .tasks(user)
        .select_related("case__consultation", "case__organisation", "assignee", "set_by", "done_by")
    )
    order = [F("done_at").desc()] if LISTS[code].newest_first else [F("due_on").asc(nulls_last=True)]
    context = {
        "page": page_of(request, rows.order_by(*order, "pk")),
        "nothing": LISTS[code].nothing,
        "tabs": [_tab(key, user, current=key == code) for key in LISTS],
        "today": timezone.localdate(),
        # Who no longer keeps the case of a task is told so by the button's answer.
        "may": {"finish_task": True, "open_task": True},
    }
    return render_page(request, "cases/task_list.html", context)


def _tab(code: str, user: User, *, current: bool) -> ShownTab:
    """What is done is not counted: it only grows."""
    shown = LISTS[code]
    address = reverse("task_list", query={"list": code} if code else None)
    return ShownTab(shown.label, address, current, None if shown.newest_first else shown.tasks(user).count())
