"""The whole table of action → form. Accept and decline are missing: they are answers to a proposal, not to a case."""

from collections.abc import Mapping

from cases.enums import Action
from cases.forms.charge import HandOverForm
from cases.forms.contact import ContactForm
from cases.forms.interview import FollowUpForm, PreliminaryInterviewForm, SupporterInterviewForm
from cases.forms.matching import ProposeForm, WithdrawProposalForm
from cases.forms.plan.acts import DeliverPlanForm
from cases.forms.rating import RateForm
from cases.forms.referral import ReferForm
from cases.forms.steps import PLAIN_FORMS, StepForm
from cases.forms.triage import ClassifyForm

STEP_FORMS: Mapping[Action, type[StepForm]] = {
    **PLAIN_FORMS,
    Action.CLASSIFY: ClassifyForm,
    Action.REFER: ReferForm,
    Action.PROPOSE: ProposeForm,
    Action.WITHDRAW_PROPOSAL: WithdrawProposalForm,
    Action.RECORD_PRELIMINARY: PreliminaryInterviewForm,
    Action.RECORD_INTERVIEW: SupporterInterviewForm,
    Action.RECORD_FOLLOW_UP: FollowUpForm,
    Action.HAND_OVER: HandOverForm,
    Action.RECORD_CONTACT: ContactForm,
    Action.DELIVER_PLAN: DeliverPlanForm,
    Action.RATE: RateForm,
}
