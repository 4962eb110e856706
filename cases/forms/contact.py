import datetime

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from cases.enums import ContactMedium
from cases.forms.steps import StepForm
from cases.services import contact


class ContactForm(StepForm):
    service = staticmethod(contact.record_contact)
    explanation = _("You reached the founder outside these pages. It meets the clock of the first contact.")
    medium = forms.TypedChoiceField(
        label=_("How"), choices=ContactMedium.choices, coerce=ContactMedium, widget=forms.RadioSelect
    )
    held_on = forms.DateField(
        label=_("When"), widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"), initial=timezone.localdate
    )
    text = forms.CharField(
        label=_("What was said"),
        max_length=5_000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=_("Read by the desk and the supporters of the case, not by the founder."),
    )

    def clean_held_on(self) -> datetime.date:
        held_on: datetime.date = self.cleaned_data["held_on"]
        if problem := contact.day_problem(self.case, held_on):
            raise forms.ValidationError(problem)
        return held_on
