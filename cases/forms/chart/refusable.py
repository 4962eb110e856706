"""Forms of the chart that are refused without losing what was typed."""

from typing import cast

from django import forms
from django.http import QueryDict

from cases.services.chart import StaleValue
from mediso.common.errors import ActionRefused


class RefusableForm(forms.Form):
    # What is there now, where somebody changed meanwhile what this form would change.
    present: str | None = None

    def perform(self) -> None:
        """Call the service. Raises `StaleValue` and `ActionRefused`."""
        raise NotImplementedError

    def saved(self) -> bool:
        """Perform, and whether it was done. A refusal becomes the form's error.

        After `StaleValue` the form is drawn from what is there now, beside what was typed: sending it once more is a
        choice made knowingly.
        """
        try:
            self.perform()
        except ActionRefused as refusal:
            self.add_error(None, str(refusal))
            return False
        except StaleValue as refusal:
            self.add_error(None, str(refusal))
            self.present = refusal.present
            data = cast("QueryDict", self.data).copy()
            data["was"] = refusal.present
            self.data = data
            return False
        return True


class ComparedForm(RefusableForm):
    """`was` is what the form was drawn from: whoever was quicker is not overwritten unawares."""

    was = forms.CharField(widget=forms.HiddenInput, required=False, strip=False)

    @property
    def present_words(self) -> str:
        """What is there now, as its reader knows it."""
        raise NotImplementedError
