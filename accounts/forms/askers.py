"""Organisations and contacts as staff find and write them."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from accounts.enums import Prefecture
from accounts.forms.fields import AddressField, NameField
from accounts.models import Contact, Organisation, User
from accounts.selectors.candidates import Similar
from accounts.selectors.duplicates import similar_contacts, similar_organisations
from accounts.services.contacts import change_contact


class SimilarOrganisationsForm(forms.Form):
    """What is typed so far; `but` is a row that is not to be offered."""

    name = NameField(label=_("Name of the organisation"), max_length=200, required=False)
    corporate_number = forms.CharField(label=_("Corporate number"), max_length=30, required=False)
    prefecture = forms.ChoiceField(
        choices=[("", ""), *Prefecture.choices], required=False, widget=forms.HiddenInput, label=_("Location")
    )
    but = forms.IntegerField(required=False, widget=forms.HiddenInput)

    def similar(self) -> Similar[Organisation]:
        return similar_organisations(**self.cleaned_data) if self.is_valid() else Similar()


class SimilarContactsForm(forms.Form):
    """As above; `organisation` is the key of the row where the contact belongs, once that is known."""

    name = NameField(label=_("Name"), max_length=100, required=False)
    kana = NameField(label=_("Reading of the name"), max_length=100, required=False)
    email = forms.CharField(label=_("E-mail address"), max_length=254, required=False)
    phone = forms.CharField(label=_("Telephone"), max_length=30, required=False)
    organisation = forms.IntegerField(required=False, widget=forms.HiddenInput)
    but = forms.IntegerField(required=False, widget=forms.HiddenInput)

    def similar(self) -> Similar[Contact]:
        return similar_contacts(**self.cleaned_data) if self.is_valid() else Similar()


class ContactForm(forms.Form):
    name = NameField(label=_("Name"), max_length=100)
    kana = NameField(label=_("Reading of the name"), max_length=100, required=False, help_text=_("In kana."))
    email = AddressField(label=_("E-mail address"), required=False)
    phone = NameField(label=_("Telephone"), max_length=30, required=False)

    def __init__(self, data: Any = None, *, contact: Contact) -> None:
        super().__init__(data, initial={field: getattr(contact, field) for field in ("name", "kana", "email", "phone")})
        self.contact = contact

    def save(self, *, actor: User) -> Contact:
        """Raises `ActionRefused` for a name that is none, and for a contact that was merged in the meantime."""
        return change_contact(actor=actor, contact=self.contact, **self.cleaned_data)


class MergeForm(forms.Form):
    """Which of the two rows is kept. They are numbered, for their names may be one."""

    kept = forms.TypedChoiceField(
        label=_("Which one is kept?"),
        coerce=int,
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose the one that is kept.")},
    )

    def __init__(self, data: Any = None, *, rows: Sequence[Organisation | Contact]) -> None:
        super().__init__(data)
        numbered = [(row.pk, f"{number}. {row}") for number, row in enumerate(rows, start=1)]
        self.fields["kept"].choices = numbered  # type: ignore[attr-defined]
