"""The steps of a plan template, side by side with its form."""

from collections.abc import Iterator
from typing import Any, cast

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from mediso.desks.enums import StepOwner
from mediso.desks.models import DUE_AFTER, PlanTemplate

SPARE_ROWS = 3
MOST_STEPS = 30
PREFIX = "steps"


class PlanTemplateStepForm(forms.Form):
    """One step; without words it is none, whatever else is chosen."""

    text = forms.CharField(
        label=gettext_lazy("What is done"),
        max_length=500,
        required=False,
        widget=forms.Textarea(attrs={"rows": 2}),
    )
    owner = forms.ChoiceField(
        label=gettext_lazy("Done by"), choices=StepOwner.choices, initial=StepOwner.SUPPORTER, required=False
    )
    due_after = forms.IntegerField(
        label=gettext_lazy("Due after (business days)"),
        min_value=DUE_AFTER[0],
        max_value=DUE_AFTER[-1],
        initial=10,
        required=False,
    )

    def clean_text(self) -> str:
        """On one line."""
        return " ".join(self.cleaned_data["text"].split())

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        for name in ("owner", "due_after"):
            if cleaned.get("text") and not cleaned.get(name) and name not in self.errors:
                self.add_error(name, self.fields[name].error_messages["required"])
        return cleaned


class StepFormSet(forms.BaseFormSet):  # type: ignore[type-arg]  # Django's class takes no [] at run time
    def add_fields(self, form: Any, index: int | None) -> None:
        super().add_fields(form, index)
        form.fields[forms.formsets.ORDERING_FIELD_NAME].label = _("Order of the step")

    def written(self) -> list[dict[str, Any]]:
        """The steps in their order."""
        rows = [form.cleaned_data for form in self.ordered_forms]
        return [{name: row[name] for name in ("text", "owner", "due_after")} for row in rows if row["text"]]

    def said(self) -> Iterator[str]:
        """What is wrong, a sentence each, with the number of its step."""
        yield from map(str, self.non_form_errors())
        for number, form in enumerate(self.forms, start=1):
            for name, errors in form.errors.items():
                words = {"number": number, "label": form.fields[name].label, "error": errors[0]}
                yield _("Step %(number)d, %(label)s: %(error)s") % words


def steps_form_set(data: QueryDict | None, template: PlanTemplate | None) -> StepFormSet:
    """The steps there are, and some empty rows for more."""
    written = template.steps.values("text", "owner", "due_after") if template else []
    made = forms.formset_factory(
        PlanTemplateStepForm,
        formset=StepFormSet,
        extra=SPARE_ROWS,
        can_order=True,
        max_num=MOST_STEPS,
        validate_max=True,
    )
    return cast("StepFormSet", made(data, prefix=PREFIX, initial=list(written)))
