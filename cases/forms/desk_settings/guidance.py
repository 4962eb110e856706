"""What helps staff and founders: signposts, templates of plans, checklists, terms of use."""

from typing import Any

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from cases.forms.desk_settings.base import SettingForm, date_input
from cases.forms.desk_settings.steps import StepFormSet, steps_form_set
from mediso.desks.enums import SettingKind
from mediso.desks.models import ChecklistItem, Desk, PlanTemplate, Signpost, Terms, UndertakingText
from mediso.desks.selectors.settings import settings_of

EVERY_PRODUCT_TYPE = gettext_lazy("Every product type")


class SignpostForm(SettingForm):
    setting = SettingKind.SIGNPOSTS
    url = forms.URLField(label=gettext_lazy("Web address"), max_length=200, assume_scheme="https")

    class Meta:
        model = Signpost
        fields = [
            *("name_ja", "name_en", "url", "advice_ja", "advice_en"),
            *("product_types", "topics", "keywords", "position"),
        ]
        widgets = {
            "advice_ja": forms.Textarea(attrs={"rows": 4}),
            "advice_en": forms.Textarea(attrs={"rows": 4}),
            "product_types": forms.CheckboxSelectMultiple,
            "topics": forms.CheckboxSelectMultiple,
            "keywords": forms.Textarea(attrs={"rows": 6}),
        }
        help_texts = {
            "name_ja": gettext_lazy("Of the other body, as founders read it."),
            "product_types": gettext_lazy("Any of these; none chosen means that it does not matter."),
            "topics": gettext_lazy("Any of these; none chosen means that it does not matter."),
            "keywords": gettext_lazy(
                "Any of these must stand in the question; none means that it does not matter. Width, case and kana "
                "make no difference. Latin words must stand alone."
            ),
            "position": gettext_lazy("Its place among the signposts."),
        }

    def clean_keywords(self) -> str:
        return "\n".join(_lines(self.cleaned_data["keywords"]))

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        conditions = ("product_types", "topics", "keywords")
        if not any(cleaned.get(name) for name in conditions) and not any(name in self.errors for name in conditions):
            self.add_error("keywords", _("Give at least one condition: a product type, a topic or a word."))
        return cleaned


class PlanTemplateForm(SettingForm):
    """With its steps, which are forms of their own."""

    setting = SettingKind.PLAN_TEMPLATES
    steps: StepFormSet

    class Meta:
        model = PlanTemplate
        fields = ["name_ja", "name_en", "product_type", "summary", "position"]
        widgets = {"summary": forms.Textarea(attrs={"rows": 5})}
        help_texts = {"summary": gettext_lazy("The first words of the plan, to be adapted to the case.")}

    def __init__(self, data: QueryDict | None = None, *, desk: Desk, row: Any = None) -> None:
        super().__init__(data, desk=desk, row=row)
        self.fields["product_type"].empty_label = EVERY_PRODUCT_TYPE  # type: ignore[attr-defined]
        self.steps = steps_form_set(data, row)

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        if self.steps.is_valid():
            return {**cleaned, "steps": self.steps.written()}
        for said in self.steps.said():
            self.add_error(None, said)
        return cleaned


class ChecklistItemForm(SettingForm):
    setting = SettingKind.CHECKLISTS

    class Meta:
        model = ChecklistItem
        fields = ["name_ja", "name_en", "product_type", "position"]
        help_texts = {"position": gettext_lazy("Its place in the checklist.")}

    def __init__(self, data: QueryDict | None = None, *, desk: Desk, row: Any = None) -> None:
        super().__init__(data, desk=desk, row=row)
        self.fields["product_type"].empty_label = EVERY_PRODUCT_TYPE  # type: ignore[attr-defined]


class TermsForm(SettingForm):
    """A new version begins with the words of the latest."""

    setting = SettingKind.TERMS

    class Meta:
        model = Terms
        fields = ["text_ja", "text_en", "in_force_from"]
        widgets = {
            "text_ja": forms.Textarea(attrs={"rows": 20}),
            "text_en": forms.Textarea(attrs={"rows": 20}),
            "in_force_from": date_input(),
        }
        help_texts = {
            "in_force_from": gettext_lazy(
                "Today or later. From this day on founders agree to this version, and it cannot be changed any more."
            )
        }

    def _initial(self) -> dict[str, Any]:
        latest = settings_of(self.desk.pk, self.setting).first() if self.row is None else None
        words = {"text_ja": latest.text_ja, "text_en": latest.text_en} if latest else {}
        return super()._initial() | words


class UndertakingTextForm(SettingForm):
    setting = SettingKind.UNDERTAKINGS

    class Meta:
        model = UndertakingText
        fields = ["kind", "text_ja", "text_en"]
        widgets = {"text_ja": forms.Textarea(attrs={"rows": 20}), "text_en": forms.Textarea(attrs={"rows": 20})}
        help_texts = {
            "text_ja": gettext_lazy("What was signed already keeps the words that were signed."),
        }


def _lines(text: str) -> list[str]:
    """Each line once, without the empty ones."""
    return list(dict.fromkeys(line.strip() for line in text.splitlines() if line.strip()))
