"""What the people of the demo do, by the words of `data/demo-cases.json`; each is a call of the desk's own service."""

import datetime as dt
import uuid
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from accounts.models import User
from cases.enums import (
    AssignmentState,
    ConsentForm,
    ContactMedium,
    DeclineReason,
    InterviewForm,
    InterviewKind,
    LinkKind,
    NoteAudience,
)
from cases.models import Assignment, Case, SupportPlan
from cases.selectors.candidates import exclusions_of, ranking_for
from cases.selectors.checklist import checklist_of
from cases.services import (
    checklists,
    closing,
    contact,
    interview,
    links,
    matching,
    messages,
    notes,
    rating,
    referral,
    tasks,
    triage,
)
from cases.services.demo.papers import paper
from cases.services.plan import delivery, drafting, following, review
from mediso.common.business_days import BusinessCalendar
from mediso.desks.enums import StepOwner
from mediso.desks.models import Desk, PlanTemplate
from supporters.models import Supporter

Row = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Scene:
    """`people` by what stands before the @ of their address."""

    desk: Desk
    people: Mapping[str, User]
    calendar: BusinessCalendar
    today: dt.date

    def days_ago(self, count: int) -> dt.date:
        """The last business day that lies so many business days back; for 0 today, or the last one before."""
        day = self.today
        while not self.calendar.is_business_day(day) or self.calendar.between(day, self.today) < count:
            day -= dt.timedelta(days=1)
        return day


Act = Callable[[Scene, Case, User, Row], object]


def _by(case: Case, actor: User) -> dict[str, Any]:
    return {"case_id": case.pk, "actor": actor, "seen": None}


def _classify(_scene: Scene, case: Case, by: User, _row: Row) -> object:
    """As it was asked."""
    if case.product_type is None or case.topic_set is None:
        raise KeyError(case.consultation.title)
    return triage.classify(**_by(case, by), product_type=case.product_type, topics=list(case.topic_set.topics.all()))


def _propose(scene: Scene, case: Case, by: User, row: Row) -> object:
    """To the person named, where no rule excludes them today; else to the best of the ranking."""
    roster = Supporter.objects.filter(desk=scene.desk, user__is_active=True)
    chosen = roster.filter(user=scene.people.get(row.get("to", ""))).first()
    if chosen is None or exclusions_of(chosen, case, scene.today):
        ranked = ranking_for(case, scene.today).ranked
        chosen = next(one for each in ranked if (one := roster.filter(pk=each.supporter_id).first()))
    return matching.propose(**_by(case, by), supporter_id=chosen.pk)


def _proposal(case: Case) -> tuple[Assignment, User]:
    proposal = case.assignments.select_related("supporter__user").get(state=AssignmentState.PROPOSED)
    if proposal.supporter.user is None:
        raise KeyError(proposal.supporter.name)
    return proposal, proposal.supporter.user


def _accept(_scene: Scene, case: Case, _by: User, _row: Row) -> object:
    proposal, supporter = _proposal(case)
    return matching.accept(assignment_id=proposal.pk, actor=supporter, seen=None, no_conflict=True)


def _turn_down(_scene: Scene, case: Case, _by: User, row: Row) -> object:
    proposal, supporter = _proposal(case)
    reason = DeclineReason(row["reason"])
    return matching.turn_down(assignment_id=proposal.pk, actor=supporter, seen=None, reason=reason, note=row["note"])


def _interview(kind: InterviewKind) -> Act:
    def record(scene: Scene, case: Case, by: User, row: Row) -> object:
        working = case.assignments.filter(state=AssignmentState.ACCEPTED).select_related("supporter")
        return interview.record(
            **_by(case, by),
            kind=kind,
            held_on=scene.days_ago(row["days_ago"]),
            minutes=row["minutes"],
            form=InterviewForm(row["form"]),
            supporters=[one.supporter for one in working],
            summary=row["summary"],
            next_steps=row["next_steps"],
            others_present=row.get("others", ""),
        )

    return record


def _contact(scene: Scene, case: Case, by: User, row: Row) -> object:
    medium, held_on = ContactMedium(row["medium"]), scene.days_ago(row["days_ago"])
    return contact.record_contact(**_by(case, by), medium=medium, held_on=held_on, text=row["text"])


def _refer(scene: Scene, case: Case, by: User, row: Row) -> object:
    return referral.refer(
        **_by(case, by),
        body=row["body"],
        message=row["message"],
        handed_over=row["handed_over"],
        consent_on=scene.today,
        consent_form=ConsentForm(row["consent_form"]),
    )


def _rate(_scene: Scene, case: Case, _by_staff: User, row: Row) -> object:
    founder = case.consultation.asked_by
    if founder is None:
        raise KeyError(case.consultation.title)
    return rating.rate(**_by(case, founder), score=row["score"], comment=row["comment"])


def _note(_scene: Scene, case: Case, by: User, row: Row) -> object:
    return notes.write_note(case_id=case.pk, actor=by, audience=NoteAudience(row["audience"]), text=row["text"])


def _task(scene: Scene, case: Case, by: User, row: Row) -> object:
    due_on = scene.calendar.add(scene.today, row["due_in"])
    return tasks.set_task(
        case_id=case.pk, actor=by, title=row["title"], assignee=scene.people[row["assignee"]], due_on=due_on
    )


def _tick(_scene: Scene, case: Case, by: User, row: Row) -> None:
    for line in checklist_of(case).lines[: row["items"]]:
        checklists.tick(case_id=case.pk, actor=by, pk=line.item.pk)


def _link(_scene: Scene, case: Case, by: User, row: Row) -> object:
    return links.link(case_id=case.pk, actor=by, number=row["number"], kind=LinkKind(row["kind"]))


def _draft_plan(scene: Scene, case: Case, by: User, row: Row) -> None:
    template = PlanTemplate.objects.get(desk=scene.desk, name_ja=row["template"])
    plan = drafting.draft_plan(case_id=case.pk, actor=by, template_id=template.pk)
    if "answer" in row:
        steps = [
            drafting.WrittenStep(step.text, StepOwner(step.owner), step.owner_name, step.due_on, step.pk)
            for step in plan.steps.all()
        ]
        drafting.save_draft(**_on_plan(plan, by), goal=plan.goal, answer=row["answer"], steps=steps)


def _on_plan(plan: SupportPlan, actor: User) -> dict[str, Any]:
    return _by(plan.case, actor) | {"edition": plan.edition}


def _latest(case: Case) -> SupportPlan:
    return case.plans.latest("edition")


def _finish_plan_step(scene: Scene, case: Case, by: User, row: Row) -> object:
    plan = _latest(case)
    step = plan.steps.get(position=row["number"])
    return following.finish_step(case_id=case.pk, edition=plan.edition, actor=by, step_id=step.pk, done_on=scene.today)


def _message(_scene: Scene, case: Case, by: User, row: Row) -> None:
    """From the desk, or with `asker` from whoever asked; `paper` is a file that comes along."""
    author = case.consultation.asked_by if row.get("asker") else by
    if author is None:
        raise KeyError(case.consultation.title)
    draft = messages.keep_draft(case=case, actor=author, token=uuid.uuid4(), text=row["text"])
    if "paper" in row:
        refused = messages.attach(draft=draft, uploads=[paper(case.desk.name_ja, row["paper"])])
        if refused:
            raise refused[0]
    messages.send(case_id=case.pk, actor=author, token=draft.token)


ACTS: Mapping[str, Act] = {
    "start_triage": lambda _scene, case, by, _row: triage.start_triage(**_by(case, by)),
    "classify": _classify,
    "start_matching": lambda _scene, case, by, _row: triage.start_matching(**_by(case, by)),
    "propose": _propose,
    "accept": _accept,
    "turn_down": _turn_down,
    "take": lambda _scene, case, by, _row: matching.take(**_by(case, by), no_conflict=True),
    "contact": _contact,
    "preliminary_interview": _interview(InterviewKind.PRELIMINARY),
    "interview": _interview(InterviewKind.SUPPORTER),
    "ask_founder": lambda _scene, case, by, row: triage.ask_founder(**_by(case, by), question=row["question"]),
    "refer": _refer,
    "decline": lambda _scene, case, by, row: triage.decline(**_by(case, by), message=row["message"]),
    "withdraw": lambda _scene, case, by, row: closing.withdraw(**_by(case, by), reason=row["reason"]),
    "close": lambda _scene, case, by, row: closing.close(**_by(case, by), message=row["message"]),
    "rate": _rate,
    "message": _message,
    "note": _note,
    "task": _task,
    "tick": _tick,
    "link": _link,
    "draft_plan": _draft_plan,
    "send_plan": lambda _scene, case, by, _row: review.send_to_review(**_on_plan(_latest(case), by)),
    "approve_plan": lambda _scene, case, by, _row: review.approve(**_on_plan(_latest(case), by)),
    "deliver_plan": lambda _scene, case, by, _row: delivery.deliver_plan(**_by(case, by)),
    "finish_plan_step": _finish_plan_step,
}
