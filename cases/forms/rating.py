from django import forms
from django.utils.translation import gettext_lazy as _

from cases.forms.steps import StepForm
from cases.services import rating

SCORE_WORDS = (
    (5, _("5 – very good")),
    (4, _("4 – good")),
    (3, _("3 – neither good nor poor")),
    (2, _("2 – rather poor")),
    (1, _("1 – poor")),
)


class RateForm(StepForm):
    service = staticmethod(rating.rate)
    explanation = _("Your answer helps the desk to do better. It is counted without your name.")
    score = forms.TypedChoiceField(
        label=_("How satisfied are you?"), choices=SCORE_WORDS, coerce=int, widget=forms.RadioSelect
    )
    comment = forms.CharField(
        label=_("In your words"), max_length=5_000, required=False, widget=forms.Textarea(attrs={"rows": 5})
    )
