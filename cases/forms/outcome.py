from typing import Any

from django import forms
from django.http import QueryDict
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.models import User
from cases.enums import OutcomeKind
from cases.models import Case, Outcome
from cases.services.outcomes import tell_outcome
from mediso.common.japanese_text import fold_code


class YenField(forms.IntegerField):
    """An amount as people key it in: full-width digits, commas and 円 make no difference."""

    widget = forms.TextInput

    def to_python(self, value: Any) -> int | None:
        return super().to_python(fold_code(str(value or "")).replace(",", "").removeprefix("¥").removesuffix("円"))


class OutcomeForm(forms.Form):
    kind = forms.ChoiceField(
        label=gettext_lazy("Kind of outcome"), choices=OutcomeKind.choices, widget=forms.RadioSelect
    )
    occurred_on = forms.DateField(
        label=gettext_lazy("Date of the outcome"), widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    )
    amount = YenField(
        label=gettext_lazy("Amount in yen"),
        required=False,
        min_value=1,
        max_value=10**15,
        help_text=gettext_lazy("Of funds raised alone; leave it empty if you would rather not say."),
        widget=forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "off"}),
    )
    description = forms.CharField(
        label=gettext_lazy("In detail"),
        max_length=2_000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 5}),
        help_text=gettext_lazy("Read by the desk and the supporters of the case; it is not published."),
    )

    def __init__(self, data: QueryDict | None = None, *, case: Case, actor: User) -> None:
        super().__init__(data)
        self.case, self.actor = case, actor

    def clean_occurred_on(self) -> Any:
        day = self.cleaned_data["occurred_on"]
        if day > timezone.localdate():
            raise forms.ValidationError(_("This day is still to come."))
        return day

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        if cleaned.get("kind") != OutcomeKind.FUNDS_RAISED and cleaned.get("amount"):
            self.add_error("amount", _("Only funds raised have an amount. Leave this empty."))
        if cleaned.get("kind") == OutcomeKind.OTHER and not cleaned.get("description") and "description" in cleaned:
            self.add_error("description", _("Say what happened."))
        return cleaned

    def save(self) -> Outcome:
        """Raises `ActionRefused` as `tell_outcome` does."""
        return tell_outcome(
            case_id=self.case.pk,
            actor=self.actor,
            kind=OutcomeKind(self.cleaned_data["kind"]),
            occurred_on=self.cleaned_data["occurred_on"],
            amount=self.cleaned_data["amount"],
            description=self.cleaned_data["description"],
        )
