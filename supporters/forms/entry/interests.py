"""Declaring an interest, ending it, and staff's correction."""

from collections.abc import Mapping
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy, pgettext_lazy

from accounts.forms.fields import CorporateNumberField, NameField
from supporters.enums import InterestKind, RosterPart
from supporters.forms.entry.base import PartForm, date_input
from supporters.models import Interest, SupporterChange
from supporters.services.entry.interests import correct_interest, declare_interest, end_interest

Kept = SupporterChange | None


class InterestForm(PartForm):
    """A new tie."""

    part = RosterPart.INTERESTS
    organisation_name = NameField(
        label=gettext_lazy("Organisation"),
        max_length=200,
        help_text=gettext_lazy("The full name. The legal form, widths and spaces make no difference."),
    )
    corporate_number = CorporateNumberField(
        label=gettext_lazy("Corporate number"),
        required=False,
        help_text=gettext_lazy("13 digits, if you know them. Then it is recognised under every name."),
    )
    kind = forms.ChoiceField(label=gettext_lazy("Kind"), choices=InterestKind.choices)
    valid_from = forms.DateField(label=pgettext_lazy("interest", "From"), widget=date_input())
    valid_until = forms.DateField(
        label=pgettext_lazy("interest", "Until"),
        required=False,
        widget=date_input(),
        help_text=gettext_lazy("The last day. Leave it empty while the tie lasts."),
    )
    note = NameField(label=gettext_lazy("Note"), max_length=200, required=False)

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        self.refuse_end_before_start("valid_from", "valid_until")
        cleaned["corporate_number"] = cleaned.get("corporate_number") or ""
        return cleaned

    def start(self) -> dict[str, Any]:
        return {"valid_from": timezone.localdate()}

    def write(self, who: Mapping[str, Any], values: Mapping[str, Any]) -> Kept:
        return declare_interest(**who, **values)


class CorrectInterestForm(InterestForm):
    """Everything of a tie, for staff."""

    def __init__(self, *args: Any, interest: Interest, **kwargs: Any) -> None:
        self.interest = interest
        super().__init__(*args, **kwargs)

    def start(self) -> dict[str, Any]:
        return {name: getattr(self.interest, name) for name in self.base_fields if name != "seen"}

    def write(self, who: Mapping[str, Any], values: Mapping[str, Any]) -> Kept:
        return correct_interest(**who, **values, interest_id=self.interest.pk)


class EndInterestForm(PartForm):
    """The last day of a tie."""

    part = RosterPart.INTERESTS
    valid_until = forms.DateField(
        label=gettext_lazy("Last day"),
        widget=date_input(),
        help_text=gettext_lazy("Today or later. What has been stays as it was declared."),
    )

    def __init__(self, *args: Any, interest: Interest, **kwargs: Any) -> None:
        self.interest = interest
        super().__init__(*args, **kwargs)

    def start(self) -> dict[str, Any]:
        return {"valid_until": self.interest.valid_until or timezone.localdate()}

    def write(self, who: Mapping[str, Any], values: Mapping[str, Any]) -> Kept:
        return end_interest(**who, **values, interest_id=self.interest.pk)
