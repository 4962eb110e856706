"""Drafting a support plan: from a template, from nothing, or as the next edition of a delivered one."""

import datetime as dt
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import F, Max
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.models import User
from cases.models import Case, PlanStep, SupportPlan
from cases.selectors.clocks import calendar_of
from cases.services.chart import record_on_chart
from cases.services.plan.rules import PlanAct, act_on_plan, no_second_draft
from cases.services.records import Entry
from cases.works import Work
from mediso.common.errors import ActionRefused
from mediso.desks.enums import StepOwner
from mediso.desks.models import PlanTemplate
from mediso.desks.selectors import offered_plan_templates

MOST_STEPS = 30
# Beyond every position a plan can have, so that rows change places without meeting.
ASIDE = 1_000


@dataclass(frozen=True, slots=True)
class WrittenStep:
    """A step as its writer left it; `step_id` is the row it was drawn from, None for a new step."""

    text: str
    owner: StepOwner
    owner_name: str = ""
    due_on: dt.date | None = None
    step_id: int | None = None


def draft_plan(*, case_id: int, actor: User, template_id: int | None) -> SupportPlan:
    """Begin an edition with the words of a template, its steps due so many business days from today, or empty.

    Raises `ActionRefused` while another edition is not delivered yet, and for a template that the desk does not offer
    for this case.
    """
    with record_on_chart(case_id=case_id, work=Work.DRAFT_PLAN, actor=actor) as entry:
        if refusal := no_second_draft(entry.case):
            raise ActionRefused(refusal)
        template = _template(entry.case, template_id) if template_id is not None else None
        plan = _begin(entry, goal=template.summary if template else "")
        if template:
            entry.payload["template"] = template.pk
            _copy_template(plan, template)
    return plan


def next_edition(*, case_id: int, edition: int, actor: User, seen: int | None) -> SupportPlan:
    """Begin the edition after a delivered one with its words and steps, those that are done as done."""
    with act_on_plan(case_id=case_id, edition=edition, actor=actor, act=PlanAct.NEXT_EDITION, seen=seen) as (
        entry,
        old,
    ):
        plan = _begin(entry, goal=old.goal, answer=old.answer)
        entry.payload["continues"] = old.edition
        PlanStep.objects.bulk_create(
            PlanStep(
                plan=plan,
                position=step.position,
                text=step.text,
                owner=step.owner,
                owner_name=step.owner_name,
                due_on=step.due_on,
                done_on=step.done_on,
                done_by_id=step.done_by_id,
            )
            for step in old.steps.all()
        )
    return plan


def save_draft(
    *, case_id: int, edition: int, actor: User, seen: int | None, goal: str, answer: str, steps: Sequence[WrittenStep]
) -> SupportPlan:
    """Put these words and steps in the place of what the draft has; whoever does so is its drafter from now on.

    Steps that were there keep whether they are done. Nothing is written, and no event, where nothing was changed.
    """
    with act_on_plan(case_id=case_id, edition=edition, actor=actor, act=PlanAct.EDIT, seen=seen) as (entry, plan):
        before, after = _words(plan), {"goal": goal, "answer": answer, "steps": [_told(step) for step in steps]}
        changed = [part for part, value in after.items() if before[part] != value]
        entry.silent = not changed
        if entry.silent:
            return plan
        entry.payload["changed"] = {part: {"from": before[part], "to": after[part]} for part in changed}
        plan.goal, plan.answer = goal, answer
        plan.drafted_by, plan.drafted_at = actor, timezone.now()
        plan.version += 1
        plan.save()
        if "steps" in changed:
            _replace_steps(plan, steps)
    return plan


def _template(case: Case, template_id: int) -> PlanTemplate:
    offered = offered_plan_templates(case.desk, timezone.localdate(), case.product_type_id)
    template = offered.filter(pk=template_id).first()
    if template is None:
        raise ActionRefused(_("This template is not offered for this case any more. Choose another one."))
    return template


def _begin(entry: Entry, *, goal: str, answer: str = "") -> SupportPlan:
    last = entry.case.plans.aggregate(last=Max("edition"))["last"] or 0
    plan: SupportPlan = entry.case.plans.create(edition=last + 1, goal=goal, answer=answer, drafted_by=entry.actor)
    entry.payload |= {"plan": plan.pk, "edition": plan.edition}
    return plan


def _copy_template(plan: SupportPlan, template: PlanTemplate) -> None:
    calendar, today = calendar_of(plan.case.desk), timezone.localdate()
    PlanStep.objects.bulk_create(
        PlanStep(
            plan=plan,
            position=position,
            text=step.text,
            owner=step.owner,
            due_on=calendar.add(today, step.due_after),
        )
        for position, step in enumerate(template.steps.all(), start=1)
    )


def _replace_steps(plan: SupportPlan, steps: Iterable[WrittenStep]) -> None:
    """Rows stay the rows they were: two people's ticks and texts meet on them."""
    plan.steps.update(position=F("position") + ASIDE)
    old = {step.pk: step for step in plan.steps.all()}
    for position, written in enumerate(steps, start=1):
        step = old.pop(written.step_id or 0, None) or PlanStep(plan=plan)
        step.position, step.text, step.owner = position, written.text, written.owner
        step.owner_name, step.due_on = written.owner_name, written.due_on
        step.save()
    PlanStep.objects.filter(pk__in=old).delete()


def _words(plan: SupportPlan) -> Mapping[str, Any]:
    return {"goal": plan.goal, "answer": plan.answer, "steps": [_told(step) for step in plan.steps.all()]}


def _told(step: PlanStep | WrittenStep) -> dict[str, Any]:
    return {
        "text": step.text,
        "owner": str(step.owner),
        "owner_name": step.owner_name,
        "due_on": step.due_on.isoformat() if step.due_on else None,
    }
