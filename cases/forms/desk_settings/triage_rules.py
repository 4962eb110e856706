"""A rule of automatic triage: its conditions and its steps. Each step needs the one before it."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.http import QueryDict
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.corporate_number import fold_corporate_number, validate_corporate_number
from accounts.names import normalise_organisation_name
from accounts.selectors.staff import staff_of
from cases.enums import Channel
from cases.forms.desk_settings.base import SettingForm
from mediso.desks.enums import SettingKind
from mediso.desks.models import Desk, TriageRule

CONDITIONS = ("product_types", "topics", "channels", "organisations")
MOST_ORGANISATIONS = 200
ANY_OF_THESE = gettext_lazy("Any of these, as the founder chose; none chosen means that it does not matter.")
# Step → the step that comes before it, and what is said when it is missing.
NEEDS = {
    "takes_over_classification": ("starts_triage", gettext_lazy("A case is classified in triage: start triage too.")),
    "starts_matching": (
        "takes_over_classification",
        gettext_lazy("Only a classified case looks for supporters: classify it as the founder chose too."),
    ),
    "proposes": (
        "starts_matching",
        gettext_lazy("Somebody is proposed while the search is on: start the search for supporters too."),
    ),
}


class TriageRuleForm(SettingForm):
    setting = SettingKind.TRIAGE_RULES
    channels = forms.MultipleChoiceField(
        label=gettext_lazy("Channels"),
        choices=Channel.choices,
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=gettext_lazy("Any of these channels; none chosen means that it does not matter."),
    )

    class Meta:
        model = TriageRule
        fields = [
            *("name_ja", "name_en"),
            *CONDITIONS,
            *("starts_triage", "takes_over_classification", "responsible", "starts_matching", "proposes"),
        ]
        widgets = {
            "product_types": forms.CheckboxSelectMultiple,
            "topics": forms.CheckboxSelectMultiple,
            "organisations": forms.Textarea(attrs={"rows": 4}),
        }
        help_texts = {
            "product_types": ANY_OF_THESE,
            "topics": ANY_OF_THESE,
            "organisations": gettext_lazy(
                "Names or corporate numbers of 13 digits; any of them. Legal forms, width and kinds of kana make no "
                "difference. None means that it does not matter."
            ),
            "takes_over_classification": gettext_lazy(
                "Without a product type or topic of the founder's it stops here."
            ),
            "responsible": gettext_lazy("Told by mail, as when a colleague hands over a case."),
            "proposes": gettext_lazy(
                "Caution: the supporter who comes first is asked by mail at once, and nobody of the desk has looked at "
                "the case before."
            ),
        }

    def __init__(self, data: QueryDict | None = None, *, desk: Desk, row: Any = None) -> None:
        super().__init__(data, desk=desk, row=row)
        staff = staff_of(desk)
        self.fields["responsible"].queryset = staff.distinct()  # type: ignore[attr-defined]
        self.fields["responsible"].empty_label = _("Nobody")  # type: ignore[attr-defined]

    def clean_organisations(self) -> str:
        """Each once, as it was written; corporate numbers in plain digits."""
        found: dict[str, str] = {}
        for line in filter(None, map(str.strip, self.cleaned_data["organisations"].splitlines())):
            number = fold_corporate_number(line)
            if number.isdecimal():
                _check_number(line, number)
                found.setdefault(number, number)
            elif key := normalise_organisation_name(line):
                found.setdefault(key, line)
            else:
                raise forms.ValidationError(_("“%(line)s” is no name. Remove it or write it out.") % {"line": line})
        if len(found) > MOST_ORGANISATIONS:
            raise forms.ValidationError(
                _("Name at most %(most)d organisations; there are %(count)d.")
                % {"most": MOST_ORGANISATIONS, "count": len(found)}
            )
        return "\n".join(found.values())

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        for step, (before, said) in NEEDS.items():
            if cleaned.get(step) and not cleaned.get(before):
                self.add_error(step, str(said))
        if not any(cleaned.get(name) for name in CONDITIONS) and not any(name in self.errors for name in CONDITIONS):
            self.add_error(
                "channels",
                _("Give at least one condition. A rule for everything that comes in has all channels chosen."),
            )
        if not (cleaned.get("starts_triage") or cleaned.get("responsible") or "responsible" in self.errors):
            self.add_error("starts_triage", _("Choose at least one step: start triage, or somebody to put in charge."))
        return cleaned


def _check_number(line: str, number: str) -> None:
    try:
        validate_corporate_number(number)
    except ValidationError as wrong:
        raise forms.ValidationError(f"{line}: {wrong.messages[0]}") from wrong
