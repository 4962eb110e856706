import datetime
from typing import Any, ClassVar

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from cases.enums import InterviewForm as Form
from cases.enums import InterviewKind
from cases.forms.steps import StepForm
from cases.models import Case
from cases.models.assignment import HAS_ACCEPTED
from cases.services import interview
from supporters.models import Supporter


class InterviewStepForm(StepForm):
    service = staticmethod(interview.record)
    kind: ClassVar[InterviewKind]
    held_on = forms.DateField(
        label=_("Held on"),
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        initial=timezone.localdate,
    )
    minutes = forms.IntegerField(label=_("Length in minutes"), min_value=5, max_value=600, initial=60)
    form = forms.TypedChoiceField(
        label=_("Form"), choices=Form.choices, coerce=Form, widget=forms.RadioSelect, initial=Form.ONLINE
    )
    supporters = forms.ModelMultipleChoiceField(
        label=_("Supporters present"),
        queryset=Supporter.objects.none(),
        widget=forms.CheckboxSelectMultiple,
        required=False,
    )
    others_present = forms.CharField(
        label=_("Others present"),
        max_length=200,
        required=False,
        help_text=_("For example the founder's colleagues, or staff of the desk."),
    )
    summary = forms.CharField(
        label=_("Summary"),
        max_length=10_000,
        widget=forms.Textarea(attrs={"rows": 8}),
        help_text=_("Read by the desk and the supporters of the case, not by the founder."),
    )
    next_steps = forms.CharField(
        label=_("Next steps"),
        max_length=5_000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=_("Read by the founder too."),
    )

    def __init__(self, *args: Any, case: Case, **kwargs: Any) -> None:
        super().__init__(*args, case=case, **kwargs)
        working = Supporter.objects.filter(pk__in=case.assignments.filter(state__in=HAS_ACCEPTED).values("supporter"))
        self.fields["supporters"].queryset = working  # type: ignore[attr-defined]
        self.fields["supporters"].initial = working if self.kind == InterviewKind.SUPPORTER else None

    def clean_held_on(self) -> datetime.date:
        held_on: datetime.date = self.cleaned_data["held_on"]
        if problem := interview.day_problem(self.case, self.kind, held_on):
            raise forms.ValidationError(problem)
        return held_on

    def perform(self) -> None:
        interview.record(case_id=self.case.pk, actor=self.actor, kind=self.kind, **self.cleaned_data)


class OptionalSupportersForm(InterviewStepForm):
    """Where supporters may have been present; there is nothing to choose on a case that has none."""

    def __init__(self, *args: Any, case: Case, **kwargs: Any) -> None:
        super().__init__(*args, case=case, **kwargs)
        if not self.fields["supporters"].queryset.exists():  # type: ignore[attr-defined]
            self.fields["supporters"].widget = forms.MultipleHiddenInput()


class PreliminaryInterviewForm(OptionalSupportersForm):
    kind = InterviewKind.PRELIMINARY


class FollowUpForm(OptionalSupportersForm):
    kind = InterviewKind.FOLLOW_UP


class SupporterInterviewForm(InterviewStepForm):
    kind = InterviewKind.SUPPORTER

    def __init__(self, *args: Any, case: Case, **kwargs: Any) -> None:
        super().__init__(*args, case=case, **kwargs)
        present = self.fields["supporters"]
        present.required = True
        present.error_messages["required"] = _("Choose the supporters who were present.")
