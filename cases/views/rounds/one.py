"""One round: being worked out, then its table, the choices by hand with their effect, and the way to sending."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST
from django_htmx.http import HttpResponseClientRefresh
from django_htmx.middleware import HtmxDetails

from accounts.models import User
from accounts.requests import refuse_unless, signed_in
from cases.enums import RoundState
from cases.forms.rounds import moves_in, seen_in, ticked_in
from cases.models import AssignmentRound
from cases.policies import may_assign_many
from cases.selectors.rounds.door import visible_rounds, visible_rows
from cases.services.rounds.making import set_aside
from cases.services.rounds.moving import Moves, save_moves, work_out_the_rest
from cases.views.rounds.table import table_of
from mediso.common.errors import ActionRefused, StaleRow
from mediso.common.htmx import go_to, render_page

CONFLICT = 409
STILL_WORKING = 204


@never_cache
@require_http_methods(["GET", "POST"])
def round_detail(request: HttpRequest, pk: int) -> HttpResponse:
    """While it is being worked out the page asks again and again, with `waiting`, and loads anew once it is ready."""
    user = signed_in(request)
    refuse_unless(may_assign_many(user))
    found = get_object_or_404(visible_rounds(user), pk=pk)
    if request.method == "POST":
        return _posted(request, user, found)
    if "waiting" in request.GET and HtmxDetails(request):
        working = found.state == RoundState.WORKING
        return HttpResponse(status=STILL_WORKING) if working else HttpResponseClientRefresh()
    return _page(request, user, found, {})


@require_POST
def round_set_aside(request: HttpRequest, pk: int) -> HttpResponse:
    user = signed_in(request)
    refuse_unless(may_assign_many(user))
    found = get_object_or_404(visible_rounds(user), pk=pk)
    try:
        set_aside(round_id=found.pk, actor=user)
    except ActionRefused as refusal:
        messages.error(request, str(refusal))
        return redirect("round_detail", pk=found.pk)
    messages.success(request, _("The round was set aside. Nothing of it was sent."))
    return redirect("round_list")


def _posted(request: HttpRequest, user: User, found: AssignmentRound) -> HttpResponse:
    moves: Moves = {}
    try:
        moves = moves_in(request.POST)
        _refuse_unseen(moves, user, found)
        return _done(request, user, found, moves)
    except (ActionRefused, StaleRow) as refusal:
        found.refresh_from_db()
        return _page(request, user, found, moves, problem=str(refusal), status=CONFLICT)


def _done(request: HttpRequest, user: User, found: AssignmentRound, moves: Moves) -> HttpResponse:
    """`then` says what becomes of the choices: kept, the rest worked out anew, sent, or else their effect shown."""
    then = request.POST.get("then", "")
    kept: dict[str, Any] = {"round_id": found.pk, "actor": user, "seen": seen_in(request.POST), "moves": moves}
    if then == "rest":
        work_out_the_rest(**kept)
    elif then == "send":
        ticked = ticked_in(request.POST)
        if not ticked:
            raise ActionRefused(_("Tick at least one row to send."))
        save_moves(**kept)
        return go_to(request, f"{reverse('round_send', args=[found.pk])}?{urlencode({'row': ticked}, doseq=True)}")
    elif then == "save":
        save_moves(**kept)
        messages.success(request, _("The choices are saved. Nothing was sent."))
    else:
        return _page(request, user, found, moves)
    return go_to(request, request.get_full_path())


def _refuse_unseen(moves: Moves, user: User, found: AssignmentRound) -> None:
    """Only rows that the reader sees can be changed by them."""
    visible = set(visible_rows(user, found).values_list("pk", flat=True))
    if unknown := sorted(moves.keys() - visible):
        raise ActionRefused(_("There is no row %(row)s in this round.") % {"row": unknown[0]})


def _page(
    request: HttpRequest, user: User, found: AssignmentRound, moves: Moves, *, problem: str = "", status: int = 200
) -> HttpResponse:
    """The whole page; for htmx what other choices change on it."""
    context = {
        "round": found,
        "problem": problem,
        "unsaved": request.method == "POST" and not problem,
        "breadcrumbs": [
            (_("Cases"), reverse("case_list")),
            (_("Assign together"), reverse("round_list")),
            (_("Round %(number)s") % {"number": found.pk}, ""),
        ],
    }
    if found.on is not None:
        context |= table_of(user, found, moves, request.GET.get("page"))
    fragment = "cases/rounds/_changed.html" if found.on else None
    return render_page(request, "cases/rounds/detail.html", context, fragment=fragment, status=status)
