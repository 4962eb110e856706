from typing import Any

from allauth.account.forms import SignupForm
from django import forms
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from accounts.services.people import grant_founder


class FounderSignupForm(SignupForm):  # type: ignore[misc]  # allauth carries no types
    """Whoever signs up by themselves is a founder; everybody else is invited by staff."""

    name = forms.CharField(label=_("Your name"), max_length=100)

    field_order = ["name", "email", "password1", "password2"]

    def save(self, request: HttpRequest) -> User | None:
        user: User | None = super().save(request)
        if user is not None:  # allauth answers None where the address is taken, and mails its owner instead
            grant_founder(user=user, name=self.cleaned_data["name"])
        return user

    def clean(self) -> dict[str, Any]:
        return dict(super().clean() or {}, name=self.cleaned_data.get("name", "").strip())
