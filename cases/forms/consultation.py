"""The founder's consultation: everything may be empty in a draft, five fields may not in a submission."""

from typing import Any

from django import forms
from django.db import transaction
from django.http import QueryDict
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.enums import OrganisationKind, Prefecture
from accounts.models import Organisation, User
from accounts.names import normalise_organisation_name
from accounts.selectors.organisations import organisations_of
from accounts.services.organisations import create_organisation
from cases.enums import DevelopmentStage
from cases.models import Case, Consultation
from cases.services import intake
from mediso.desks.models import ProductType, Topic
from mediso.desks.selectors import offered_product_types, offered_topics

NEEDED = ("product_type", "topics", "title", "text")


class ConsultationForm(forms.Form):
    organisation = forms.ModelChoiceField(
        label=_("Organisation"), queryset=Organisation.objects.none(), required=False, empty_label=_("Choose")
    )
    organisation_name = forms.CharField(
        label=_("Name of the organisation"),
        max_length=200,
        required=False,
        help_text=_("Your company, university or institute; your own name if you ask as an individual."),
    )
    organisation_kind = forms.ChoiceField(
        label=_("Kind of organisation"), choices=[("", _("Choose")), *OrganisationKind.choices], required=False
    )
    prefecture = forms.ChoiceField(
        label=_("Location"), choices=[("", _("Choose")), *Prefecture.choices], required=False
    )
    product_type = forms.ModelChoiceField(
        label=_("Product type"),
        queryset=ProductType.objects.none(),
        required=False,
        widget=forms.RadioSelect,
        empty_label=None,
    )
    topics = forms.ModelMultipleChoiceField(
        label=_("Topics"),
        queryset=Topic.objects.none(),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=_("Choose one or more."),
    )
    title = forms.CharField(label=_("Title"), max_length=200, required=False, help_text=_("Your question in one line."))
    text = forms.CharField(
        label=_("What you would like to ask"),
        max_length=10_000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 10}),
        help_text=_(
            "The staff and the full-time supporters of the desk read this, and a part-time supporter only after "
            "declaring no conflict of interest and accepting. Write as much as is needed to understand the question; "
            "10,000 characters at most."
        ),
    )
    product_name = forms.CharField(label=_("Product or technology"), max_length=200, required=False)
    target_disease = forms.CharField(label=_("Target disease"), max_length=200, required=False)
    development_stage = forms.ChoiceField(
        label=_("Stage of development"), choices=[("", _("Choose")), *DevelopmentStage.choices], required=False
    )

    def __init__(
        self, data: QueryDict | None = None, *, consultation: Consultation, founder: User, submitting: bool = False
    ):
        super().__init__(data, initial=_initial(consultation))
        self.consultation, self.founder, self.submitting = consultation, founder, submitting
        today = timezone.localdate()
        self.fields["product_type"].queryset = offered_product_types(consultation.desk, today)  # type: ignore[attr-defined]
        self.fields["topics"].queryset = offered_topics(consultation.desk, today)  # type: ignore[attr-defined]
        organisations = organisations_of(founder)
        # One's own organisations once there are any; the three fields of a new one until then.
        own = list(organisations[:2])
        if own:
            self.fields["organisation"].queryset = organisations  # type: ignore[attr-defined]
            if len(own) == 1:
                self.fields["organisation"].empty_label = None  # type: ignore[attr-defined]
            for name in ("organisation_name", "organisation_kind", "prefecture"):
                del self.fields[name]
        else:
            del self.fields["organisation"]
        # Needed to submit, not to save: the word 必須 is shown, the check is made in clean().
        for name in self.needed:
            self.fields[name].needed_to_submit = True  # type: ignore[attr-defined]

    @property
    def needed(self) -> list[str]:
        names = ("organisation", "organisation_name", "organisation_kind", "prefecture", *NEEDED)
        return [name for name in names if name in self.fields]

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        if self.submitting:
            for name in self.needed:
                if name not in self.errors and not cleaned.get(name):
                    self.add_error(name, _("This is needed to submit."))
        elif self._new_organisation_half_filled(cleaned):
            for name in ("organisation_name", "organisation_kind", "prefecture"):
                if not cleaned.get(name):
                    self.add_error(name, _("Give name, kind and location of the organisation together."))
        return cleaned

    def save(self) -> Consultation:
        """Save the draft. Raises `ActionRefused` when it was submitted meanwhile."""
        with transaction.atomic():
            return intake.save_draft(
                consultation_id=self.consultation.pk,
                asked_by=self.founder,
                organisation=self._organisation(),
                product_type=self.cleaned_data["product_type"],
                topics=self.cleaned_data["topics"],
                title=self.cleaned_data["title"],
                text=self.cleaned_data["text"],
                product_name=self.cleaned_data["product_name"],
                target_disease=self.cleaned_data["target_disease"],
                development_stage=self.cleaned_data["development_stage"],
            )

    def save_and_submit(self) -> Case:
        with transaction.atomic():
            self.save()
            return intake.submit(consultation_id=self.consultation.pk, asked_by=self.founder)

    def _organisation(self) -> Organisation | None:
        if "organisation" in self.fields:
            chosen: Organisation | None = self.cleaned_data["organisation"]
            return chosen
        if not self.cleaned_data["organisation_name"]:
            return None
        return self._own_of_that_name() or create_organisation(
            user=self.founder,
            name=self.cleaned_data["organisation_name"],
            kind=OrganisationKind(self.cleaned_data["organisation_kind"]),
            prefecture=Prefecture(self.cleaned_data["prefecture"]),
        )

    def _own_of_that_name(self) -> Organisation | None:
        key = normalise_organisation_name(self.cleaned_data["organisation_name"])
        return organisations_of(self.founder).filter(normalised_name=key).first()

    def _new_organisation_half_filled(self, cleaned: dict[str, Any]) -> bool:
        given = {bool(cleaned.get(name)) for name in ("organisation_name", "organisation_kind", "prefecture")}
        return "organisation_name" in self.fields and given == {True, False}


def _initial(consultation: Consultation) -> dict[str, Any]:
    return {
        "organisation": consultation.organisation_id,
        "product_type": consultation.product_type_id,
        "topics": list(consultation.topic_set.topics.all()) if consultation.topic_set else [],
        "title": consultation.title,
        "text": consultation.text,
        "product_name": consultation.product_name,
        "target_disease": consultation.target_disease,
        "development_stage": consultation.development_stage,
    }
