from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from cases.enums import DeclineReason
from cases.forms.steps import StepForm
from cases.models import Assignment
from cases.services import matching


class ProposeForm(StepForm):
    """The choice is drawn by the page beside the ranking; whom the hard rules exclude, the service refuses."""

    service = staticmethod(matching.propose)
    supporter_id = forms.IntegerField(
        label=_("Supporter"), error_messages={"required": _("Choose one of the supporters in the list.")}
    )


class ProposalForm(StepForm):
    """An answer to a proposal: performed on the assignment, checked against the case's version."""

    def __init__(self, *args: Any, assignment: Assignment, actor: User, **kwargs: Any) -> None:
        super().__init__(*args, case=assignment.case, actor=actor, **kwargs)
        self.assignment = assignment

    def perform(self) -> None:
        type(self).service(assignment_id=self.assignment.pk, actor=self.actor, **self.cleaned_data)


class AcceptForm(ProposalForm):
    service = staticmethod(matching.accept)
    no_conflict = forms.BooleanField(
        label=_("I have no conflict of interest with this organisation, its parent or its competitors."),
        error_messages={"required": _("Declare that you have no conflict of interest, or decline the proposal.")},
    )


class TurnDownForm(ProposalForm):
    service = staticmethod(matching.turn_down)
    reason = forms.TypedChoiceField(
        label=_("Reason"), choices=DeclineReason.choices, coerce=DeclineReason, widget=forms.RadioSelect
    )
    note = forms.CharField(
        label=_("Note to the desk"), max_length=1_000, required=False, widget=forms.Textarea(attrs={"rows": 3})
    )
