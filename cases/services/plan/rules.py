"""What may be done with a support plan, by where it stands: the table of the services and of every button."""

from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from enum import StrEnum

from django.utils.functional import Promise
from django.utils.text import format_lazy
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.models import User
from cases.enums import PlanState
from cases.models import Case, SupportPlan
from cases.selectors.plans import is_in_force, last_event_of, undelivered_plan
from cases.services.chart import record_on_chart
from cases.services.records import Entry
from cases.works import Work
from mediso.common.decision import Decision
from mediso.common.errors import ActionRefused, StaleRow

S = PlanState
Reason = str | Promise


class PlanAct(StrEnum):
    """What is done with one edition. Values stand in addresses."""

    EDIT = "edit"
    SEND_TO_REVIEW = "send-to-review"
    APPROVE = "approve"
    SEND_BACK = "send-back"
    NEXT_EDITION = "next-edition"
    FINISH_STEP = "finish"
    OPEN_STEP = "open"


@dataclass(frozen=True, slots=True)
class PlanRule:
    """`lacks` says what else is missing, or nothing; it is asked after the state."""

    work: Work
    states: tuple[PlanState, ...]
    lacks: Callable[[SupportPlan, User], Reason] = lambda _plan, _user: ""


def no_second_draft(case: Case) -> Reason:
    """Why no edition can be begun: who drafts one already. Nothing where one can."""
    plan = undelivered_plan(case)
    if plan is None:
        return ""
    return format_lazy(
        gettext_lazy("Edition {edition} is not delivered yet: {name} drafted it last. Go on with that one."),
        edition=plan.edition,
        name=plan.drafted_by.name,
    )


def _unfinished(plan: SupportPlan, _user: User) -> Reason:
    steps = list(plan.steps.all())
    if not plan.goal:
        return gettext_lazy("The plan has no goal yet.")
    if not steps:
        return gettext_lazy("The plan has no step yet.")
    undated = next((number for number, step in enumerate(steps, start=1) if step.due_on is None), 0)
    return format_lazy(gettext_lazy("Step {number} has no day yet."), number=undated) if undated else ""


def _own_draft(plan: SupportPlan, user: User) -> Reason:
    return gettext_lazy("You wrote this plan last: another person reviews it.") if plan.drafted_by_id == user.pk else ""


def _superseded(plan: SupportPlan, _user: User) -> Reason:
    return "" if is_in_force(plan) else gettext_lazy("A newer edition was delivered: the steps of that one count.")


PLAN_RULES: Mapping[PlanAct, PlanRule] = {
    PlanAct.EDIT: PlanRule(Work.DRAFT_PLAN, (S.DRAFT,)),
    PlanAct.SEND_TO_REVIEW: PlanRule(Work.SEND_PLAN_TO_REVIEW, (S.DRAFT,), _unfinished),
    PlanAct.APPROVE: PlanRule(Work.REVIEW_PLAN, (S.IN_REVIEW,), _own_draft),
    PlanAct.SEND_BACK: PlanRule(Work.SEND_PLAN_BACK, (S.IN_REVIEW, S.REVIEWED)),
    PlanAct.NEXT_EDITION: PlanRule(Work.DRAFT_PLAN, (S.DELIVERED,), lambda plan, _user: no_second_draft(plan.case)),
    PlanAct.FINISH_STEP: PlanRule(Work.FINISH_STEP, (S.DELIVERED,), _superseded),
    PlanAct.OPEN_STEP: PlanRule(Work.OPEN_STEP, (S.DELIVERED,), _superseded),
}

# What is told to whoever wants what the plan's state rules out.
RULED_OUT: Mapping[PlanState, Reason] = {
    S.DRAFT: gettext_lazy("The plan is a draft: send it to review first."),
    S.IN_REVIEW: gettext_lazy("The plan is in review: send it back to change it."),
    S.REVIEWED: gettext_lazy("The plan is reviewed: deliver it, or send it back to change it."),
    S.DELIVERED: gettext_lazy("This edition was delivered and stays as it is: draft the next one to change the plan."),
}


def decide_act(user: User, act: PlanAct, plan: SupportPlan) -> Decision:
    """By the plan alone; whether the person may write on the case at all, `cases/works.py` says before."""
    rule = PLAN_RULES[act]
    if plan.state not in rule.states:
        return Decision.no(RULED_OUT[PlanState(plan.state)])
    lacking = rule.lacks(plan, user)
    return Decision.no(lacking) if lacking else Decision.yes()


@contextmanager
def act_on_plan(
    *, case_id: int, edition: int, actor: User, act: PlanAct, seen: int | None
) -> Iterator[tuple[Entry, SupportPlan]]:
    """Lock the case, and ask case, version and plan; then the caller writes, and one event is left.

    `seen` is the plan's `version` that the actor read; None where the words do not matter. Raises `StaleRow` when
    somebody was quicker, `ActionRefused` when the case, the person or the plan does not allow the act.
    """
    with record_on_chart(case_id=case_id, work=PLAN_RULES[act].work, actor=actor) as entry:
        plan = entry.case.plans.select_related("drafted_by").filter(edition=edition).first()
        if plan is None:
            raise ActionRefused(_("This plan is not one of this case."))
        plan.case = entry.case
        if seen is not None and seen != plan.version:
            raise StaleRow(_someone_was_quicker(plan))
        if not (decision := decide_act(actor, act, plan)):
            raise ActionRefused(decision.reason)
        entry.payload |= {"plan": plan.pk, "edition": plan.edition}
        yield entry, plan


def _someone_was_quicker(plan: SupportPlan) -> str:
    latest = last_event_of(plan)
    return _("Someone was quicker: %(who)s – %(what)s. Nothing of yours was saved; look at the plan as it is now.") % {
        "who": latest.actor,
        "what": latest.kind_label,
    }
