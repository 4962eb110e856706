"""Why somebody was proposed and another was not, by the ranking stored on that day."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from accounts.requests import refuse_unless
from cases.forms.compare import CompareForm
from cases.policies import SORTING
from cases.selectors.tabs import Tab
from cases.selectors.why import why
from cases.services.reading import record_view
from cases.views.chart.addresses import tab_address
from cases.views.chart.reader import chart_reader
from cases.views.crumbs import list_crumb
from mediso.common.htmx import render_page


@require_safe
def proposal_why(request: HttpRequest, number: str, pk: int) -> HttpResponse:
    """For those who sort cases: everybody's exclusions are in it. `?beside` is the other supporter."""
    reader = chart_reader(request, number)
    refuse_unless(SORTING.decide(reader.standings))
    case = reader.case
    assignment = get_object_or_404(case.assignments.select_related("supporter", "proposed_by", "case__desk"), pk=pk)
    record_view(case, actor=reader.user)
    known = why(assignment)
    form = CompareForm(request.GET or None, sides=known.sides) if known else None
    context = {
        "case": case,
        "assignment": assignment,
        "why": known,
        "form": form,
        "other": known.sides.get(_chosen(form)) if known else None,
        "breadcrumbs": [
            list_crumb(reader.user, case),
            (case.number, tab_address(case, Tab.SUPPORTERS)),
            (_("Why this supporter"), ""),
        ],
    }
    return render_page(request, "cases/why.html", context)


def _chosen(form: CompareForm | None) -> int:
    """0 for nobody."""
    return (form.cleaned_data["beside"] or 0) if form is not None and form.is_valid() else 0
