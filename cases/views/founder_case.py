"""The asker's own page of a case, which tells less than the chart."""

from collections.abc import Mapping
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone

from accounts.models import User
from cases.decisions import offers_for
from cases.enums import Action
from cases.forms.rating import RateForm
from cases.forms.steps import StepForm, WithdrawForm
from cases.models import Case
from cases.selectors.collaborators import asked_collaborators
from cases.selectors.history import downloads, history_for_founder, latest_words, openings
from cases.selectors.introductions import introductions
from cases.selectors.journey import journey
from cases.selectors.labels import desk_labels
from cases.selectors.outlook import outlook_of
from cases.selectors.own_links import own_links
from cases.selectors.plans import readable_plans, shown_plans
from cases.views.crumbs import list_crumb
from cases.views.thread import page_of, thread_context
from cases.works import Work, decide_work

# What a founder does with a case stands on its page, by the name that the template gives it.
FORMS: Mapping[Action, type[StepForm]] = {
    Action.RATE: RateForm,
    Action.WITHDRAW: WithdrawForm,
}


def founder_case(request: HttpRequest, user: User, case: Case) -> HttpResponse:
    history = history_for_founder(case, desk_labels(case.desk))
    today = timezone.localdate()
    context = {
        "case": case,
        "consultation": case.consultation,
        "collaborators": asked_collaborators(case),
        "journey": journey(case),
        "outlook": outlook_of(case, today),
        "openings": openings(case),
        "introductions": introductions(case),
        "interviews": case.interviews.prefetch_related("supporters"),
        "history": history,
        "words": latest_words(case, history),
        "plans": shown_plans(case, readable_plans(user, case), today),
        "links": own_links(user, case),
        "outcomes": case.outcomes.all(),
        "may_tell": decide_work(user, Work.TELL_OUTCOME, case),
        "breadcrumbs": [list_crumb(user, case), (case.number, "")],
        "downloads": downloads(case),
        **forms_for(user, case),
        **thread_context(page_of(user, case)),
    }
    return render(request, "cases/founder_case.html", context)


def forms_for(user: User, case: Case) -> dict[str, Any]:
    """`rate_form`, `withdraw_form`: those that are possible now; the actions' own pages take them."""
    possible = {offer.action for offer in offers_for(user, case) if offer.decision}
    return {
        f"{action.value}_form": form(case=case, actor=user, auto_id=f"{action.value}_%s")
        for action, form in FORMS.items()
        if action in possible
    }
