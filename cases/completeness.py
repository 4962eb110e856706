"""What must be filled in before an action: a table of action → what it needs."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from cases.enums import Action, AssignmentRole, AssignmentState, PlanState
from cases.models import Case

Message = str | Promise


@dataclass(frozen=True, slots=True)
class Need:
    """`message` says what is missing; a function where it names something of the case."""

    is_met: Callable[[Case], bool]
    message: Message | Callable[[Case], Message]

    def told(self, case: Case) -> Message:
        return self.message(case) if callable(self.message) else self.message


def _is_classified(case: Case) -> bool:
    return case.classified_at is not None


def _has_no_open_proposal(case: Case) -> bool:
    return not case.assignments.filter(state=AssignmentState.PROPOSED).exists()


def _has_no_proposed_lead(case: Case) -> bool:
    return not case.assignments.filter(state=AssignmentState.PROPOSED, role=AssignmentRole.LEAD).exists()


def _has_open_proposal(case: Case) -> bool:
    return not _has_no_open_proposal(case)


def _has_an_unanswered_proposal(case: Case) -> bool:
    unanswered = case.assignments.filter(state=AssignmentState.PROPOSED, answer_by__lt=timezone.localdate())
    return unanswered.exists()


def _has_a_founder(case: Case) -> bool:
    return case.consultation.asked_by_id is not None


def _can_be_written_to(case: Case) -> bool:
    return _has_a_founder(case) or bool(case.contact and case.contact.email)


def _nobody_is_responsible(case: Case) -> bool:
    return case.responsible_id is None


def _who_is_responsible(case: Case) -> str:
    return gettext("%(who)s is in charge of this case already. It can still be handed over.") % {
        "who": case.responsible
    }


def _has_a_reviewed_plan(case: Case) -> bool:
    return case.plans.filter(state=PlanState.REVIEWED).exists()


def _is_not_rated(case: Case) -> bool:
    return not hasattr(case, "rating")


CLASSIFIED = Need(_is_classified, _("Classify the case first."))
WAIT = _("A proposal is open: wait for the answer or withdraw it first.")
NO_OPEN_PROPOSAL = Need(_has_no_open_proposal, WAIT)
# Advisers may be asked at the same time: a case has one lead, and a team.
NO_PROPOSED_LEAD = Need(_has_no_proposed_lead, WAIT)
OPEN_PROPOSAL = Need(_has_open_proposal, _("No proposal is open."))
UNANSWERED_PROPOSAL = Need(_has_an_unanswered_proposal, _("No proposal is open past the day to answer by."))

A_FOUNDER = Need(_has_a_founder, _("Nobody who asked this can sign in: there is no founder to ask here."))
A_READER = Need(
    _can_be_written_to,
    _("Whoever asked this has no account and no e-mail address here. Call them, and record the contact."),
)
NOBODY_RESPONSIBLE = Need(_nobody_is_responsible, _who_is_responsible)
A_REVIEWED_PLAN = Need(_has_a_reviewed_plan, _("No support plan has been drafted and reviewed yet."))
NOT_RATED = Need(_is_not_rated, _("You have rated this case already."))

NEEDS: Mapping[Action, tuple[Need, ...]] = {
    Action.START_MATCHING: (CLASSIFIED,),
    Action.PROPOSE: (CLASSIFIED, NO_PROPOSED_LEAD),
    Action.WITHDRAW_PROPOSAL: (OPEN_PROPOSAL,),
    Action.LAPSE: (UNANSWERED_PROPOSAL,),
    Action.TAKE: (CLASSIFIED,),
    Action.ASK_FOUNDER: (A_FOUNDER, NO_OPEN_PROPOSAL),
    Action.CLOSE: (CLASSIFIED, NO_OPEN_PROPOSAL),
    Action.CLAIM: (NOBODY_RESPONSIBLE,),
    Action.DELIVER_PLAN: (CLASSIFIED, A_REVIEWED_PLAN),
    Action.RATE: (NOT_RATED,),
    Action.MESSAGE: (A_READER,),
}


def missing_for(action: Action, case: Case) -> list[Message]:
    """The messages of what `action` needs and the case lacks, in the table's order."""
    return [need.told(case) for need in NEEDS.get(action, ()) if not need.is_met(case)]
