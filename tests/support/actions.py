"""Every action of the gate, done through its service with arguments that are right in themselves."""

import datetime as dt
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from django.utils import timezone

from accounts.models import User
from cases.enums import Action, AssignmentState, ContactMedium, DeclineReason, InterviewForm, InterviewKind
from cases.models import Assignment, Case
from cases.services import charge, closing, contact, interview, matching, messages, rating, referral, triage
from cases.services.plan import delivery
from supporters.models import Supporter
from tests.factories.cases import AssignmentFactory
from tests.support.classified import product_type_of, topics_of


@dataclass(frozen=True, slots=True)
class Scene:
    """`actor` is None for what no person does, `candidate` whom the desk would propose.

    The open `proposal`, if any, is what is answered, withdrawn or lapses.
    """

    case: Case
    actor: User | None
    seen: int | None
    candidate: Supporter
    proposal: Assignment | None = None

    @property
    def move(self) -> dict[str, Any]:
        return {"case_id": self.case.pk, "actor": self.actor, "seen": self.seen}

    @property
    def reply(self) -> dict[str, Any]:
        assert self.proposal is not None
        return {"assignment_id": self.proposal.pk, "actor": self.actor, "seen": self.seen}


def _classify(scene: Scene) -> object:
    return triage.classify(**scene.move, product_type=product_type_of(scene.case), topics=topics_of(scene.case))


def _record(scene: Scene, kind: InterviewKind) -> object:
    """With every supporter who works on the case, or nobody."""
    working = scene.case.assignments.filter(state=AssignmentState.ACCEPTED).select_related("supporter")
    return interview.record(
        **scene.move,
        kind=kind,
        held_on=timezone.localdate(),
        minutes=60,
        form=InterviewForm.ONLINE,
        supporters=[one.supporter for one in working],
        summary="面談の要旨",
        next_steps="",
    )


PERFORM: Mapping[Action, Callable[[Scene], object]] = {
    Action.START_TRIAGE: lambda scene: triage.start_triage(**scene.move),
    Action.CLASSIFY: _classify,
    Action.START_MATCHING: lambda scene: triage.start_matching(**scene.move),
    Action.PROPOSE: lambda scene: matching.propose(**scene.move, supporter_id=scene.candidate.pk),
    Action.ACCEPT: lambda scene: matching.accept(**scene.reply, no_conflict=True),
    Action.TURN_DOWN: lambda scene: matching.turn_down(**scene.reply, reason=DeclineReason.NO_TIME),
    Action.WITHDRAW_PROPOSAL: lambda scene: matching.withdraw_proposal(**scene.move),
    Action.LAPSE: lambda scene: matching.lapse(**scene.reply),
    Action.TAKE: lambda scene: matching.take(**scene.move, no_conflict=True),
    Action.RECORD_PRELIMINARY: lambda scene: _record(scene, InterviewKind.PRELIMINARY),
    Action.RECORD_INTERVIEW: lambda scene: _record(scene, InterviewKind.SUPPORTER),
    Action.ASK_FOUNDER: lambda scene: triage.ask_founder(**scene.move, question="どの規格ですか。"),
    Action.ANSWER: lambda scene: triage.answer(**scene.move, text="この規格です。"),
    Action.REFER: lambda scene: referral.refer(**scene.move, body="PMDA", message="こちらへどうぞ。"),
    Action.DECLINE: lambda scene: triage.decline(**scene.move, message="対象外です。"),
    Action.WITHDRAW: lambda scene: closing.withdraw(**scene.move, reason="不要になりました。"),
    Action.CLOSE: lambda scene: closing.close(**scene.move, message="終了します。"),
    Action.REOPEN: lambda scene: closing.reopen(**scene.move, reason="再度の相談"),
    Action.CLAIM: lambda scene: charge.claim(**scene.move),
    Action.HAND_OVER: lambda scene: charge.hand_over(**scene.move, colleague=None),
    Action.RECORD_CONTACT: lambda scene: contact.record_contact(
        **scene.move, medium=ContactMedium.PHONE, held_on=timezone.localdate(), text="電話で話した。"
    ),
    Action.DELIVER_PLAN: lambda scene: delivery.deliver_plan(**scene.move),
    Action.RECORD_FOLLOW_UP: lambda scene: _record(scene, InterviewKind.FOLLOW_UP),
    Action.RATE: lambda scene: rating.rate(**scene.move, score=4, comment="助かりました。"),
    Action.MESSAGE: lambda scene: messages.write_to_founder(**scene.move, text="資料をお送りください。"),
}

ANSWERS_A_PROPOSAL = {Action.ACCEPT, Action.TURN_DOWN, Action.WITHDRAW_PROPOSAL, Action.LAPSE}


def yesterday() -> dt.date:
    """The last day to answer of a proposal that lapses today."""
    return timezone.localdate() - dt.timedelta(days=1)


def proposal_to(supporter: Supporter, case: Case, **changes: Any) -> Assignment:
    return AssignmentFactory.create(case=case, supporter=supporter, **changes)


def assigned(supporter: Supporter, case: Case, **changes: Any) -> Assignment:
    return proposal_to(supporter, case, **({"state": AssignmentState.ACCEPTED} | changes))
