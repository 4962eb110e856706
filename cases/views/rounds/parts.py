"""Why somebody has so many points for a case: on demand, in its row or on a page of its own."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from accounts.requests import refuse_unless, signed_in
from cases.policies import may_assign_many
from cases.selectors.rounds.door import visible_rounds, visible_rows
from cases.selectors.rounds.parts import parts_of
from mediso.common.htmx import render_page


@require_safe
def round_row(request: HttpRequest, pk: int, row: int) -> HttpResponse:
    user = signed_in(request)
    refuse_unless(may_assign_many(user))
    found = get_object_or_404(visible_rounds(user), pk=pk)
    shown = get_object_or_404(visible_rows(user, found).select_related("case__desk", "case__consultation"), pk=row)
    context = {
        "round": found,
        "row": shown,
        "people": parts_of(shown, timezone.localdate()),
        "breadcrumbs": [
            (_("Assign together"), reverse("round_list")),
            (_("Round %(number)s") % {"number": found.pk}, reverse("round_detail", args=[found.pk])),
            (shown.case.number, ""),
        ],
    }
    return render_page(request, "cases/rounds/parts.html", context, fragment="cases/rounds/_parts_row.html")
