"""The chart of a case: one page, whose tabs have addresses of their own."""

from dataclasses import dataclass
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import Promise
from django.views.decorators.http import require_safe

from accounts.requests import signed_in
from cases.forms.chart.works import NoteForm
from cases.models import Case
from cases.selectors.chart import charted
from cases.selectors.colleagues import colleagues_on
from cases.selectors.due import DeskDays
from cases.selectors.history import latest_entry
from cases.selectors.notes import notes_for
from cases.selectors.tabs import Tab
from cases.selectors.visibility import visible_cases
from cases.services.reading import record_view
from cases.views.chart.buttons import buttons_for
from cases.views.chart.reader import Reader, chart_reader, reader_of
from cases.views.chart.tabs import Drawing, tab_context
from cases.views.crumbs import list_crumb
from cases.views.founder_case import founder_case
from mediso.common.htmx import render_page


@dataclass(frozen=True, slots=True)
class ShownTab:
    label: str | Promise
    url: str
    current: bool


@require_safe
def case_chart(request: HttpRequest, number: str) -> HttpResponse:
    """The founder's view for the asker, the first tab of the chart for the desk; reading it is noted."""
    user = signed_in(request)
    case = get_object_or_404(charted(visible_cases(user)), number=number)
    if case.consultation.asked_by_id == user.pk:
        return founder_case(request, user, case)
    record_view(case, actor=user)
    return _page(request, reader_of(user, case), Tab.CONSULTATION)


@require_safe
def chart_tab(request: HttpRequest, number: str, tab: str) -> HttpResponse:
    """One tab. Going from tab to tab within half an hour is one reading."""
    if tab not in Tab:
        raise Http404
    reader = chart_reader(request, number)
    record_view(reader.case, actor=reader.user)
    return _page(request, reader, Tab(tab))


def _page(request: HttpRequest, reader: Reader, tab: Tab) -> HttpResponse:
    case = reader.case
    drawing = Drawing(reader, colleagues_on(case), request.GET.get("page", "1"))
    context = {
        **head_context(reader),
        **tab_context(drawing, tab),
        "tabs": _tabs(case, tab),
        "notes": notes_for(reader.user, case),
        "note_form": NoteForm(**drawing.form),
    }
    return render_page(request, "cases/chart.html", context, fragment="cases/chart/_body.html")


def head_context(reader: Reader) -> dict[str, Any]:
    """What stands above every tab."""
    case = reader.case
    return {
        "case": case,
        "consultation": case.consultation,
        "may": reader.works,
        "with_address": reader.is_staff,
        "due": DeskDays(timezone.localdate()).due(case),
        "words": latest_entry(case),
        "breadcrumbs": [list_crumb(reader.user, case), (case.number, "")],
        **buttons_for(reader.user, case),
    }


def _tabs(case: Case, current: Tab) -> list[ShownTab]:
    return [ShownTab(tab.label, reverse("chart_tab", args=[case.number, tab]), tab == current) for tab in Tab]
