"""The closed months with what has changed since, and the form to close more."""

from dataclasses import dataclass
from typing import Any

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods
from django_htmx.http import HttpResponseClientRefresh
from django_htmx.middleware import HtmxDetails

from accounts.enums import Role
from accounts.models import User
from accounts.requests import refuse_unless, signed_in
from mediso.common.errors import ActionRefused
from mediso.common.htmx import go_to, render_page
from mediso.desks.models import Desk
from reports.closing_forms import CloseForm, close_forms
from reports.models import ClosingRun, MonthlyClose
from reports.policies import may_close_months
from reports.selectors.closes.differences import Differences, count_differences
from reports.selectors.closes.door import closes_visible_to
from reports.selectors.closes.open_months import open_months
from reports.selectors.desks import desks_with_figures_for
from reports.views.access import scope_form
from reports.views.tabs import page_tabs

CLOSES = "closes"
CONFLICT, WRONG = 409, 422
PAGE_SIZE = 24


@dataclass(frozen=True, slots=True)
class Progress:
    """A run that goes on: so many of its months are closed."""

    run: ClosingRun
    done: int


@never_cache
@require_http_methods(["GET", "POST"])
def close_list(request: HttpRequest) -> HttpResponse:
    """While months are being closed the page asks for the progress again and again, and loads anew when it is done."""
    user = signed_in(request)
    form = scope_form(request)
    if request.method == "POST":
        return _posted(request, user)
    if "progress" in request.GET and HtmxDetails(request):
        going_on = _going_on(user)
        if not going_on:
            return HttpResponseClientRefresh()
        return render_page(request, "reports/closes/_progress.html", {"going_on": going_on})
    return _page(request, user, page_tabs(CLOSES, form), close_forms(_own_desks(user), timezone.localdate()))


def _posted(request: HttpRequest, user: User) -> HttpResponse:
    refuse_unless(may_close_months(user))
    desks = _own_desks(user)
    desk = get_object_or_404(Desk, pk__in=[one.pk for one in desks], code=request.POST.get("desk", ""))
    today = timezone.localdate()
    form = CloseForm(request.POST, desk=desk, today=today)
    status = WRONG
    if form.is_valid():
        try:
            form.perform(user)
        except ActionRefused as refusal:
            form.add_error(None, str(refusal))
            status = CONFLICT
        else:
            return go_to(request, request.path)
    forms = [form if one.row == desk else one for one in close_forms(desks, today)]
    tabs = page_tabs(CLOSES, scope_form(request))
    return _page(request, user, tabs, forms, wrong=form, status=status)


def _page(
    request: HttpRequest,
    user: User,
    tabs: list[Any],
    forms: list[CloseForm],
    *,
    wrong: CloseForm | None = None,
    status: int = 200,
) -> HttpResponse:
    current = closes_visible_to(user).filter(is_current=True).defer("figures")
    page = Paginator(current, PAGE_SIZE).get_page(request.GET.get("page"))
    going_on = _going_on(user)
    context = {
        "tabs": tabs,
        "page": page,
        "rows": _rows(list(page)),
        "forms": [form for form in forms if form.months and form.row.pk not in {one.run.desk_id for one in going_on}],
        "form": wrong,
        "closes_at": forms,
        "going_on": going_on,
        "failed": _given_up(user),
        "several_desks": desks_with_figures_for(user).count() > 1,
    }
    fragment = "reports/closes/_list.html"
    return render_page(request, "reports/closes/list.html", context, fragment=fragment, status=status)


def _rows(closes: list[MonthlyClose]) -> list[tuple[MonthlyClose, Differences]]:
    counts = count_differences(closes)
    return [(close, counts[close.pk]) for close in closes]


def _own_desks(user: User) -> list[Desk]:
    return list(Desk.objects.filter(pk__in=user.desk_ids(Role.MANAGER)).order_by("code"))


def _runs(user: User) -> Any:
    return ClosingRun.objects.filter(desk__in=desks_with_figures_for(user)).select_related("desk")


def _going_on(user: User) -> list[Progress]:
    return [
        Progress(run, max(0, run.months - len(open_months(run.desk, run.until_month))))
        for run in _runs(user).filter(finished_at=None)
    ]


def _given_up(user: User) -> list[ClosingRun]:
    """The last run of each desk, where it failed."""
    newest = _runs(user).order_by("desk_id", "-pk").distinct("desk_id")
    return [run for run in newest if run.failed]
