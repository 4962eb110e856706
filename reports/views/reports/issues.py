"""A report that was made: its files, who got it and whether the mail went out, and sending it again."""

from typing import Any

from django.contrib import messages
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext, pgettext
from django.views.decorators.http import require_POST, require_safe

from accounts.models import User
from accounts.requests import refuse_unless, signed_in
from mediso.common.errors import ActionRefused
from mediso.common.htmx import go_to, render_page
from mediso.files.serving import file_response
from mediso.outbox.models import NEED_A_PERSON, OutboxMail
from mediso.outbox.selectors import WAITING
from reports.issue_forms import SendForm
from reports.models import ReportIssue
from reports.policies import may_keep_reports, may_see_figures
from reports.selectors.reports.door import issues_visible_to, mails_of_issue
from reports.views.reports.definitions import CONFLICT, WRONG


@require_safe
def report_issue(request: HttpRequest, pk: int) -> HttpResponse:
    user, issue = _found(request, pk)
    return _page(request, user, issue, SendForm(issue=issue))


@require_safe
def report_file(request: HttpRequest, pk: int, extension: str) -> FileResponse:
    _user, issue = _found(request, pk)
    file = {"pdf": issue.pdf, "xlsx": issue.workbook}.get(extension)
    if file is None:
        raise Http404
    return file_response(file)


@require_POST
def report_send(request: HttpRequest, pk: int) -> HttpResponse:
    user, issue = _found(request, pk)
    refuse_unless(may_keep_reports(user, issue.definition.desk_id))
    form, status = SendForm(request.POST, issue=issue), WRONG
    if form.is_valid():
        try:
            number = form.perform(user)
        except ActionRefused as refusal:
            form.add_error(None, str(refusal))
            status = CONFLICT
        else:
            told = ngettext("%(number)s mail is on its way.", "%(number)s mails are on their way.", number)
            messages.success(request, told % {"number": number})
            return go_to(request, reverse("report_issue", args=[issue.pk]))
    return _page(request, user, issue, form, status=status)


def _found(request: HttpRequest, pk: int) -> tuple[User, ReportIssue]:
    user = signed_in(request)
    refuse_unless(may_see_figures(user))
    return user, get_object_or_404(issues_visible_to(user), pk=pk)


def _page(request: HttpRequest, user: User, issue: ReportIssue, form: SendForm, *, status: int = 200) -> HttpResponse:
    definition = issue.definition
    title = issue.title or f"{definition.name} {issue.close.of_month}"
    context: dict[str, Any] = {
        "issue": issue,
        "title": title,
        "definition": definition,
        "files": [(one, ext) for one, ext in ((issue.pdf, "pdf"), (issue.workbook, "xlsx")) if one],
        "mails": [(mail, _tone(mail)) for mail in mails_of_issue(issue)],
        "may_keep": may_keep_reports(user, definition.desk_id),
        "form": form,
        "breadcrumbs": [
            (_("Statistics"), reverse("statistics")),
            (pgettext("of a desk, by mail", "Reports"), reverse("report_list")),
            (definition.name, reverse("report_detail", args=[definition.pk])),
            (str(issue.close.of_month), ""),
        ],
    }
    return render_page(request, "reports/reports/issue.html", context, status=status)


def _tone(mail: OutboxMail) -> str:
    if mail.state in NEED_A_PERSON:
        return "red"
    return "orange" if mail.state in WAITING else "gray"
