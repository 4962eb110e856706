"""支援計画: the editions of a case's plan, how far their steps are, and what the desk follows until it is done."""

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import Count, Exists, Min, OuterRef, Q, QuerySet
from django.utils import timezone
from django.utils.translation import pgettext

from accounts.enums import Role
from accounts.models import User
from cases.clocks import tone_of
from cases.documents.plan import PlanLine, PlanPaper
from cases.enums import AssignmentRole, AssignmentState, EventKind, PlanState, State, Tone
from cases.models import Case, CaseEvent, PlanStep, SupportPlan
from cases.selectors.clocks import calendar_of
from cases.selectors.visibility import visible_cases
from mediso.common.business_days import BusinessCalendar

NEWER = SupportPlan.objects.filter(case=OuterRef("case"), state=PlanState.DELIVERED, edition__gt=OuterRef("edition"))


@dataclass(frozen=True, slots=True)
class ShownStep:
    """`tone` is red after the due day, amber on it and from the business day before it; None where nothing presses.

    A page on which the step can be ticked off puts the `form` beside it.
    """

    step: PlanStep
    number: int
    who: str
    tone: Tone | None
    form: object = None

    @property
    def is_late(self) -> bool:
        return self.tone is Tone.RED


@dataclass(frozen=True, slots=True)
class ShownPlan:
    plan: SupportPlan
    steps: tuple[ShownStep, ...]
    in_force: bool

    @property
    def is_delivered(self) -> bool:
        return self.plan.state == PlanState.DELIVERED

    @property
    def done(self) -> int:
        return sum(one.step.done_on is not None for one in self.steps)

    @property
    def late(self) -> int:
        return sum(one.is_late for one in self.steps)

    @property
    def next(self) -> ShownStep | None:
        """The open step that is due first."""
        left = [one for one in self.steps if one.step.done_on is None]
        return min(left, key=lambda one: one.step.due_on or dt.date.max, default=None)

    @property
    def state_tone(self) -> str:
        return STATE_TONES[PlanState(self.plan.state)]


# Tones of chips (docs/ui.md).
STATE_TONES = {
    PlanState.DRAFT: "gray",
    PlanState.IN_REVIEW: "orange",
    PlanState.REVIEWED: "blue",
    PlanState.DELIVERED: "green",
}


def plans_of(case: Case) -> QuerySet[SupportPlan]:
    """Every edition with its steps, the newest first."""
    return case.plans.select_related("drafted_by", "reviewed_by", "delivered_by").prefetch_related("steps")


def readable_plans(user: User, case: Case) -> QuerySet[SupportPlan]:
    """The asker reads what was delivered, whoever sees the chart every edition."""
    plans = plans_of(case)
    return plans.filter(state=PlanState.DELIVERED) if case.consultation.asked_by_id == user.pk else plans


def undelivered_plan(case: Case) -> SupportPlan | None:
    """The edition that is being drafted or reviewed; a case has one at most."""
    return case.plans.exclude(state=PlanState.DELIVERED).select_related("drafted_by").first()


def is_in_force(plan: SupportPlan) -> bool:
    """Whether it is the newest edition that the founder has."""
    delivered = SupportPlan.objects.filter(case=plan.case_id, state=PlanState.DELIVERED)
    return plan.state == PlanState.DELIVERED and not delivered.filter(edition__gt=plan.edition).exists()


def reviewers_of(plan: SupportPlan, *, sent_by: User) -> list[User]:
    """Whom to ask for the review: who is in charge of the case, and its lead; neither the drafter nor the sender."""
    lead = plan.case.assignments.filter(role=AssignmentRole.LEAD, state=AssignmentState.ACCEPTED)
    users = [plan.case.responsible, *(one.supporter.user for one in lead.select_related("supporter__user"))]
    asked = {user.pk: user for user in users if user is not None and user.is_active}
    return [user for pk, user in asked.items() if pk not in {plan.drafted_by_id, sent_by.pk}]


def last_event_of(plan: SupportPlan) -> CaseEvent:
    """What was done with this edition last, and by whom."""
    kinds = (
        EventKind.PLAN_DRAFTED,
        EventKind.PLAN_SENT_TO_REVIEW,
        EventKind.PLAN_REVIEWED,
        EventKind.PLAN_SENT_BACK,
        EventKind.PLAN_DELIVERED,
    )
    told = CaseEvent.objects.filter(case=plan.case_id, kind__in=kinds, payload__plan=plan.pk)
    return told.select_related("actor").latest("pk")


def why_sent_back(plan: SupportPlan) -> CaseEvent | None:
    """The event that sent the draft back, with the reason in its payload; None for a plan that was not, or went on."""
    if plan.state != PlanState.DRAFT:
        return None
    told = CaseEvent.objects.filter(case=plan.case_id, kind=EventKind.PLAN_SENT_BACK, payload__plan=plan.pk)
    return told.select_related("actor").order_by("-pk").first()


def shown_plans(case: Case, plans: Iterable[SupportPlan], today: dt.date) -> list[ShownPlan]:
    """As pages draw them; where there is any, one query for the desk's closures beside those of `plans`."""
    found = list(plans)
    if not found:
        return []
    calendar = calendar_of(case.desk)
    newest = max((plan.edition for plan in found if plan.state == PlanState.DELIVERED), default=0)
    return [ShownPlan(plan, _shown_steps(plan, calendar, today), in_force=plan.edition == newest) for plan in found]


def shown_followed(plans: Iterable[SupportPlan], today: dt.date) -> list[ShownPlan]:
    """Plans in force, of several desks; one query a desk beside those of `plans`."""
    calendars: dict[int, BusinessCalendar] = {}
    shown = []
    for plan in plans:
        desk = plan.case.desk
        calendar = calendars.get(desk.pk) or calendars.setdefault(desk.pk, calendar_of(desk))
        shown.append(ShownPlan(plan, _shown_steps(plan, calendar, today), in_force=True))
    return shown


def shown_plan(case: Case, plan: SupportPlan, today: dt.date) -> ShownPlan:
    return ShownPlan(plan, _shown_steps(plan, calendar_of(case.desk), today), in_force=is_in_force(plan))


def _shown_steps(plan: SupportPlan, calendar: BusinessCalendar, today: dt.date) -> tuple[ShownStep, ...]:
    return tuple(
        ShownStep(step, number, who_does(step), _tone(step, calendar, today))
        for number, step in enumerate(plan.steps.all(), start=1)
    )


def _tone(step: PlanStep, calendar: BusinessCalendar, today: dt.date) -> Tone | None:
    if step.done_on or step.due_on is None:
        return None
    tone = tone_of(step.due_on, calendar=calendar, today=today)
    return tone if tone in {Tone.RED, Tone.AMBER} else None


def who_does(step: PlanStep) -> str:
    """相談者（田中 花子）, or only whose step it is."""
    owner = step.get_owner_display()
    if not step.owner_name:
        return str(owner)
    return pgettext("who does a step", "%(owner)s (%(name)s)") % {"owner": owner, "name": step.owner_name}


def paper_of(case: Case, plan: SupportPlan, as_of: dt.date) -> PlanPaper:
    """What stands on the plan's paper. The organisation is the one the founder asked for, not the desk's own record."""
    organisation = case.consultation.organisation or case.organisation
    return PlanPaper(
        desk=str(case.desk),
        number=case.number,
        title=case.consultation.title,
        organisation=organisation.name,
        edition=plan.edition,
        as_of=as_of,
        goal=plan.goal,
        answer=plan.answer,
        steps=tuple(PlanLine(one.text, who_does(one), one.due_on, one.done_on) for one in plan.steps.all()),
        drafted_by=plan.drafted_by.name,
        drafted_on=timezone.localdate(plan.drafted_at),
        reviewed_by=plan.reviewed_by.name if plan.reviewed_by else "",
        reviewed_on=timezone.localdate(plan.reviewed_at) if plan.reviewed_at else None,
        delivered_on=timezone.localdate(plan.delivered_at) if plan.delivered_at else None,
    )


def followed_plans(user: User) -> QuerySet[SupportPlan]:
    """The plans in force of the desks whose staff the person is that have a step left to do, late ones first.

    Each has `next_due_on`, the first day by which an open step is due, and `open_steps`.
    """
    cases = visible_cases(user).filter(desk__in=user.desk_ids(Role.STAFF)).exclude(state=State.WITHDRAWN)
    left = Q(steps__done_on=None)
    plans = SupportPlan.objects.filter(~Exists(NEWER), case__in=cases, state=PlanState.DELIVERED)
    return (
        plans.annotate(next_due_on=Min("steps__due_on", filter=left), open_steps=Count("steps", filter=left))
        .filter(open_steps__gt=0)
        .order_by("next_due_on", "case__number")
    )


def late_plans(plans: QuerySet[SupportPlan], today: dt.date) -> QuerySet[SupportPlan]:
    late = PlanStep.objects.filter(plan=OuterRef("pk"), done_on=None, due_on__lt=today)
    return plans.filter(Exists(late))
