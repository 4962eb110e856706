"""The whole table of action → form. Accept and decline are missing: they are answers to a proposal, not to a case."""

from collections.abc import Mapping

from cases.enums import Action
from cases.forms.interview import PreliminaryInterviewForm, SupporterInterviewForm
from cases.forms.matching import ProposeForm
from cases.forms.steps import PLAIN_FORMS, StepForm
from cases.forms.triage import ClassifyForm

STEP_FORMS: Mapping[Action, type[StepForm]] = {
    **PLAIN_FORMS,
    Action.CLASSIFY: ClassifyForm,
    Action.PROPOSE: ProposeForm,
    Action.RECORD_PRELIMINARY: PreliminaryInterviewForm,
    Action.RECORD_INTERVIEW: SupporterInterviewForm,
}
