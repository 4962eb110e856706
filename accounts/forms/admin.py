"""The forms of the administration's pages."""

from typing import Any

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from accounts.enums import DESK_ROLES
from accounts.forms.fields import AddressField, CorporateNumberField, NameField
from accounts.models import Membership, Organisation, RoleGrant, User
from accounts.services.organisations import matching_key
from mediso.common.errors import ActionRefused


class UserAdminForm(forms.ModelForm):  # type: ignore[type-arg]  # Django's class takes no [] at run time
    email = AddressField(label=_("e-mail address"))

    class Meta:
        model = User
        fields = ["email", "name", "language", "is_active"]


class RoleGrantAdminForm(forms.ModelForm):  # type: ignore[type-arg]  # as above
    class Meta:
        model = RoleGrant
        fields = ["role", "desk"]

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        needs_desk = cleaned.get("role") in DESK_ROLES
        if needs_desk and cleaned.get("desk") is None:
            self.add_error("desk", gettext("This role belongs to a desk. Choose it."))
        if not needs_desk and cleaned.get("desk") is not None:
            self.add_error("desk", gettext("This role belongs to no desk. Leave it empty."))
        return cleaned


class OrganisationAdminForm(forms.ModelForm):  # type: ignore[type-arg]  # as above
    name = NameField(label=_("name"), max_length=200)
    corporate_number = CorporateNumberField(label=_("corporate number"), required=False)

    class Meta:
        model = Organisation
        fields = ["name", "kind", "prefecture", "corporate_number"]

    def clean_name(self) -> str:
        name: str = self.cleaned_data["name"]
        try:
            self.instance.normalised_name = matching_key(name)
        except ActionRefused as refusal:
            raise forms.ValidationError(str(refusal)) from refusal
        return name


class MembershipAdminForm(forms.ModelForm):  # type: ignore[type-arg]  # as above
    class Meta:
        model = Membership
        fields = ["user"]
        labels = {"user": _("user")}
