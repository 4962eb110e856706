"""The chart on paper: every tab, one after another."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.template.loader import render_to_string
from django.utils import timezone
from django.utils.http import content_disposition_header
from django.utils.translation import pgettext
from django.views.decorators.http import require_safe

from cases.documents.chart import chart_document
from cases.selectors.chart_paper import chart_paper as paper_of_chart
from cases.selectors.notes import notes_for
from cases.selectors.tabs import Tab
from cases.services.reading import record_view
from cases.views.chart.pages import head_context
from cases.views.chart.reader import chart_reader
from cases.views.chart.tabs import Drawing, tab_context
from mediso.common.documents import document_pdf


@require_safe
def chart_paper(request: HttpRequest, number: str) -> HttpResponse:
    """Everything on the chart; with `?notes` the internal notes too, which otherwise stay in the house."""
    reader = chart_reader(request, number)
    record_view(reader.case, actor=reader.user)
    context = {**head_context(reader), "paper": True}
    context["parts"] = [_part(context | tab_context(Drawing(reader), tab)) for tab in Tab]
    if "notes" in request.GET:
        context["notes"] = notes_for(reader.user, reader.case)
    return render(request, "cases/chart/paper.html", context)


@require_safe
def chart_pdf(request: HttpRequest, number: str) -> HttpResponse:
    """The same as a file, and never with the notes."""
    reader = chart_reader(request, number)
    record_view(reader.case, actor=reader.user)
    paper = paper_of_chart(reader.user, reader.case, sorts=reader.sorts, as_of=timezone.localdate())
    name = pgettext("file name of a chart", "chart-%(number)s.pdf") % {"number": reader.case.number}
    return HttpResponse(
        document_pdf(chart_document(paper)),
        content_type="application/pdf",
        headers={
            "Content-Disposition": content_disposition_header(as_attachment=True, filename=name),
            "Cache-Control": "private, no-store",
        },
    )


def _part(context: dict[str, Any]) -> dict[str, object]:
    """One tab, drawn: each has its own names for what it shows."""
    return {"tab": context["tab"], "drawn": render_to_string(context["panel"], context)}
