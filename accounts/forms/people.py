from typing import Any

from django import forms
from django.conf import settings
from django.db.models import QuerySet
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from accounts.enums import Role
from accounts.forms.fields import AddressField, NameField
from accounts.models import RoleGrant, User
from accounts.policies import INVITED_FROM_THE_LIST
from accounts.services.people import change_profile, invite
from mediso.desks.models import Desk


class InviteForm(forms.Form):
    """`desks` are those the inviter may invite to; the only one there is needs no choice."""

    email = AddressField(label=_("E-mail address"), help_text=_("The invitation is sent to this address."))
    name = NameField(label=_("Name"), max_length=100)
    role = forms.ChoiceField(
        label=_("Role"),
        choices=[(role.value, role.label) for role in INVITED_FROM_THE_LIST],
        widget=forms.RadioSelect,
        help_text=_("Supporters are invited from the roster of supporters."),
    )
    desk = forms.ModelChoiceField(label=_("Desk"), queryset=Desk.objects.none(), empty_label=_("Choose"))

    def __init__(self, data: Any = None, *, desks: QuerySet[Desk]) -> None:
        super().__init__(data)
        self.desks = list(desks)
        self.fields["desk"].queryset = desks  # type: ignore[attr-defined]
        if len(self.desks) == 1:
            self.fields["desk"].widget = forms.HiddenInput()
            self.fields["desk"].initial = self.desks[0]

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        held = RoleGrant.objects.filter(
            user__email=cleaned.get("email"), role=cleaned.get("role", ""), desk=cleaned.get("desk")
        )
        if not self.errors and held.exists():
            self.add_error(
                "email",
                gettext("This person has that role already. An invitation is sent again from the list of people."),
            )
        return cleaned

    def save(self, *, invited_by: User) -> User:
        """Raises `ActionRefused` when the account of that address is closed."""
        return invite(
            email=self.cleaned_data["email"],
            name=self.cleaned_data["name"],
            role=Role(self.cleaned_data["role"]),
            desk=self.cleaned_data["desk"],
            invited_by=invited_by,
        )


class ProfileForm(forms.Form):
    name = NameField(label=_("Name"), max_length=100)
    language = forms.ChoiceField(label=_("Language of mails"), choices=settings.LANGUAGES, widget=forms.RadioSelect)

    def save(self, *, user: User) -> None:
        change_profile(user=user, name=self.cleaned_data["name"], language=self.cleaned_data["language"])
