"""The question before anything is sent, with the proposals it is about."""

from collections.abc import Iterator, Sequence
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from accounts.models import User
from accounts.requests import refuse_unless, signed_in
from cases.forms.rounds import seen_in, ticked_in
from cases.models import AssignmentRound, RoundRow
from cases.policies import may_assign_many
from cases.selectors.rounds.door import visible_rounds, visible_rows
from cases.selectors.rounds.faults import standings_of
from cases.selectors.rounds.overview import effect_of
from cases.services.rounds.sending import AT_MOST, Sent, send
from mediso.common.errors import ActionRefused, StaleRow
from mediso.common.htmx import render_page

CONFLICT = 409


@never_cache
@require_http_methods(["GET", "POST"])
def round_send(request: HttpRequest, pk: int) -> HttpResponse:
    """Without ticked rows the question is about all that are whole, as far as they can be sent at once."""
    user = signed_in(request)
    refuse_unless(may_assign_many(user))
    found = get_object_or_404(visible_rounds(user), pk=pk)
    try:
        ticked = ticked_in(request.POST if request.method == "POST" else request.GET)
        if request.method == "POST":
            return _sent(request, user, found, ticked)
    except (ActionRefused, StaleRow) as refusal:
        return _page(request, found, [], {"problem": str(refusal)}, status=CONFLICT)
    return _question(request, user, found, ticked)


def _sent(request: HttpRequest, user: User, found: AssignmentRound, ticked: Sequence[int]) -> HttpResponse:
    mine = set(visible_rows(user, found).filter(pk__in=ticked).values_list("pk", flat=True))
    if not ticked or mine != set(ticked):
        raise ActionRefused(_("Tick at least one row to send."))
    for level, words in _told(send(round_id=found.pk, actor=user, seen=seen_in(request.POST), row_ids=ticked)):
        messages.add_message(request, level, words)
    return redirect("round_detail", pk=found.pk)


def _told(sent: Sent) -> Iterator[tuple[int, str]]:
    if sent.proposed:
        words = ngettext("%(count)s proposal is sent.", "%(count)s proposals are sent.", sent.proposed)
        yield messages.SUCCESS, words % {"count": sent.proposed}
    if sent.refused:
        words = ngettext(
            "%(count)s was not sent: the reason stands in its row, and the case waits as before.",
            "%(count)s were not sent: the reasons stand in their rows, and the cases wait as before.",
            sent.refused,
        )
        yield messages.WARNING, words % {"count": sent.refused}
    if sent.left:
        words = ngettext(
            "%(count)s row was left as it is: it names nobody, somebody without room, or was changed meanwhile.",
            "%(count)s rows were left as they are: they name nobody, somebody without room, or were changed meanwhile.",
            sent.left,
        )
        yield messages.WARNING, words % {"count": sent.left}


def _question(request: HttpRequest, user: User, found: AssignmentRound, ticked: Sequence[int]) -> HttpResponse:
    """What was ticked although its case moved on is asked about too: the gate tells why it is refused."""
    rows = list(found.rows.select_related("case"))
    standings = standings_of(rows, effect_of(found, rows))
    visible = visible_rows(user, found).select_related("case__consultation", "chosen")
    wanted = [row for row in visible if not standings[row.pk].sent and (not ticked or row.pk in ticked)]
    asked = [row for row in wanted if standings[row.pk].whole or (ticked and not standings[row.pk].unsendable)]
    left = len(ticked) - len(asked) if ticked else 0
    return _page(request, found, asked[:AT_MOST], {"left": left, "later": max(len(asked) - AT_MOST, 0)})


def _page(
    request: HttpRequest, found: AssignmentRound, rows: Sequence[RoundRow], more: dict[str, Any], *, status: int = 200
) -> HttpResponse:
    context = {
        "round": found,
        "rows": rows,
        "breadcrumbs": [
            (_("Assign together"), reverse("round_list")),
            (_("Round %(number)s") % {"number": found.pk}, reverse("round_detail", args=[found.pk])),
            (_("Send the proposals"), ""),
        ],
    }
    return render_page(request, "cases/rounds/send.html", context | more, status=status)
