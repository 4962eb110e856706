"""What a desk's calendar and clocks go by: targets in business days, and the days it is closed."""

import datetime as dt
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from cases.forms.desk_settings.base import SettingForm, date_input
from mediso.common.business_days import YEARS
from mediso.common.japanese_text import fold_width
from mediso.desks.enums import SettingKind
from mediso.desks.models import FOLLOW_UP_MONTHS, TARGETS, Closure, Desk

LONGEST_CLOSURE = 100
"""Days. A longer one is a slip of the year."""


class MonthsField(forms.CharField):
    """Whole months, separated by commas of any kind or by spaces; kept in order, each once."""

    def prepare_value(self, value: Any) -> Any:
        return ", ".join(map(str, value)) if isinstance(value, list) else value

    def clean(self, value: Any) -> list[int]:
        words = fold_width(super().clean(value)).replace("、", " ").replace(",", " ").split()
        if not all(word.isdecimal() and int(word) in FOLLOW_UP_MONTHS for word in words):
            raise forms.ValidationError(_("Write whole numbers from 1 to 60, separated by commas."))
        return sorted({int(word) for word in words})


class TargetsForm(SettingForm):
    setting = SettingKind.TARGETS
    follow_up_months = MonthsField(
        label=gettext_lazy("Follow-up, months after closing"),
        required=False,
        help_text=gettext_lazy("For example 1, 3, 6, 12. Leave it empty if the desk does not ask again."),
    )

    class Meta:
        model = Desk
        fields = [*TARGETS, "follow_up_months"]
        help_texts = {
            "first_contact_days": gettext_lazy("Business days from receipt until the founder hears from a person."),
            "triage_days": gettext_lazy("Business days from receipt until the case is read and sorted."),
            "proposal_days": gettext_lazy("Business days from the search for supporters until one is proposed."),
            "answer_days": gettext_lazy("Business days from receipt until the support plan is delivered."),
        }


class ClosureForm(SettingForm):
    setting = SettingKind.CLOSURES
    last_day = forms.DateField(
        label=gettext_lazy("Last day"),
        required=False,
        widget=date_input(),
        help_text=gettext_lazy("Leave it empty for a single day."),
    )

    class Meta:
        model = Closure
        fields = ["first_day", "last_day", "reason"]
        widgets = {"first_day": date_input()}
        help_texts = {
            "first_day": gettext_lazy(
                "Weekends, public holidays and 29 December to 3 January are no business days anyway."
            )
        }

    def clean_first_day(self) -> dt.date:
        return _in_known_years(self.cleaned_data["first_day"])

    def clean_last_day(self) -> dt.date | None:
        first: dt.date | None = self.cleaned_data.get("first_day")
        last: dt.date | None = self.cleaned_data["last_day"]
        if first is None or last is None:
            return last or first
        if last < first:
            raise forms.ValidationError(_("It ends before it begins."))
        if (last - first).days >= LONGEST_CLOSURE:
            raise forms.ValidationError(
                _("A closure has at most %(days)d days. Check the years.") % {"days": LONGEST_CLOSURE}
            )
        return last


def _in_known_years(day: dt.date) -> dt.date:
    if day.year not in YEARS:
        raise forms.ValidationError(
            _("Choose a day from %(first)d to %(last)d.") % {"first": YEARS[0], "last": YEARS[-1]}
        )
    return day
