"""稼働と謝金: everybody's month for the staff, one supporter's statement for both sides, and their files."""

from collections.abc import Callable, Mapping
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils import timezone
from django.utils.http import content_disposition_header
from django.utils.translation import gettext as _
from django.utils.translation import pgettext
from django.views.decorators.http import require_safe

from accounts.enums import Role
from accounts.models import User
from accounts.requests import refuse_unless, signed_in
from cases.documents.honorarium import MonthOfWork, Statement
from cases.documents.honorarium.paper import statement_document
from cases.documents.honorarium.table import month_csv, statement_csv
from cases.documents.honorarium.words import remark
from cases.forms.roster import MonthForm
from cases.selectors.roster import honorarium
from cases.selectors.visibility import visible_cases
from cases.views.roster.reader import RosterReader, roster_page, roster_reader
from mediso.common.decision import Decision
from mediso.common.documents import document_pdf
from mediso.common.htmx import render_page
from mediso.common.lists import page_of, sort_values
from mediso.common.months import Month
from supporters.models import Supporter

UNPROCESSABLE = 422
CSV_TYPE = "text/csv; charset=utf-8"

SORTS: Mapping[str, Callable[[Statement], Any]] = {
    "name": lambda one: one.supporter,
    "hours": lambda one: one.minutes,
    "amount": lambda one: one.amount,
}
DEFAULT_SORT = "name"


def may_read_own_statements(user: User) -> Decision:
    if user.has_role(Role.SUPPORTER):
        return Decision.yes()
    return Decision.no(_("Only supporters have statements of their own."))


@require_safe
def honorarium_month(request: HttpRequest) -> HttpResponse:
    reader = roster_reader(request)
    return _month_page(request, reader, _month_form_of_desk(request, reader))


@require_safe
def honorarium_month_csv(request: HttpRequest) -> HttpResponse:
    """What is wrong in the address is shown on the page."""
    reader = roster_reader(request)
    form = _month_form_of_desk(request, reader)
    if not form.is_valid():
        return _month_page(request, reader, form)
    found = _month_of(reader, form.chosen)
    name = pgettext("file name of statements", "honorarium-%(desk)s-%(month)s.csv")
    return _file(month_csv(found), CSV_TYPE, name % {"desk": reader.desk.code, "month": found.month.code})


@require_safe
def honorarium_statement(request: HttpRequest, pk: int) -> HttpResponse:
    user = signed_in(request)
    supporter = _supporter(user, pk)
    form = _month_form_of(request, supporter)
    return _statement_page(request, user, supporter, form)


@require_safe
def honorarium_csv(request: HttpRequest, pk: int) -> HttpResponse:
    return _statement_file(request, pk, "csv", CSV_TYPE, statement_csv)


@require_safe
def honorarium_pdf(request: HttpRequest, pk: int) -> HttpResponse:
    return _statement_file(request, pk, "pdf", "application/pdf", lambda one: document_pdf(statement_document(one)))


@require_safe
def honorarium_own(request: HttpRequest) -> HttpResponse:
    """Every month of the reader's own, at whichever desk."""
    user = signed_in(request)
    refuse_unless(may_read_own_statements(user))
    found = honorarium.statements_of(honorarium.own_entries(user), timezone.localdate())
    context = {"page": page_of(request, found), "desks": len({one.desk for one in found}) > 1}
    return render_page(request, "cases/roster/honorarium_own.html", context)


def _month_form_of_desk(request: HttpRequest, reader: RosterReader) -> MonthForm:
    months = honorarium.months_with_work(_paid_at(reader), reader.today)
    return MonthForm(request.GET, months=months, default=Month.of(reader.today))


def _month_form_of(request: HttpRequest, supporter: Supporter) -> MonthForm:
    today = timezone.localdate()
    months = honorarium.months_with_work(Supporter.objects.filter(pk=supporter.pk), today)
    return MonthForm(request.GET, months=months, default=Month.of(today))


def _paid_at(reader: RosterReader) -> Any:
    return honorarium.paid_supporters(reader.user).filter(desk=reader.desk)


def _month_of(reader: RosterReader, month: Month) -> MonthOfWork:
    return honorarium.month_of_work(reader.desk, _paid_at(reader), month, reader.today)


def _month_page(request: HttpRequest, reader: RosterReader, form: MonthForm) -> HttpResponse:
    context: dict[str, Any] = {"form": form, "default_sort": DEFAULT_SORT}
    if form.is_valid():
        found = _month_of(reader, form.chosen)
        page = page_of(request, sort_values(request, found.statements, SORTS, DEFAULT_SORT))
        rows = [(one, remark(one)) for one in page]
        context |= {"found": found, "page": page, "rows": rows}
    status = UNPROCESSABLE if form.errors else 200
    return roster_page(request, reader, "cases/roster/honorarium_month.html", context, status=status)


def _supporter(user: User, pk: int) -> Supporter:
    return get_object_or_404(honorarium.paid_supporters(user), pk=pk)


def _statement_page(request: HttpRequest, user: User, supporter: Supporter, form: MonthForm) -> HttpResponse:
    context: dict[str, Any] = {"form": form, "supporter": supporter, "breadcrumbs": _crumbs(user, supporter, form)}
    if form.is_valid():
        found = honorarium.statement_of(supporter, form.chosen, timezone.localdate())
        numbers = {line.number for line in (*found.lines, *found.uncounted)}
        context |= {
            "found": found,
            "remark": remark(found),
            "readable": set(visible_cases(user).filter(number__in=numbers).values_list("number", flat=True)),
        }
    status = UNPROCESSABLE if form.errors else 200
    return render_page(request, "cases/roster/honorarium_statement.html", context, status=status)


def _crumbs(user: User, supporter: Supporter, form: MonthForm) -> list[tuple[str, str]]:
    """Staff come from the month of all, a supporter from the list of the own months."""
    if not user.has_role(Role.STAFF, supporter.desk_id):
        return [(_("Hours and honorarium"), reverse("honorarium_own")), (supporter.name, "")]
    month = {"month": form.chosen.code} if form.is_valid() else {}
    everybody = reverse("honorarium_month", query={"desk": supporter.desk.code} | month)
    return [
        (_("Supporters"), reverse("supporter_list")),
        (_("Hours and honorarium"), everybody),
        (supporter.name, ""),
    ]


def _statement_file(
    request: HttpRequest, pk: int, extension: str, content_type: str, draw: Callable[[Statement], str | bytes]
) -> HttpResponse:
    """What is wrong in the address is shown on the page."""
    user = signed_in(request)
    supporter = _supporter(user, pk)
    form = _month_form_of(request, supporter)
    if not form.is_valid():
        return _statement_page(request, user, supporter, form)
    found = honorarium.statement_of(supporter, form.chosen, timezone.localdate())
    name = pgettext("file name of a statement", "honorarium-%(month)s-%(supporter)s.%(extension)s")
    words = {"month": found.month.code, "supporter": found.supporter, "extension": extension}
    return _file(draw(found), content_type, name % words)


def _file(content: str | bytes, content_type: str, name: str) -> HttpResponse:
    return HttpResponse(
        content,
        content_type=content_type,
        headers={
            "Content-Disposition": content_disposition_header(as_attachment=True, filename=name) or "attachment",
            "Cache-Control": "private, no-store",
        },
    )
