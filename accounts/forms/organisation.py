from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from accounts.enums import OrganisationKind, Prefecture
from accounts.forms.fields import CorporateNumberField, NameField
from accounts.models import Organisation, User
from accounts.services.organisations import change_organisation, create_organisation


class OrganisationForm(forms.Form):
    """A founder's organisation; `organisation` is the row to change, or none for a new one."""

    name = NameField(
        label=_("Name of the organisation"),
        max_length=200,
        help_text=_("Your company, university or institute; your own name if you ask as an individual."),
    )
    kind = forms.ChoiceField(label=_("Kind of organisation"), choices=[("", _("Choose")), *OrganisationKind.choices])
    prefecture = forms.ChoiceField(label=_("Location"), choices=[("", _("Choose")), *Prefecture.choices])
    corporate_number = CorporateNumberField(
        label=_("Corporate number"),
        required=False,
        help_text=_("13 digits, as the National Tax Agency published them. Leave it empty if you have none."),
        widget=forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "off"}),
    )

    def __init__(self, data: Any = None, *, organisation: Organisation | None = None) -> None:
        super().__init__(data, initial=_initial(organisation))
        self.organisation = organisation

    def save(self, *, user: User) -> Organisation:
        """Raises `ActionRefused` for a name the founder has already, and for a name that is none."""
        written = {
            "name": self.cleaned_data["name"],
            "kind": OrganisationKind(self.cleaned_data["kind"]),
            "prefecture": Prefecture(self.cleaned_data["prefecture"]),
            "corporate_number": self.cleaned_data["corporate_number"],
        }
        if self.organisation is None:
            return create_organisation(user=user, **written)
        return change_organisation(user=user, organisation=self.organisation, **written)


def _initial(organisation: Organisation | None) -> dict[str, Any]:
    if organisation is None:
        return {}
    return {name: getattr(organisation, name) for name in ("name", "kind", "prefecture", "corporate_number")}
