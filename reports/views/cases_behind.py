"""The cases that a number counts."""

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from accounts.requests import refuse_unless, signed_in
from mediso.common.htmx import render_page
from reports.conditions.words import condition_words
from reports.policies import may_see_cases_behind
from reports.selectors.cases_behind import cases_behind
from reports.views.access import scope_form
from reports.views.statistics import statistics_page

PAGE_SIZE = 50


@require_safe
def statistics_cases(request: HttpRequest) -> HttpResponse:
    """As many rows as the number that led here says; what is wrong in the address is shown on the statistics page."""
    form = scope_form(request)
    if not form.is_valid():
        return statistics_page(request, form, "cases", ())
    user = signed_in(request)
    refuse_unless(may_see_cases_behind(user, form.scope))
    page = Paginator(cases_behind(user, form.scope), PAGE_SIZE).get_page(request.GET.get("page"))
    context = {
        "page": page,
        "scope": form.scope,
        "conditions": condition_words(form.scope),
        "query": form.scope.query(),
    }
    return render_page(request, "reports/cases_behind.html", context)
