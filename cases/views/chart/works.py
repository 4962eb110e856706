"""What is added to a chart by a form, and what is done to one of its rows by a button: two views over two tables."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from accounts.requests import refuse_unless
from cases.forms.chart.collaborators import ChangeCollaboratorForm
from cases.forms.chart.related import ChangeRelatedForm
from cases.forms.chart.table import BUTTONS, NEW
from cases.forms.chart.works import WorkForm
from cases.selectors.colleagues import colleagues_on
from cases.selectors.tabs import Tab
from cases.services.reading import record_view
from cases.views.chart.addresses import tab_address
from cases.views.chart.reader import Reader, chart_reader
from cases.views.crumbs import list_crumb
from cases.views.steps import CONFLICT, UNPROCESSABLE
from mediso.common.errors import ActionRefused
from mediso.common.htmx import go_to, render_page


@require_http_methods(["GET", "POST"])
def chart_new(request: HttpRequest, number: str, what: str) -> HttpResponse:
    """A row of `NEW`. The tabs hold the same forms; here they keep what was typed wrong."""
    reader = chart_reader(request, number)
    if what not in NEW:
        raise Http404
    refuse_unless(reader.may(NEW[what].work))
    form = NEW[what](
        request.POST if request.method == "POST" else None,
        case=reader.case,
        actor=reader.user,
        colleagues=colleagues_on(reader.case),
    )
    return _shown_or_done(request, reader, form)


@require_http_methods(["GET", "POST"])
def chart_collaborator(request: HttpRequest, number: str, pk: int) -> HttpResponse:
    reader = chart_reader(request, number)
    row = get_object_or_404(reader.case.collaborators, pk=pk)
    refuse_unless(reader.may(ChangeCollaboratorForm.work))
    data = request.POST if request.method == "POST" else None
    return _shown_or_done(request, reader, ChangeCollaboratorForm(data, case=reader.case, actor=reader.user, row=row))


@require_http_methods(["GET", "POST"])
def chart_related(request: HttpRequest, number: str, pk: int) -> HttpResponse:
    reader = chart_reader(request, number)
    row = get_object_or_404(reader.case.related_organisations, pk=pk)
    refuse_unless(reader.may(ChangeRelatedForm.work))
    data = request.POST if request.method == "POST" else None
    return _shown_or_done(request, reader, ChangeRelatedForm(data, case=reader.case, actor=reader.user, row=row))


@require_POST
def chart_button(request: HttpRequest, number: str, what: str, pk: int, word: str) -> HttpResponse:
    reader = chart_reader(request, number)
    button = BUTTONS.get((what, word))
    if button is None:
        raise Http404
    refuse_unless(reader.may(button.work))
    try:
        button.service(case_id=reader.case.pk, actor=reader.user, pk=pk)
    except ActionRefused as refusal:
        messages.error(request, str(refusal))
    return go_to(request, _back(request, reader, button.tab))


def _shown_or_done(request: HttpRequest, reader: Reader, form: WorkForm) -> HttpResponse:
    if request.method == "GET":
        return _page(request, reader, form, status=200)
    if not form.is_valid():
        return _page(request, reader, form, status=UNPROCESSABLE)
    if not form.saved():
        return _page(request, reader, form, status=CONFLICT)
    messages.success(request, _("Done: %(action)s.") % {"action": form.button})
    return go_to(request, _back(request, reader, form.tab))


def _page(request: HttpRequest, reader: Reader, form: WorkForm, *, status: int) -> HttpResponse:
    case = reader.case
    record_view(case, actor=reader.user)
    context = {
        "case": case,
        "form": form,
        "back": tab_address(case, form.tab),
        "came_from": request.POST.get("back", ""),
        "breadcrumbs": [
            list_crumb(reader.user, case),
            (case.number, tab_address(case, form.tab)),
            (form.heading, ""),
        ],
    }
    return render_page(request, "cases/chart/new.html", context, fragment="cases/chart/_form.html", status=status)


def _back(request: HttpRequest, reader: Reader, tab: Tab | None) -> str:
    """Where the form or button stood: a tab, or one's own list of tasks."""
    came_from = request.POST.get("back", "")
    if came_from == "tasks":
        return reverse("task_list")
    return tab_address(reader.case, Tab(came_from) if came_from in Tab else tab)
