"""Consultations, cases, and what was done for them.

These write the state directly, to put a case where a test begins; moving it from there is the gate's.
"""

# factory_boy's declarations carry no types.
# mypy: allow-untyped-calls, allow-untyped-decorators

import datetime as dt
from typing import Any

from django.utils import timezone
from factory.declarations import LazyAttribute, LazyFunction, SelfAttribute, Sequence, SubFactory, Trait
from factory.django import DjangoModelFactory
from factory.helpers import lazy_attribute_sequence, post_generation

from cases.enums import (
    AssignmentRole,
    AssignmentState,
    Awaits,
    Channel,
    DeclineReason,
    DevelopmentStage,
    EventKind,
    InterviewForm,
    InterviewKind,
    MessageSide,
    PlanState,
    State,
)
from cases.models import Assignment, Case, CaseEvent, Consultation, Interview, Message, Rating, SupportPlan
from cases.services.numbering import format_number
from tests.factories.accounts import OrganisationFactory, UserFactory
from tests.factories.desks import DeskFactory, ProductTypeFactory, TopicFactory, topic_set
from tests.factories.supporters import SupporterFactory

# Far above the numbers a desk gives out in a test, so that the two never meet.
FIRST_NUMBER = 5001

AWAITS = {
    State.SUPPORTING: Awaits.SUPPORTER,
    State.AWAITING_FOUNDER: Awaits.FOUNDER,
    State.CLOSED: Awaits.NOBODY,
    State.REFERRED: Awaits.NOBODY,
    State.DECLINED: Awaits.NOBODY,
    State.WITHDRAWN: Awaits.NOBODY,
}
UNCLASSIFIED = {State.SUBMITTED, State.TRIAGING, State.DECLINED, State.WITHDRAWN}
HAS_ANSWERED = {AssignmentState.ACCEPTED, AssignmentState.COMPLETED}


def _a_month_later(day: dt.date) -> dt.date:
    """Not in the future, unless the whole case is."""
    return max(day, min(day + dt.timedelta(days=30), timezone.localdate()))


class ConsultationFactory(DjangoModelFactory[Consultation]):
    """A complete draft; `submitted=True` freezes it. `topics=[…]` sets its topics."""

    class Meta:
        model = Consultation

    class Params:
        submitted = Trait(submitted_at=LazyFunction(timezone.now))
        topics = None

    desk = SubFactory(DeskFactory)
    asked_by = SubFactory(UserFactory, founder=True)
    organisation = SubFactory(OrganisationFactory)
    product_type = SubFactory(ProductTypeFactory, desk=SelfAttribute("..desk"))
    topic_set = LazyAttribute(lambda row: topic_set(*(row.topics or [TopicFactory.create(desk=row.desk)])))
    product_type_unsure = LazyAttribute(lambda row: row.product_type is None)
    topics_unsure = LazyAttribute(lambda row: row.topic_set is None)
    title = Sequence(lambda n: f"相談の件名{n}")
    text = "承認申請に向けて、必要な試験の範囲を確認したい。"
    product_name = "人工関節"
    target_disease = "変形性関節症"
    development_stage = DevelopmentStage.PROTOTYPE


class CaseFactory(DjangoModelFactory[Case]):
    """A case just received; `state=` puts it elsewhere with whatever that state needs.

    Its submitted consultation names the same desk, organisation, product type and topics; `consultation__title=…`
    and the like change it. `topics=[…]` sets the topics, `asked_by=user` the founder.
    """

    class Meta:
        model = Case

    class Params:
        topics = None
        asked_by = None

    desk = SubFactory(DeskFactory)
    organisation = SubFactory(OrganisationFactory)
    product_type = SubFactory(ProductTypeFactory, desk=SelfAttribute("..desk"))
    topic_set = LazyAttribute(lambda row: topic_set(*(row.topics or [TopicFactory.create(desk=row.desk)])))
    consultation = SubFactory(
        ConsultationFactory,
        submitted=True,
        desk=SelfAttribute("..desk"),
        asked_by=LazyAttribute(lambda row: row.factory_parent.asked_by or UserFactory.create(founder=True)),
        organisation=SelfAttribute("..organisation"),
        product_type=SelfAttribute("..product_type"),
        topic_set=SelfAttribute("..topic_set"),
    )
    channel = Channel.PORTAL
    received_on = LazyFunction(timezone.localdate)
    organisation_kind = SelfAttribute("organisation.kind")
    prefecture = SelfAttribute("organisation.prefecture")
    development_stage = SelfAttribute("consultation.development_stage")

    state = State.SUBMITTED
    awaits = LazyAttribute(lambda case: AWAITS.get(State(case.state), Awaits.STAFF))
    returns_to = LazyAttribute(lambda case: State.TRIAGING if case.state == State.AWAITING_FOUNDER else "")
    classified_at = LazyAttribute(lambda case: None if State(case.state) in UNCLASSIFIED else timezone.now())
    closed_on = LazyAttribute(lambda case: _a_month_later(case.received_on) if case.state == State.CLOSED else None)

    @lazy_attribute_sequence
    def number(self: Any, n: int) -> str:
        return format_number(self.desk, self.received_on.year, n + FIRST_NUMBER)


class AssignmentFactory(DjangoModelFactory[Assignment]):
    """An open proposal to be the lead; `state=` gives another with whatever it needs."""

    class Meta:
        model = Assignment

    case = SubFactory(CaseFactory, state=State.MATCHING)
    supporter = SubFactory(SupporterFactory, desk=SelfAttribute("..case.desk"))
    role = AssignmentRole.LEAD
    state = AssignmentState.PROPOSED
    decided_at = LazyAttribute(lambda row: None if row.state == AssignmentState.PROPOSED else timezone.now())
    no_conflict_declared_at = LazyAttribute(
        lambda row: row.decided_at if AssignmentState(row.state) in HAS_ANSWERED else None
    )
    decline_reason = LazyAttribute(lambda row: DeclineReason.NO_TIME if row.state == AssignmentState.DECLINED else "")


class InterviewFactory(DjangoModelFactory[Interview]):
    """A supporter interview; `present=[supporter]` names who attended."""

    class Meta:
        model = Interview
        skip_postgeneration_save = True

    case = SubFactory(CaseFactory, state=State.SUPPORTING)
    kind = InterviewKind.SUPPORTER
    held_on = SelfAttribute("case.received_on")
    minutes = 60
    form = InterviewForm.ONLINE
    summary = "試験の範囲を確認した。"

    @post_generation
    def present(self: Interview, _create: bool, supporters: Any, **_kwargs: Any) -> None:
        self.supporters.add(*(supporters or ()))


class FollowUpFactory(InterviewFactory):
    case = SubFactory(CaseFactory, state=State.CLOSED)
    kind = InterviewKind.FOLLOW_UP
    summary = "その後の進み具合を聞いた。"


class SupportPlanFactory(DjangoModelFactory[SupportPlan]):
    """A draft; `state=` gives another with whatever it needs."""

    class Meta:
        model = SupportPlan

    case = SubFactory(CaseFactory, state=State.SUPPORTING)
    state = PlanState.DRAFT
    goal = "承認申請の準備を整える。"
    drafted_by = SubFactory(UserFactory)
    reviewed_by = LazyAttribute(
        lambda plan: UserFactory.create() if plan.state in {PlanState.REVIEWED, PlanState.DELIVERED} else None
    )
    reviewed_at = LazyAttribute(lambda plan: timezone.now() if plan.reviewed_by else None)
    delivered_by = LazyAttribute(lambda plan: plan.drafted_by if plan.state == PlanState.DELIVERED else None)
    delivered_at = LazyAttribute(lambda plan: timezone.now() if plan.delivered_by else None)


class RatingFactory(DjangoModelFactory[Rating]):
    class Meta:
        model = Rating

    case = SubFactory(CaseFactory, state=State.CLOSED)
    score = 4
    rated_at = LazyFunction(timezone.now)


class MessageFactory(DjangoModelFactory[Message]):
    """A message of the desk, sent; `draft=True` for one that its author is still writing."""

    class Meta:
        model = Message

    class Params:
        draft = Trait(sent_at=None)

    case = SubFactory(CaseFactory, state=State.SUPPORTING)
    side = MessageSide.DESK
    author = SubFactory(UserFactory)
    text = "資料をお送りください。"
    sent_at = LazyFunction(timezone.now)


class CaseEventFactory(DjangoModelFactory[CaseEvent]):
    class Meta:
        model = CaseEvent

    case = SubFactory(CaseFactory)
    kind = EventKind.SUBMITTED
