from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from cases.forms.roster import AwayForm
from cases.selectors.roster.coverage import coverage_of
from cases.selectors.visibility import visible_cases
from cases.views.roster.reader import roster_page, roster_reader

UNPROCESSABLE = 422


@require_safe
def roster_coverage(request: HttpRequest) -> HttpResponse:
    """Topic × product type; with `?away=` as if that supporter were on leave."""
    reader = roster_reader(request)
    coverage = coverage_of(reader.desk, reader.supporters, visible_cases(reader.user), reader.today)
    form = AwayForm(request.GET, available=coverage.available)
    away = None
    if form.is_valid() and form.cleaned_data["away"] is not None:
        away = next(one for one in coverage.available if one.pk == form.cleaned_data["away"])
        coverage = coverage.without(away)
    context = {"form": form, "coverage": coverage, "away": away}
    status = UNPROCESSABLE if form.errors else 200
    return roster_page(request, reader, "cases/roster/coverage.html", context, status=status)
