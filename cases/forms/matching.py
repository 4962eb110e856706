from typing import Any, cast

from django import forms
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from cases.enums import AssignmentState, DeclineReason
from cases.forms.steps import StepForm
from cases.models import Assignment
from cases.policies import may_set_limits_aside
from cases.services import matching


class ProposeForm(StepForm):
    """The choice is drawn by the page beside the ranking; whom the hard rules exclude, the service refuses."""

    service = staticmethod(matching.propose)
    supporter_id = forms.IntegerField(
        label=_("Supporter"), error_messages={"required": _("Choose one of the supporters in the list.")}
    )
    override_reason = forms.CharField(
        label=_("Why the rule is set aside"),
        max_length=1_000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("Only for somebody chosen in this list. It stands on the chart and is kept with the proposal."),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not may_set_limits_aside(self.actor, self.case.desk_id):
            del self.fields["override_reason"]


class WithdrawProposalForm(StepForm):
    """Which proposal is named, and need be chosen only where several advisers have been proposed."""

    service = staticmethod(matching.withdraw_proposal)
    explanation = _("The proposal is withdrawn, and you can propose somebody else.")
    assignment_id = forms.TypedChoiceField(
        label=_("Proposal to withdraw"),
        coerce=int,
        empty_value=None,
        widget=forms.RadioSelect,
        error_messages={"invalid_choice": _("This proposal is not open any more. Choose one of those that are.")},
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        rows = self.case.assignments.filter(state=AssignmentState.PROPOSED).select_related("supporter")
        choices = [(one.pk, f"{one.supporter} – {one.get_role_display()}") for one in rows]
        field = cast("forms.TypedChoiceField", self.fields["assignment_id"])
        field.choices, field.required = choices, len(choices) > 1
        if len(choices) == 1:
            field.initial = choices[0][0]


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
