"""What came of a case, told by its founder or by those who keep it."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from accounts.requests import refuse_unless, signed_in
from cases.forms.outcome import OutcomeForm
from cases.models import Case
from cases.selectors.chart import charted
from cases.selectors.visibility import visible_cases
from cases.services.reading import record_view
from cases.views.crumbs import list_crumb
from cases.works import Work, decide_work
from mediso.common.errors import ActionRefused
from mediso.common.htmx import go_to, render_page

UNPROCESSABLE = 422


@require_http_methods(["GET", "POST"])
def case_outcome(request: HttpRequest, number: str) -> HttpResponse:
    user = signed_in(request)
    case: Case = get_object_or_404(charted(visible_cases(user)), number=number)
    refuse_unless(decide_work(user, Work.TELL_OUTCOME, case))
    form = OutcomeForm(request.POST if request.method == "POST" else None, case=case, actor=user)
    if request.method == "POST" and form.is_valid():
        try:
            form.save()
        except ActionRefused as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, _("Thank you. The outcome is noted."))
            return go_to(request, _page_of(case))
    record_view(case, actor=user)
    context = {
        "form": form,
        "case": case,
        "outcomes": case.outcomes.all(),
        "breadcrumbs": [list_crumb(user, case), (case.number, _page_of(case)), (_("Tell what came of it"), "")],
    }
    return render_page(request, "cases/outcome.html", context, status=UNPROCESSABLE if form.errors else 200)


def _page_of(case: Case) -> str:
    return reverse("case_chart", args=[case.number])
