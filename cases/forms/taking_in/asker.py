"""Who asks, as the staff type it in: an organisation and a person, found again or new.

What may be the same is offered while one types. Whatever is offered as the organisation, or as a person there, has to
be answered: it is one of them, or a new one.
"""

from functools import cached_property
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.corporate_number import SHAPE, fold_corporate_number
from accounts.enums import OrganisationKind, Prefecture
from accounts.forms.fields import AddressField, CorporateNumberField, NameField
from accounts.models import Contact, Organisation, User
from accounts.selectors.candidates import Candidate, Similar
from accounts.selectors.duplicates import similar_contacts, similar_organisations
from cases.selectors.taking_in import account_of_asker
from cases.services.taking_in import Body, Person
from mediso.common.japanese_text import clean_text

NEW = "new"
"""The answer that it is none of those offered."""
OF_A_NEW_ORGANISATION = ("organisation_kind", "prefecture")
CHOOSE = [("", gettext_lazy("Choose"))]


class AskerForm(forms.Form):
    """`organisation` and `contact` are the answers to what is offered: a key, or `NEW`."""

    organisation_name = NameField(
        label=gettext_lazy("Organisation"),
        max_length=200,
        help_text=gettext_lazy("Name, in any spelling, or corporate number."),
    )
    organisation = forms.CharField(label=gettext_lazy("Organisation"), required=False)
    organisation_kind = forms.ChoiceField(
        label=gettext_lazy("Kind of organisation"), choices=[*CHOOSE, *OrganisationKind.choices], required=False
    )
    prefecture = forms.ChoiceField(
        label=gettext_lazy("Location"), choices=[*CHOOSE, *Prefecture.choices], required=False
    )
    corporate_number = CorporateNumberField(
        label=gettext_lazy("Corporate number"), required=False, widget=forms.TextInput(attrs={"inputmode": "numeric"})
    )
    contact_name = NameField(label=gettext_lazy("Name of the person"), max_length=100)
    contact_kana = NameField(label=gettext_lazy("Reading"), max_length=100, required=False)
    contact_email = AddressField(label=gettext_lazy("E-mail address"), required=False)
    contact_phone = NameField(
        label=gettext_lazy("Telephone"), max_length=30, required=False, widget=forms.TextInput(attrs={"type": "tel"})
    )
    contact = forms.CharField(label=gettext_lazy("Name of the person"), required=False)
    portal = forms.CharField(label=gettext_lazy("Portal"), required=False)

    def typed(self, name: str) -> str:
        """What stands in the field now, checked or not."""
        return clean_text(str((self.data if self.is_bound else self.initial).get(name) or ""))

    # The organisation.

    @cached_property
    def organisations(self) -> Similar[Organisation]:
        """What may be the organisation that is typed."""
        name, number = self.typed("organisation_name"), self.typed("corporate_number")
        if _is_number(name):
            name, number = "", name
        return similar_organisations(name=name, corporate_number=number, prefecture=self.typed("prefecture"))

    @cached_property
    def chosen_organisation(self) -> Organisation | None:
        """The one of those offered that was answered with, or that has the very number typed."""
        offered = _by_key(self.organisations)
        number = fold_corporate_number(self.typed("organisation_name"))
        for row in offered.values():
            if row.corporate_number == number:
                return row
        return offered.get(self.typed("organisation"))

    @property
    def organisation_answer(self) -> str:
        """The answer that is ticked: what was chosen, else the only one that is the same."""
        return _answer(self.organisations, self.chosen_organisation, self.typed("organisation"))

    # The person.

    @cached_property
    def contacts(self) -> Similar[Contact]:
        """Who may be the person that is typed."""
        chosen = self.chosen_organisation
        return similar_contacts(
            name=self.typed("contact_name"),
            kana=self.typed("contact_kana"),
            email=self.typed("contact_email"),
            phone=self.typed("contact_phone"),
            organisation=chosen.pk if chosen else None,
        )

    @cached_property
    def contacts_here(self) -> list[Candidate[Contact]]:
        """Those at the organisation that was chosen: only of these can the person be one."""
        chosen = self.chosen_organisation
        everyone = [*self.contacts.same, *self.contacts.perhaps]
        return [one for one in everyone if chosen and one.row.organisation_id == chosen.pk]

    @cached_property
    def contacts_elsewhere(self) -> list[Candidate[Contact]]:
        here = {one.row.pk for one in self.contacts_here}
        return [one for one in [*self.contacts.same, *self.contacts.perhaps] if one.row.pk not in here]

    @cached_property
    def chosen_contact(self) -> Contact | None:
        return {str(one.row.pk): one.row for one in self.contacts_here}.get(self.typed("contact"))

    @property
    def contact_answer(self) -> str:
        here = Similar(
            tuple(one for one in self.contacts.same if one in self.contacts_here),
            tuple(one for one in self.contacts.perhaps if one in self.contacts_here),
        )
        return _answer(here, self.chosen_contact, self.typed("contact"))

    @cached_property
    def account(self) -> User | None:
        """The founder in whose portal the case could appear."""
        if self.chosen_organisation is None:
            return None
        email = self.chosen_contact.email if self.chosen_contact else ""
        return account_of_asker(self.chosen_organisation, email or self.typed("contact_email"))

    # What is asked of the staff, and what comes of it.

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        self._check_organisation(cleaned)
        self._check_contact()
        if self.account is not None and self.typed("portal") not in {"yes", "no"}:
            self.add_error("portal", _("Say whether the case appears in this founder's portal."))
        return cleaned

    def _check_organisation(self, cleaned: dict[str, Any]) -> None:
        if "organisation_name" in self.errors or self.chosen_organisation is not None:
            return
        if self.organisations and self.typed("organisation") != NEW:
            self.add_error("organisation", _("Is it one of these? Choose it, or say that it is a new one."))
            return
        if _is_number(self.typed("organisation_name")):
            self.add_error("organisation_name", _("Nobody is known under this number. Write the name here."))
        for name in OF_A_NEW_ORGANISATION:
            if not cleaned.get(name):
                self.add_error(name, _("This is needed for a new organisation."))

    def _check_contact(self) -> None:
        if self.contacts_here and self.chosen_contact is None and self.typed("contact") != NEW:
            self.add_error("contact", _("Is it one of these people? Choose, or say that it is a new one."))

    @property
    def who_asks(self) -> dict[str, Any]:
        """The arguments of `cases.services.taking_in.take_in` that say who asks."""
        cleaned = self.cleaned_data
        return {
            "body": Body(
                name=cleaned["organisation_name"],
                kind=OrganisationKind(cleaned["organisation_kind"]) if cleaned["organisation_kind"] else None,
                prefecture=Prefecture(cleaned["prefecture"]) if cleaned["prefecture"] else None,
                corporate_number=cleaned["corporate_number"],
                known=self.chosen_organisation,
            ),
            "person": Person(
                name=cleaned["contact_name"],
                kana=cleaned["contact_kana"],
                email=cleaned["contact_email"],
                phone=cleaned["contact_phone"],
                known=self.chosen_contact,
            ),
            "asked_by": self.account if self.typed("portal") == "yes" else None,
        }


def _is_number(typed: str) -> bool:
    return SHAPE.fullmatch(fold_corporate_number(typed)) is not None


def _by_key(similar: Similar[Organisation]) -> dict[str, Organisation]:
    return {str(one.row.pk): one.row for one in (*similar.same, *similar.perhaps)}


def _answer(similar: Similar[Any], chosen: Organisation | Contact | None, typed: str) -> str:
    if chosen is not None:
        return str(chosen.pk)
    only = similar.same[0].row.pk if len(similar.same) == 1 else ""
    return typed if typed == NEW else str(only)
