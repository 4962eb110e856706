from django import forms
from django.utils.translation import gettext_lazy as _


class DismissForm(forms.Form):
    """Why a follow-up is not needed; the service is `cases.services.follow_up.dismiss`."""

    reason = forms.CharField(
        label=_("Reason"),
        max_length=1_000,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=_("Kept in the history of the chart, for the desk alone; the founder does not read it."),
    )
