"""A case in short, beside the list or as a page of its own: what was asked, where it stands, who, what next."""

from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.views.decorators.http import require_safe

from cases.enums import LIVE_ASSIGNMENTS, Action
from cases.models.assignment import HAS_ACCEPTED
from cases.selectors.due import DeskDays
from cases.selectors.history import chart_history
from cases.services.reading import record_view
from cases.views.chart.buttons import buttons_for
from cases.views.chart.reader import chart_reader
from cases.views.crumbs import list_crumb
from mediso.common.htmx import render_page

EVENTS_SHOWN = 5


@require_safe
def case_preview(request: HttpRequest, number: str) -> HttpResponse:
    """For who may open the chart. Reading it is noted, as reading the chart is."""
    reader = chart_reader(request, number)
    user, case = reader.user, reader.case
    record_view(case, actor=user)
    working = case.assignments.filter(state__in=LIVE_ASSIGNMENTS if reader.sorts else HAS_ACCEPTED)
    buttons = buttons_for(user, case)
    context = {
        "case": case,
        "due": DeskDays(timezone.localdate()).due(case),
        "assignments": working.select_related("supporter"),
        "history": chart_history(user, case, sorts=reader.sorts)[:EVENTS_SHOWN],
        "main_offer": buttons["main_offer"],
        "claim": next((offer for offer in buttons["other_offers"] if offer.action == Action.CLAIM), None),
        "breadcrumbs": [list_crumb(user, case), (case.number, "")],
    }
    return render_page(request, "cases/preview.html", context, fragment="cases/_preview.html")
