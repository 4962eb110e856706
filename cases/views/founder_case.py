"""The asker's own page of a case, which tells less than the chart."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone

from accounts.models import User
from cases.enums import State
from cases.models import Case
from cases.selectors.history import history_for_founder, latest_words, openings
from cases.selectors.journey import PLAIN_WORDS, journey
from cases.selectors.labels import desk_labels
from cases.selectors.plans import readable_plans, shown_plans
from cases.views.chart.buttons import buttons_for
from cases.views.crumbs import list_crumb


def founder_case(request: HttpRequest, user: User, case: Case) -> HttpResponse:
    history = history_for_founder(case, desk_labels(case.desk))
    context = {
        "case": case,
        "consultation": case.consultation,
        "journey": journey(case),
        "plain_words": PLAIN_WORDS[State(case.state)],
        "openings": openings(case),
        "interviews": case.interviews.prefetch_related("supporters"),
        "history": history,
        "words": latest_words(case, history),
        "plans": shown_plans(case, readable_plans(user, case), timezone.localdate()),
        "breadcrumbs": [list_crumb(user, case), (case.number, "")],
        **buttons_for(user, case),
    }
    return render(request, "cases/founder_case.html", context)
