from collections.abc import Iterable
from typing import Any

from django import forms
from django.http import QueryDict
from django.utils.http import urlencode
from django.utils.translation import gettext_lazy as _

from mediso.common.japanese_dates import UnreadableDate, parse_japanese_date
from mediso.desks.models import Desk
from reports.periods import FROM, UNTIL, Period, UnusablePeriod
from reports.scope import Scope

DESK = "desk"


class DayInput(forms.DateInput):
    """A native date input. A text that is no day could not be seen in one, so it comes back in a plain input."""

    def get_context(self, name: str, value: Any, attrs: dict[str, Any] | None) -> dict[str, Any]:
        context = super().get_context(name, value, attrs)
        try:
            context["widget"]["value"] = parse_japanese_date(value).isoformat() if value else None
            context["widget"]["type"] = "date"
        except UnreadableDate:
            context["widget"]["type"] = "text"
        return context


class ScopeForm(forms.Form):
    """Reads a scope from addresses, options of the command and the page alike: `from`, `until`, `desk`.

    `desks` are those the person may choose from; none chosen means all of them.
    """

    def __init__(self, data: QueryDict | dict[str, str], *, desks: Iterable[Desk]) -> None:
        super().__init__(data)
        self.desks = {desk.code: desk for desk in desks}
        self.fields[FROM] = forms.CharField(label=_("First day"), required=False, widget=DayInput)
        self.fields[UNTIL] = forms.CharField(label=_("Last day"), required=False, widget=DayInput)
        self.fields[DESK] = forms.ChoiceField(
            label=_("Desk"),
            required=False,
            choices=[("", _("All desks")), *((code, str(desk)) for code, desk in self.desks.items())],
            error_messages={"invalid_choice": _("There is no desk “%(value)s” among those you can choose.")},
        )

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        try:
            cleaned["period"] = Period.parse(cleaned.get(FROM, ""), cleaned.get(UNTIL, ""))
        except UnusablePeriod as unusable:
            for end, message in unusable.errors.items():
                self.add_error(end, message)
        return cleaned

    @property
    def scope(self) -> Scope:
        """Of a valid form."""
        chosen = self.cleaned_data[DESK]
        desks = (self.desks[chosen],) if chosen else tuple(self.desks.values())
        return Scope(desks, self.cleaned_data["period"])

    def query_for(self, period: Period) -> str:
        """The query of an address that asks for this period at the desk chosen here; "" for everything."""
        values = {
            FROM: period.first and period.first.isoformat(),
            UNTIL: period.last and period.last.isoformat(),
            DESK: self.cleaned_data.get(DESK),
        }
        return urlencode({name: value for name, value in values.items() if value})
