"""The table of step → form."""

from collections.abc import Mapping

from cases.forms.intake.base import IntakeForm
from cases.forms.intake.collaborators import CollaboratorsForm
from cases.forms.intake.confirm import ConfirmForm
from cases.forms.intake.organisation import OrganisationForm
from cases.forms.intake.product import ProductForm
from cases.forms.intake.question import QuestionForm
from cases.selectors.drafts import IntakeStep

INTAKE_FORMS: Mapping[IntakeStep, type[IntakeForm]] = {
    form.step: form for form in (OrganisationForm, ProductForm, QuestionForm, CollaboratorsForm, ConfirmForm)
}
