"""Following a delivered plan: its steps are ticked off, with the day on which each was done."""

import datetime as dt

from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.models import User
from cases.models import PlanStep, SupportPlan
from cases.selectors.plans import undelivered_plan
from cases.services.plan.rules import PlanAct, act_on_plan
from cases.services.records import Entry
from mediso.common.errors import ActionRefused


def finish_step(*, case_id: int, edition: int, actor: User, step_id: int, done_on: dt.date) -> PlanStep:
    """What is done already stays as it was done first. Raises `ActionRefused` for a day before the case, or to come."""
    act = PlanAct.FINISH_STEP
    with act_on_plan(case_id=case_id, edition=edition, actor=actor, act=act, seen=None) as (entry, plan):
        step = _step(plan, step_id)
        if not entry.case.received_on <= done_on <= timezone.localdate():
            raise ActionRefused(_("Give a day from the receipt of the case to today."))
        entry.silent = step.done_on is not None
        if not entry.silent:
            _mark(entry, step, done_on)
    return step


def open_step(*, case_id: int, edition: int, actor: User, step_id: int) -> PlanStep:
    """Take the mark away: the step was not done after all."""
    act = PlanAct.OPEN_STEP
    with act_on_plan(case_id=case_id, edition=edition, actor=actor, act=act, seen=None) as (entry, plan):
        step = _step(plan, step_id)
        entry.silent = step.done_on is None
        if not entry.silent:
            _mark(entry, step, None)
    return step


def _step(plan: SupportPlan, step_id: int) -> PlanStep:
    step = plan.steps.filter(pk=step_id).first()
    if step is None:
        raise ActionRefused(_("This step is not one of this plan."))
    return step


def _mark(entry: Entry, step: PlanStep, done_on: dt.date | None) -> None:
    """The mark is on the same step of an edition being drafted too: delivering that one must not lose it."""
    done_by = entry.actor if done_on else None
    step.done_on, step.done_by = done_on, done_by
    step.save(update_fields=["done_on", "done_by"])
    if draft := undelivered_plan(entry.case):
        same = draft.steps.filter(text=step.text, owner=step.owner, owner_name=step.owner_name)
        same.update(done_on=done_on, done_by=done_by)
    entry.payload |= {"step": step.pk, "number": step.position, "text": step.text}
    if done_on:
        entry.payload["done_on"] = done_on.isoformat()
