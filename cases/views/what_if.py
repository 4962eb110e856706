"""The ranking of a case under other assumptions: looked at, never kept."""

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from accounts.requests import refuse_unless
from cases.forms.what_if import WhatIfForm
from cases.policies import SORTING
from cases.selectors.what_if import what_if
from cases.services.reading import record_view
from cases.views.chart.addresses import tab_address
from cases.views.chart.reader import chart_reader
from cases.views.crumbs import list_crumb
from cases.views.steps import UNPROCESSABLE
from mediso.common.htmx import render_page


@require_safe
def case_what_if(request: HttpRequest, number: str) -> HttpResponse:
    """Without anything in the address today's own ranking, so that the page begins with what is."""
    reader = chart_reader(request, number)
    refuse_unless(SORTING.decide(reader.standings))
    case = reader.case
    record_view(case, actor=reader.user)
    form = WhatIfForm(request.GET or None, case=case)
    classified = case.product_type_id is not None and case.topic_set_id is not None
    shown = WhatIfForm({}, case=case) if not form.is_bound else form
    context = {
        "case": case,
        "form": form,
        "classified": classified,
        "answer": what_if(case, shown.assumptions) if shown.is_valid() and classified else None,
        "breadcrumbs": [list_crumb(reader.user, case), (case.number, tab_address(case, None)), (_("What if"), "")],
    }
    status = UNPROCESSABLE if form.is_bound and not form.is_valid() else 200
    return render_page(request, "cases/what_if.html", context, status=status)
