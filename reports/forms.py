"""Reads what a figure is asked to count, from addresses, options of the command and the page alike."""

from collections.abc import Callable, Iterable, Mapping
from functools import partial
from typing import Any

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from mediso.common.forms import LongSelect
from mediso.common.japanese_dates import UnreadableDate, parse_japanese_date
from mediso.desks.models import Desk
from reports.conditions.table import CONDITIONS
from reports.periods import FROM, UNTIL, Period, UnusablePeriod
from reports.registry import FigureKind
from reports.scope import BASIS, DESK, Basis, Scope, Where
from reports.selectors.counted import BASES

Choice = tuple[str, Any]
NOT_KEPT = _("Monthly closes do not keep this. Leave it out, or count what is known today.")


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


class ConditionField(forms.ChoiceField):
    """One condition of the table. An address may name it several times: then all of them hold.

    Those that are no field of the page read their choices only to check a value.
    """

    def __init__(self, label: Any, choices: Iterable[Choice] | Callable[[], Iterable[Choice]]) -> None:
        super().__init__(
            label=label,
            required=False,
            widget=LongSelect,
            choices=choices if callable(choices) else [("", _("All")), *choices],
            error_messages={"invalid_choice": _("There is no “%(value)s” among the choices. Take one of the list.")},
        )


class ScopeForm(forms.Form):
    """`from`, `until`, `desk`, `basis` and every condition of `reports/conditions`.

    `desks` are those the person may choose from; none chosen means all of them.
    """

    def __init__(self, data: QueryDict | Mapping[str, str], *, desks: Iterable[Desk]) -> None:
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
        self.fields[BASIS] = forms.ChoiceField(
            label=_("State of the data"),
            required=False,
            choices=[(basis.value, basis.value) for basis in BASES],
            error_messages={"invalid_choice": _("“%(value)s” is no state of the data: choose “known” or “published”.")},
        )
        whole = Scope(tuple(self.desks.values()))
        for code, condition in CONDITIONS.items():
            choices = partial(condition.choices, whole)
            self.fields[code] = ConditionField(condition.label, choices() if condition.is_offered else choices)

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        try:
            cleaned["period"] = Period.parse(cleaned.get(FROM, ""), cleaned.get(UNTIL, ""))
        except UnusablePeriod as unusable:
            for end, message in unusable.errors.items():
                self.add_error(end, message)
        cleaned["narrowing"] = self._narrowing()
        if cleaned.get(BASIS) == Basis.PUBLISHED:
            for code in dict(cleaned["narrowing"]):
                if not CONDITIONS[code].is_frozen:
                    self.add_error(code, str(NOT_KEPT))
        return cleaned

    def is_valid_for(self, kind: FigureKind) -> bool:
        """Whether this figure can be counted so; if not, the form has the error."""
        if self.is_valid() and self.scope.basis is Basis.PUBLISHED and not kind.can_be_frozen:
            message = _("“%(title)s” is not part of the monthly closes. Count what is known today.")
            self.add_error(BASIS, message % {"title": kind.title})
        return self.is_valid()

    def countable(self, kinds: Iterable[FigureKind]) -> list[FigureKind]:
        """Of a valid form: those figures that have this state of the data."""
        return [kind for kind in kinds if self.scope.basis is Basis.KNOWN or kind.can_be_frozen]

    def _narrowing(self) -> Where:
        """Every value of every condition, in the order of the table; the last of each is what its field checked."""
        pairs = []
        for code in CONDITIONS:
            field = self.fields[code]
            for value in self._values(code):
                try:
                    pairs.append((code, field.clean(value)))
                except forms.ValidationError as error:
                    if not self.has_error(code):
                        self.add_error(code, error)
        return tuple(pairs)

    def _values(self, code: str) -> list[str]:
        given = self.data.getlist(code) if isinstance(self.data, QueryDict) else [self.data.get(code, "")]
        return [value for value in dict.fromkeys(given) if value]

    @property
    def offered(self) -> list[forms.BoundField]:
        """The conditions people choose on the page; one that is in use and not among them is told in words."""
        return [self[code] for code, condition in CONDITIONS.items() if condition.is_offered]

    @property
    def is_narrowed(self) -> bool:
        """Whether the page opens what it keeps folded."""
        return any(self._values(code) for code in CONDITIONS)

    @property
    def scope(self) -> Scope:
        """Of a valid form."""
        cleaned = self.cleaned_data
        desks = (self.desks[cleaned[DESK]],) if cleaned[DESK] else tuple(self.desks.values())
        return Scope(desks, cleaned["period"], cleaned["narrowing"], Basis(cleaned[BASIS] or Basis.KNOWN))
