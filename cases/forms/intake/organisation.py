from typing import Any

from django import forms
from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.enums import OrganisationKind, Prefecture
from accounts.forms.fields import CorporateNumberField, NameField
from accounts.models import Organisation
from accounts.names import normalise_organisation_name
from accounts.selectors.organisations import organisations_of
from accounts.services.organisations import create_organisation
from cases.forms.intake.base import IntakeForm, Told
from cases.models import Consultation
from cases.selectors.drafts import IntakeStep
from cases.services.drafts import Asked
from mediso.common.errors import ActionRefused

NEW = "new"
TOGETHER = ("organisation_name", "organisation_kind", "prefecture")


class OrganisationForm(IntakeForm):
    """In whose name: one of the founder's own organisations, or a new one.

    A name or number that belongs to an own organisation finds it; nobody else's is ever looked at.
    """

    step = IntakeStep.ORGANISATION

    organisation = forms.ChoiceField(
        label=gettext_lazy("Organisation"), required=False, widget=forms.RadioSelect, choices=[]
    )
    organisation_name = NameField(
        label=gettext_lazy("Name of the organisation"),
        max_length=200,
        required=False,
        help_text=gettext_lazy("Your company, university or institute; your own name if you ask as an individual."),
    )
    corporate_number = CorporateNumberField(
        label=gettext_lazy("Corporate number"),
        required=False,
        help_text=gettext_lazy(
            "13 digits, as the National Tax Agency published them. Leave it empty if you have none."
        ),
        widget=forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "off"}),
    )
    organisation_kind = forms.ChoiceField(
        label=gettext_lazy("Kind of organisation"),
        choices=[("", gettext_lazy("Choose")), *OrganisationKind.choices],
        required=False,
    )
    prefecture = forms.ChoiceField(
        label=gettext_lazy("Location"), choices=[("", gettext_lazy("Choose")), *Prefecture.choices], required=False
    )

    def kept_in(self, draft: Consultation) -> dict[str, Any]:
        return {"organisation": draft.organisation_id}

    def shape(self) -> None:
        self.own = {str(row.pk): row for row in organisations_of(self.founder)}
        self.found: Organisation | None = None
        for name in TOGETHER:
            self.fields[name].needed_to_submit = True  # type: ignore[attr-defined]
        if not self.own:
            del self.fields["organisation"]
            return
        another = (NEW, _("Another organisation, not in this list"))
        self.fields["organisation"].choices = [*((pk, row.name) for pk, row in self.own.items()), another]  # type: ignore[attr-defined]
        if len(self.own) == 1:
            self.initial["organisation"] = self.initial["organisation"] or next(iter(self.own))

    @property
    def asks_for_new(self) -> bool:
        return not self.own or self.cleaned_data.get("organisation") == NEW

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        if "organisation" in self.errors or not self.asks_for_new:
            return cleaned
        self.found = self._own_one(cleaned)
        typed = [name for name in (*TOGETHER, "corporate_number") if cleaned.get(name)]
        if self.found is None and (typed or self.own):
            for name in TOGETHER:
                if not cleaned.get(name) and name not in self.errors:
                    self.add_error(name, _("Give name, kind and location of the organisation together."))
        return cleaned

    def _own_one(self, typed: dict[str, Any]) -> Organisation | None:
        """The own organisation of the typed name or number, if there is one."""
        key = normalise_organisation_name(typed.get("organisation_name") or "")
        number = typed.get("corporate_number")
        for row in self.own.values():
            if (key and row.normalised_name == key) or (number and row.corporate_number == number):
                return row
        return None

    @property
    def holds_back(self) -> bool:
        """A new organisation is made when a button is pressed, not at each pause of the keys."""
        return super().holds_back or (self.asks_for_new and self.draft_lacks_it)

    @property
    def draft_lacks_it(self) -> bool:
        typed = any(self.cleaned_data.get(name) for name in (*TOGETHER, "corporate_number"))
        return typed and self.found is None

    def told(self) -> list[Told]:
        return [Told(str(self.step.label), self.draft.organisation.name if self.draft.organisation else "")]

    def asked(self) -> Asked:
        if self.errors:
            return {}
        if self.asks_for_new:
            return {"organisation": self.found} if self.found else {}
        return {"organisation": self.own.get(self.cleaned_data["organisation"])}

    def save(self, *, leaving: bool = False) -> Consultation:
        """A name that is none is an error of its field, and waits there as any other."""
        with transaction.atomic():
            if self.asks_for_new and self.draft_lacks_it and not (self.errors or leaving):
                self.found = self._made()
            return super().save(leaving=leaving)

    def _made(self) -> Organisation | None:
        try:
            return create_organisation(
                user=self.founder,
                name=self.cleaned_data["organisation_name"],
                kind=OrganisationKind(self.cleaned_data["organisation_kind"]),
                prefecture=Prefecture(self.cleaned_data["prefecture"]),
                corporate_number=self.cleaned_data["corporate_number"],
            )
        except ActionRefused as refusal:
            self.add_error("organisation_name", str(refusal))
            return None
