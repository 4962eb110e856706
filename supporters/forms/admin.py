"""The forms of the administration's roster."""

from typing import Any

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from accounts.forms.fields import NameField
from accounts.services.organisations import matching_key
from mediso.common.errors import ActionRefused
from mediso.desks.models import ProductType
from supporters.enums import Language
from supporters.models import Interest, Supporter


class SupporterAdminForm(forms.ModelForm):  # type: ignore[type-arg]  # Django's class takes no [] at run time
    name = NameField(label=_("name"), max_length=100)
    languages = forms.MultipleChoiceField(
        label=_("languages"), choices=Language.choices, widget=forms.CheckboxSelectMultiple
    )

    class Meta:
        model = Supporter
        fields = [
            *("desk", "name", "employment", "affiliation_kind", "affiliation", "languages", "product_types"),
            *("max_open_cases", "hours_per_month", "term_start", "term_end"),
        ]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if self.instance.pk and "product_types" in self.fields:
            self.fields["product_types"].queryset = ProductType.objects.filter(desk=self.instance.desk_id)  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        desk = cleaned.get("desk") or getattr(self.instance, "desk", None)
        if any(product_type.desk_id != getattr(desk, "pk", None) for product_type in cleaned.get("product_types", ())):
            self.add_error("product_types", gettext("Choose product types of the supporter's own desk."))
        _refuse_end_before_start(self, "term_start", "term_end")
        return cleaned


class ExpertiseFormSet(forms.BaseInlineFormSet):  # type: ignore[type-arg]  # as above
    def clean(self) -> None:
        super().clean()
        for form in self.forms:
            topic = form.cleaned_data.get("topic")
            if topic is not None and topic.desk_id != self.instance.desk_id:
                form.add_error("topic", gettext("Choose a topic of the supporter's own desk."))


class InterestAdminForm(forms.ModelForm):  # type: ignore[type-arg]  # as above
    organisation_name = NameField(label=_("organisation"), max_length=200)

    class Meta:
        model = Interest
        fields = ["organisation_name", "organisation", "kind", "valid_from", "valid_until"]
        labels = {"organisation": _("its entry among the organisations, if it asked")}

    def clean_organisation_name(self) -> str:
        name: str = self.cleaned_data["organisation_name"]
        try:
            self.instance.normalised_name = matching_key(name)
        except ActionRefused as refusal:
            raise forms.ValidationError(str(refusal)) from refusal
        return name

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        _refuse_end_before_start(self, "valid_from", "valid_until")
        return cleaned


def _refuse_end_before_start(form: forms.BaseForm, start: str, end: str) -> None:
    first, last = form.cleaned_data.get(start), form.cleaned_data.get(end)
    if first and last and last < first:
        form.add_error(end, gettext("It ends before it begins."))
