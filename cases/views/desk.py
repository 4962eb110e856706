"""The list of cases and the chart."""

from typing import Any

from django.core.paginator import Paginator
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _

from accounts.enums import Role
from accounts.models import User
from accounts.requests import refuse_unless, signed_in
from cases.decisions import offers_for
from cases.enums import Action, State
from cases.filters import DEFAULT_SORT, CaseFilter, sorted_cases
from cases.forms.table import STEP_FORMS
from cases.models import Case
from cases.selectors.history import history_for_desk, history_for_founder, openings
from cases.selectors.journey import PLAIN_WORDS, journey
from cases.selectors.labels import desk_labels
from cases.selectors.visibility import visible_cases
from cases.services.reading import record_view
from mediso.common.decision import Decision
from mediso.common.htmx import render_page

PAGE_SIZE = 25

# The one main button of a chart is the next step on the road; everything else is beside it.
MAIN_ACTIONS = (
    Action.START_TRIAGE,
    Action.START_MATCHING,
    Action.PROPOSE,
    Action.RECORD_INTERVIEW,
    Action.ANSWER,
)


def may_list_cases(user: User) -> Decision:
    if user.has_role(Role.STAFF) or user.has_role(Role.SUPPORTER):
        return Decision.yes()
    return Decision.no(_("Only the staff and the supporters of a desk have a list of cases."))


def case_list(request: HttpRequest) -> HttpResponse:
    user = signed_in(request)
    refuse_unless(may_list_cases(user))
    listing = CaseFilter(
        request.GET, queryset=visible_cases(user), desk_ids=user.desk_ids(Role.STAFF) | user.desk_ids(Role.SUPPORTER)
    )
    cases = (
        sorted_cases(listing.qs, request.GET.get("sort", DEFAULT_SORT))
        .select_related("consultation", "organisation", "product_type", "topic_set", "desk")
        .prefetch_related("topic_set__topics")
    )
    context = {
        "filter": listing,
        "page": Paginator(cases, PAGE_SIZE).get_page(request.GET.get("page")),
        "list_target": "#case-list",
        "default_sort": DEFAULT_SORT,
    }
    return render_page(request, "cases/case_list.html", context, fragment="cases/_case_list.html")


def case_chart(request: HttpRequest, number: str) -> HttpResponse:
    """The founder's view for the asker, the chart for the desk; reading it is noted."""
    user = signed_in(request)
    case = get_object_or_404(charted(visible_cases(user)), number=number)
    record_view(case, actor=user)
    labels = desk_labels(case.desk)
    is_asker = case.consultation.asked_by_id == user.pk
    context = {
        "case": case,
        "consultation": case.consultation,
        "journey": journey(case),
        "plain_words": PLAIN_WORDS[State(case.state)],
        "openings": openings(case),
        "interviews": case.interviews.prefetch_related("supporters"),
        "history": history_for_founder(case, labels) if is_asker else history_for_desk(case, labels),
        **_buttons(user, case),
    }
    if is_asker:
        context["breadcrumbs"] = [(_("My consultations"), reverse("consultation_list")), (case.number, "")]
        return render(request, "cases/founder_case.html", context)
    context["breadcrumbs"] = [(_("Cases"), reverse("case_list")), (case.number, "")]
    context["assignments"] = case.assignments.select_related("supporter", "proposed_by")
    context["follow_ups"] = case.follow_ups.all()
    return render(request, "cases/chart.html", context)


def charted(cases: QuerySet[Case]) -> QuerySet[Case]:
    return cases.select_related(
        "desk",
        "organisation",
        "product_type",
        "topic_set",
        "consultation__asked_by",
        "consultation__organisation",
        "consultation__product_type",
        "consultation__topic_set",
        "rating",
    ).prefetch_related("topic_set__topics", "consultation__topic_set__topics")


def _buttons(user: User, case: Case) -> dict[str, Any]:
    offers = [offer for offer in offers_for(user, case) if offer.action in STEP_FORMS]
    main = next((offer for offer in offers if offer.action in MAIN_ACTIONS and offer.decision), None)
    return {"main_offer": main, "other_offers": [offer for offer in offers if offer is not main]}
