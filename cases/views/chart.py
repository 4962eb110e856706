"""The chart of a case for the desk, and its founder's view of it."""

from collections.abc import Mapping
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from accounts.enums import Role
from accounts.models import User
from accounts.requests import signed_in
from cases.decisions import offers_for
from cases.enums import Action, Awaits, State
from cases.forms.table import STEP_FORMS
from cases.models import Case
from cases.models.assignment import HAS_ACCEPTED
from cases.policies import Standing, may, standings_of
from cases.selectors.chart import charted
from cases.selectors.history import (
    Entry,
    history_for_desk,
    history_for_founder,
    history_for_supporter,
    latest_words,
    openings,
)
from cases.selectors.journey import PLAIN_WORDS, journey
from cases.selectors.labels import DeskLabels, desk_labels
from cases.selectors.visibility import visible_cases
from cases.services.reading import record_view

# The one main button of a chart: the first that is possible of the next steps on the road.
NEXT_STEPS: Mapping[State, tuple[Action, ...]] = {
    State.SUBMITTED: (Action.START_TRIAGE,),
    State.TRIAGING: (Action.START_MATCHING, Action.CLASSIFY),
    State.MATCHING: (Action.PROPOSE,),
    State.SUPPORTING: (Action.RECORD_INTERVIEW, Action.PROPOSE),
    State.AWAITING_FOUNDER: (Action.ANSWER,),
}
# Once the desk has the record of an interview, it closes the case or asks for another.
AFTER_AN_INTERVIEW = (Action.CLOSE, Action.RECORD_INTERVIEW)

# Drawn only while there is something to do it to; its reason would be no news.
DRAWN_WHEN_POSSIBLE = {Action.WITHDRAW_PROPOSAL}


@require_safe
def case_chart(request: HttpRequest, number: str) -> HttpResponse:
    """The founder's view for the asker, the chart for the desk; reading it is noted."""
    user = signed_in(request)
    case = get_object_or_404(charted(visible_cases(user)), number=number)
    record_view(case, actor=user)
    labels = desk_labels(case.desk)
    standings = standings_of(user, case)
    is_asker = Standing.ASKER in standings
    sorts = bool(may(standings, Action.CLASSIFY))
    history = _history(case, labels, is_asker=is_asker, sorts=sorts)
    context = {
        "case": case,
        "consultation": case.consultation,
        "journey": journey(case),
        "plain_words": PLAIN_WORDS[State(case.state)],
        "openings": openings(case),
        "interviews": case.interviews.prefetch_related("supporters"),
        "history": history,
        "words": latest_words(case, history),
        **_buttons(user, case),
    }
    context["breadcrumbs"] = [list_crumb(user, case), (case.number, "")]
    if is_asker:
        return render(request, "cases/founder_case.html", context)
    assignments = case.assignments.select_related("supporter", "proposed_by")
    context["assignments"] = assignments if sorts else assignments.filter(state__in=HAS_ACCEPTED)
    context["with_address"] = user.has_role(Role.STAFF, case.desk_id)
    context["imported"] = any(entry.imported for entry in history)
    context["follow_ups"] = case.follow_ups.all()
    return render(request, "cases/chart.html", context)


def _history(case: Case, labels: DeskLabels, *, is_asker: bool, sorts: bool) -> list[Entry]:
    if is_asker:
        return history_for_founder(case, labels)
    return history_for_desk(case, labels) if sorts else history_for_supporter(case, labels)


def list_crumb(user: User, case: Case) -> tuple[str, str]:
    """The list from which this person comes to the case, as the first of its breadcrumbs."""
    if case.consultation.asked_by_id == user.pk:
        return _("My consultations"), reverse("consultation_list")
    return _("Cases"), reverse("case_list")


def _buttons(user: User, case: Case) -> dict[str, Any]:
    offers = [offer for offer in offers_for(user, case) if offer.action in STEP_FORMS]
    possible = {offer.action: offer for offer in offers if offer.decision}
    main = next((possible[action] for action in _next_steps(case) if action in possible), None)
    others = [
        offer for offer in offers if offer is not main and (offer.decision or offer.action not in DRAWN_WHEN_POSSIBLE)
    ]
    return {"main_offer": main, "other_offers": others}


def _next_steps(case: Case) -> tuple[Action, ...]:
    if case.state == State.SUPPORTING and case.awaits == Awaits.STAFF and case.interviews.exists():
        return AFTER_AN_INTERVIEW
    return NEXT_STEPS.get(State(case.state), ())
