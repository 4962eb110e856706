"""One field of the desk's record, changed in its place: by htmx inside the tab, without script on a page of its own."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods
from django_htmx.middleware import HtmxDetails

from accounts.requests import refuse_unless
from cases.forms.chart.edit import EditForm, OrganisationForm
from cases.selectors.desk_record import FIELDS, label_of, record_row
from cases.services.reading import record_view
from cases.views.chart.addresses import field_address, tab_address
from cases.views.chart.reader import Reader, chart_reader
from cases.views.crumbs import list_crumb
from cases.views.steps import CONFLICT, UNPROCESSABLE
from mediso.common.htmx import render_page


@require_http_methods(["GET", "POST"])
def chart_edit(request: HttpRequest, number: str, field: str) -> HttpResponse:
    """Show the field's form, or save it. `?drawn` shows the field as it is, for who does not want to change it."""
    reader = chart_reader(request, number)
    if field not in FIELDS:
        raise Http404
    if "drawn" in request.GET:
        record_view(reader.case, actor=reader.user)
        return _field(request, reader, field)
    refuse_unless(reader.may_edit(field))
    form = _form(request, reader, field)
    if request.method == "GET":
        return _form_page(request, reader, form, status=200)
    if not form.is_valid():
        return _form_page(request, reader, form, status=UNPROCESSABLE)
    if not form.saved():
        return _form_page(request, reader, form, status=CONFLICT)
    messages.success(request, _("Saved: %(field)s.") % {"field": label_of(field)})
    if HtmxDetails(request):
        return _field(request, chart_reader(request, number), field)
    return redirect(field_address(reader.case, field))


def _form(request: HttpRequest, reader: Reader, name: str) -> EditForm:
    data = request.POST if request.method == "POST" else None
    if name == "organisation":
        words = (data or request.GET).get("q", "")
        return OrganisationForm(data, case=reader.case, actor=reader.user, name=name, words=words)
    return EditForm(data, case=reader.case, actor=reader.user, name=name)


def _field(request: HttpRequest, reader: Reader, name: str) -> HttpResponse:
    context = {
        "case": reader.case,
        "one": {"row": record_row(reader.case, name), "may": reader.may_edit(name)},
        "swapped": True,
    }
    return render_page(request, "cases/chart/_field.html", context)


def _form_page(request: HttpRequest, reader: Reader, form: EditForm, *, status: int) -> HttpResponse:
    case, name = reader.case, form.name
    record_view(case, actor=reader.user)
    context: dict[str, Any] = {
        "case": case,
        "form": form,
        "name": name,
        "label": label_of(name),
        "row": record_row(case, name),
        "back": field_address(case, name),
        "breadcrumbs": [
            list_crumb(reader.user, case),
            (case.number, tab_address(case, FIELDS[name].tab)),
            (label_of(name), ""),
        ],
    }
    return render_page(
        request, "cases/chart/edit.html", context, fragment="cases/chart/_field_form.html", status=status
    )
