from collections.abc import Callable, Mapping
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from cases.forms.roster import FiscalYearForm
from cases.selectors.roster.answers import Answers, answers_of, sum_of, years_asked
from cases.views.roster.reader import roster_page, roster_reader
from mediso.common.lists import page_of, sort_values

UNPROCESSABLE = 422

SORTS: Mapping[str, Callable[[Answers], Any]] = {
    "name": lambda row: row.supporter.name,
    "proposed": lambda row: row.tally.proposed,
    "share": lambda row: row.tally.percent,
    "lapsed": lambda row: row.tally.lapsed,
    "days": lambda row: row.tally.median_days,
    "late": lambda row: row.tally.late,
}
DEFAULT_SORT = "-proposed"


@require_safe
def roster_answers(request: HttpRequest) -> HttpResponse:
    """Of the fiscal year that `?year=` names."""
    reader = roster_reader(request)
    form = FiscalYearForm(request.GET, years=years_asked(reader.desk, reader.today))
    context: dict[str, Any] = {"form": form, "default_sort": DEFAULT_SORT}
    if form.is_valid():
        found = answers_of(reader.desk, reader.supporters.order_by("name", "pk"), form.chosen)
        page = page_of(request, sort_values(request, found, SORTS, DEFAULT_SORT))
        context |= {"year": form.chosen, "page": page, "rows": page.object_list, "total": sum_of(found)}
    status = UNPROCESSABLE if form.errors else 200
    return roster_page(request, reader, "cases/roster/answers.html", context, status=status)
