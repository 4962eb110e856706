"""When a supporter can be asked: leave and pauses, and the hours of the usual week."""

import datetime as dt
import re
from collections.abc import Mapping
from typing import Any, cast

from django import forms
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from mediso.common.japanese_text import clean_text, fold_width
from supporters.enums import LeaveKind, RosterPart, Weekday
from supporters.forms.entry.base import PartForm, date_input
from supporters.models import SupporterChange
from supporters.services.entry.availability import LeaveDays, save_hours, save_leave

SPARE_ROWS = 2
MOST_ROWS = 20
PREFIX = "leaves"
_STRETCH = re.compile(r"(\d{1,2})(?::(\d{2}))?\s*[-–—−〜~]\s*(\d{1,2})(?::(\d{2}))?")


class LeaveRowForm(forms.Form):
    """One leave or pause; without a first day it is none."""

    kind = forms.ChoiceField(label=gettext_lazy("Kind"), choices=LeaveKind.choices, required=False)
    first_day = forms.DateField(label=gettext_lazy("First day"), required=False, widget=date_input())
    last_day = forms.DateField(label=gettext_lazy("Last day"), required=False, widget=date_input())
    note = forms.CharField(label=gettext_lazy("Note"), max_length=200, required=False)

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        first, last = cleaned.get("first_day"), cleaned.get("last_day")
        if first and last and last < first:
            self.add_error("last_day", _("It ends before it begins."))
        if not first and "first_day" not in self.errors and (last or cleaned.get("note")):
            self.add_error("first_day", _("Give the first day, or empty the row."))
        return cleaned


class LeaveFormSet(forms.BaseFormSet):  # type: ignore[type-arg]  # Django's class takes no [] at run time
    def written(self) -> list[LeaveDays]:
        rows = [form.cleaned_data for form in self.forms if form.cleaned_data.get("first_day")]
        return [
            LeaveDays(
                kind=row["kind"] or LeaveKind.LEAVE,
                first_day=row["first_day"],
                last_day=row["last_day"],
                note=clean_text(row["note"]),
            )
            for row in rows
        ]


class LeaveForm(PartForm):
    """What is not over yet, in rows that are forms of their own."""

    part = RosterPart.LEAVE
    rows: LeaveFormSet

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        made = forms.formset_factory(
            LeaveRowForm, formset=LeaveFormSet, extra=SPARE_ROWS, max_num=MOST_ROWS, validate_max=True
        )
        today = timezone.localdate()
        leaves = [one for one in self.supporter.leaves.all() if one.last_day is None or one.last_day >= today]
        start = [
            {"kind": one.kind, "first_day": one.first_day, "last_day": one.last_day, "note": one.note} for one in leaves
        ]
        data = self.data if self.is_bound else None
        self.rows = cast("LeaveFormSet", made(data, prefix=PREFIX, initial=start))

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        if self.rows.is_valid():
            return {**cleaned, "leaves": self.rows.written()}
        for said in self.rows.non_form_errors():
            self.add_error(None, said)
        for number, form in enumerate(self.rows.forms, start=1):
            for name, errors in form.errors.items():
                words = {"number": number, "label": form.fields[name].label, "error": errors[0]}
                self.add_error(None, _("Row %(number)d, %(label)s: %(error)s") % words)
        return cleaned

    def start(self) -> dict[str, Any]:
        return {}

    def write(self, who: Mapping[str, Any], values: Mapping[str, Any]) -> SupporterChange | None:
        return save_leave(**who, **values)


class StretchesField(forms.CharField):
    """Hours of one day, such as 9:00-12:00, 14-17; full-width signs and Japanese commas do as well."""

    def prepare_value(self, value: Any) -> Any:
        if isinstance(value, list):
            return ", ".join(f"{begins:%H:%M}-{ends:%H:%M}" for begins, ends in value)
        return value

    def clean(self, value: Any) -> list[tuple[dt.time, dt.time]]:
        text = fold_width(super().clean(value)).replace("、", ",")
        return [_stretch(part.strip()) for part in text.split(",") if part.strip()]


def _stretch(text: str) -> tuple[dt.time, dt.time]:
    if not (found := _STRETCH.fullmatch(text)):
        raise forms.ValidationError(
            _("“%(text)s” is no stretch of time. Write for example 9:00-12:00, 14:00-17:00.") % {"text": text}
        )
    first_hour, first_minute, last_hour, last_minute = (int(number or 0) for number in found.groups())
    try:
        begins, ends = dt.time(first_hour, first_minute), dt.time(last_hour, last_minute)
    except ValueError as error:
        raise forms.ValidationError(
            _("“%(text)s” has no such time. Hours go from 0:00 to 23:59.") % {"text": text}
        ) from error
    if ends <= begins:
        raise forms.ValidationError(_("“%(text)s” ends before it begins.") % {"text": text})
    return begins, ends


class HoursForm(PartForm):
    part = RosterPart.HOURS

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for day in Weekday:
            field = StretchesField(label=day.label, required=False, max_length=200)
            if day == Weekday.MONDAY:
                field.help_text = _("For example 9:00-12:00, 14:00-17:00. Japan time.")
            self.fields[_name(day)] = field

    def start(self) -> dict[str, Any]:
        stretches = list(self.supporter.possible_hours.all())
        return {_name(day): [(one.begins, one.ends) for one in stretches if one.weekday == day] for day in Weekday}

    def write(self, who: Mapping[str, Any], values: Mapping[str, Any]) -> SupporterChange | None:
        stretches = [(day.value, *stretch) for day in Weekday for stretch in values[_name(day)]]
        return save_hours(**who, stretches=stretches)


def _name(day: Weekday) -> str:
    return day.name.lower()
