"""A few cases of one desk that people work on at random while the days go by, for properties of what is kept of them.

A seeded `random.Random` tells the story; whatever the desk refuses is passed over.
"""

import datetime as dt
import random
import uuid
from typing import Any
from zoneinfo import ZoneInfo

import time_machine
from django.utils import timezone

from accounts.enums import OrganisationKind, Prefecture
from accounts.models import User
from cases.enums import Action, AssignmentState, Channel, ContactMedium, InterviewForm, InterviewKind, PlanState
from cases.models import Assignment, Case
from cases.models.assignment import HAS_ACCEPTED
from cases.services import contact, intake, interview, rating, taking_in
from cases.services.clocks import recompute_due_dates
from cases.transitions import TRANSITIONS
from mediso.common.errors import ActionRefused
from mediso.desks.models import Desk
from supporters.models import Supporter
from tests.factories.cases import ConsultationFactory, SupportPlanFactory
from tests.factories.desks import ClosureFactory
from tests.support import cast
from tests.support.actions import ANSWERS_A_PROPOSAL, PERFORM, Scene
from tests.support.people import row_of

JAPAN = ZoneInfo("Asia/Tokyo")
BY_THE_FOUNDER = {Action.ANSWER, Action.WITHDRAW, Action.RATE}
TARGETS = ("first_contact_days", "triage_days", "proposal_days", "answer_days")
INTERVIEWS = {
    Action.RECORD_PRELIMINARY: InterviewKind.PRELIMINARY,
    Action.RECORD_INTERVIEW: InterviewKind.SUPPORTER,
    Action.RECORD_FOLLOW_UP: InterviewKind.FOLLOW_UP,
}
# What would end most stories before they began.
SELDOM = {Action.WITHDRAW, Action.DECLINE, Action.REFER}


class Life:
    """`step()` lets time pass and one thing happen; it answers the case it happened to, or None."""

    def __init__(self, chance: random.Random, cases: int = 3) -> None:
        self.chance = chance
        day = dt.date(2026, 4, 1) + dt.timedelta(days=chance.randrange(1_500))
        self.clock = time_machine.travel(self._moment(day), tick=False)
        self.travels = self.clock.start()
        self.desk = cast.main_desk()
        self.topic, self.product_type = cast.regulation(self.desk), cast.medical_device(self.desk)
        self.founder = cast.founder_of(cast.young_firm())
        self.staff = cast.staff_of(self.desk)
        known = (self.desk, self.topic, self.product_type)
        self.people = [cast.part_time(*known), cast.other_part_time(*known), cast.full_time(*known)]
        self.restless = chance.random() < 0.5
        """Whether the desk changes its targets and closures meanwhile."""
        self.languages: dict[int, str] = {}
        """Of whoever asked, when the case was received."""
        self.cases = [self._received() for _ in range(cases)]

    def stop(self) -> None:
        self.clock.stop()

    def _moment(self, day: dt.date) -> dt.datetime:
        return dt.datetime.combine(day, dt.time(self.chance.choice((0, 8, 12, 23)), 30), tzinfo=JAPAN)

    def step(self) -> Case | None:
        self._pass_time()
        if self.restless and self.chance.random() < 0.1:
            self._change_the_rules()
        place = self.chance.randrange(len(self.cases))
        case = self.cases[place]
        case.refresh_from_db()
        possible = [one for one in Action if case.state in TRANSITIONS[one].moves and self._wanted(one)]
        if not possible or self.chance.random() < 0.03:
            self.cases[place] = self._received()
            return self.cases[place]
        try:
            self._do(self.chance.choice(possible), case)
        except ActionRefused:
            return None
        case.refresh_from_db()
        return case

    def _wanted(self, action: Action) -> bool:
        return action not in SELDOM or self.chance.random() < 0.15

    def _pass_time(self) -> None:
        days = self.chance.choice((0, 0, 0, 1, 1, 2, 3, 5, 8, 40))
        later = self._moment(timezone.localdate() + dt.timedelta(days=days))
        self.travels.move_to(max(later, timezone.now()))

    def _change_the_rules(self) -> None:
        days = {name: self.chance.randint(1, 12) for name in TARGETS}
        Desk.objects.filter(pk=self.desk.pk).update(**days)
        first_day = timezone.localdate() + dt.timedelta(days=self.chance.randint(-5, 5))
        ClosureFactory.create(desk=self.desk, first_day=first_day, last_day=first_day + dt.timedelta(days=2))
        recompute_due_dates(self.desk.pk)

    def _received(self) -> Case:
        case = self._asked()
        asked_by = case.consultation.asked_by
        self.languages[case.pk] = asked_by.language if asked_by else "ja"
        return case

    def _asked(self) -> Case:
        self.founder.language = self.chance.choice(("ja", "en"))
        self.founder.save()
        organisation = self.founder.memberships.get().organisation
        if self.chance.random() < 0.5:
            asked = {"desk": self.desk, "asked_by": self.founder, "organisation": organisation}
            draft = ConsultationFactory.create(**asked, topics=[self.topic], product_type=self.product_type)
            return intake.submit(consultation_id=draft.pk, asked_by=self.founder)
        account = self.chance.choice((self.founder, None))
        body = taking_in.Body("合同会社新規", OrganisationKind.VENTURE, Prefecture.OSAKA)
        return taking_in.take_in(
            desk=self.desk,
            actor=self.staff,
            press=uuid.UUID(int=self.chance.getrandbits(128)),
            channel=Channel.PHONE,
            channel_note="",
            received_on=timezone.localdate() - dt.timedelta(days=self.chance.choice((0, 0, 3, 40))),
            body=taking_in.Body(known=organisation) if account else body,
            person=taking_in.Person(name="電話 花子"),
            asked_by=account,
            take_charge=self.chance.random() < 0.5,
            title="治験の相談",
            text="必要な試験を知りたい。",
            product_name="人工関節",
            product_type=self.product_type,
            topics=[self.topic],
        )

    def _do(self, action: Action, case: Case) -> None:
        proposals = case.assignments.filter(state=AssignmentState.PROPOSED).select_related("supporter__user")
        proposal = self.chance.choice(list(proposals.order_by("pk")) or [None])
        if proposal is None and action in ANSWERS_A_PROPOSAL:
            raise ActionRefused("")
        actor = self._actor(action, proposal)
        given: dict[str, Any] = {"case_id": case.pk, "actor": actor, "seen": None}
        if action == Action.DELIVER_PLAN and not case.plans.exclude(state=PlanState.DELIVERED).exists():
            SupportPlanFactory.create(case=case, state=PlanState.REVIEWED, edition=case.plans.count() + 1)
        if action in INTERVIEWS:
            self._record(INTERVIEWS[action], case, given)
        elif action == Action.RECORD_CONTACT:
            contact.record_contact(**given, medium=ContactMedium.PHONE, held_on=self._day_since(case), text="")
        elif action == Action.RATE:
            rating.rate(**given, score=self.chance.randint(1, 5), comment="")
        else:
            candidate = row_of(self.chance.choice(self.people))
            PERFORM[action](Scene(case, actor, None, candidate, proposal))

    def _actor(self, action: Action, proposal: Assignment | None) -> User | None:
        if action == Action.LAPSE:
            return None
        if action in {Action.ACCEPT, Action.TURN_DOWN} and proposal is not None:
            return proposal.supporter.user
        if action in BY_THE_FOUNDER:
            return self.founder
        return self.people[-1] if action == Action.TAKE else self.staff

    def _record(self, kind: InterviewKind, case: Case, given: dict[str, Any]) -> None:
        working = Supporter.objects.filter(assignments__case=case, assignments__state__in=HAS_ACCEPTED).distinct()
        interview.record(
            **given,
            kind=kind,
            held_on=self._day_since(case),
            minutes=30,
            form=InterviewForm.ONLINE,
            supporters=list(working),
            summary="",
            next_steps="",
        )

    def _day_since(self, case: Case) -> dt.date:
        """Any day of the case, mostly one of the last."""
        lived = (timezone.localdate() - case.received_on).days
        return timezone.localdate() - dt.timedelta(days=min(lived, self.chance.choice((0, 0, 1, 4, lived))))
