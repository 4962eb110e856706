"""What people type to define a report."""

from collections.abc import Iterable
from typing import Any

from django import forms
from django.conf import settings
from django.core.validators import validate_email
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from accounts.models import User
from mediso.common.japanese_text import fold_width
from mediso.desks.models import Desk
from reports.conditions.table import CONDITIONS
from reports.dimensions.table import DIMENSIONS
from reports.enums import PeriodKind
from reports.forms import ConditionField
from reports.models import ReportDefinition
from reports.models.report import BASES, LONGEST_NAME
from reports.registry import NAMED, cross_name
from reports.report_choices import (
    BY_CROSS_NAME,
    CROSSES,
    CrossChoice,
    FigureChoice,
    FigureGroup,
    in_order,
    order_field,
    pages_of_figures,
    where_field,
)
from reports.scope import Basis, Scope
from reports.services.reports.keeping import Wanted, change_definition, make_definition

MOST_RECIPIENTS = 100
LARGEST_PLACE = 999


def _place(label: str) -> forms.IntegerField:
    attrs = {"inputmode": "numeric", "class": "place"}
    return forms.IntegerField(
        label=pgettext_lazy("of a figure in a report", "Place"),
        required=False,
        min_value=1,
        max_value=LARGEST_PLACE,
        widget=forms.NumberInput(attrs=attrs | {"aria-label": label} if label else attrs),
    )


class ReportForm(forms.Form):
    """A whole definition: everything is in one form, so that nothing typed is lost whatever is wrong in it."""

    name = forms.CharField(
        label=gettext_lazy("Name"),
        max_length=LONGEST_NAME,
        help_text=gettext_lazy("It stands on the files and in the subject of the mail, with the month."),
    )
    figures = forms.MultipleChoiceField(
        label=gettext_lazy("Figures"),
        required=False,
        choices=[(kind.name, kind.title) for kind in NAMED],
        widget=forms.CheckboxSelectMultiple,
    )
    period_kind = forms.ChoiceField(label=gettext_lazy("Period"), choices=PeriodKind.choices)
    basis = forms.ChoiceField(
        label=gettext_lazy("State of the data"),
        choices=BASES,
        help_text=gettext_lazy(
            "As published, whatever the monthly closes keep is counted from them. The rest is counted as it is known"
            " when the report is made, and marked so."
        ),
    )
    recipients = forms.CharField(
        label=gettext_lazy("Recipients"),
        required=False,
        widget=forms.Textarea(attrs={"rows": 5}),
        help_text=gettext_lazy(
            "E-mail addresses, one on each line. They may be people of the desk and others. Each gets a mail of their"
            " own. Without any, the report is made and stands on its page."
        ),
    )
    language = forms.ChoiceField(
        label=gettext_lazy("Language of the mail"),
        choices=settings.LANGUAGES,
        help_text=gettext_lazy("The files are in Japanese."),
    )
    is_active = forms.BooleanField(
        label=gettext_lazy("Make it on the first business day after each monthly close"), required=False
    )
    seen = forms.IntegerField(widget=forms.HiddenInput)

    def __init__(self, data: Any = None, *, desk: Desk, definition: ReportDefinition | None = None) -> None:
        self.desk, self.definition = desk, definition
        super().__init__(data, initial=_initial(definition))
        for kind in NAMED:
            self.fields[order_field(kind.name)] = _place(_("Place of “%(figure)s”") % {"figure": kind.title})
        dimensions = [("", gettext_lazy("None")), *((one.code, one.label) for one in DIMENSIONS.values())]
        for number in CROSSES:
            self.fields[f"rows_{number}"] = forms.ChoiceField(
                label=pgettext_lazy("of a table", "Rows"), required=False, choices=dimensions
            )
            self.fields[f"columns_{number}"] = forms.ChoiceField(
                label=pgettext_lazy("of a table", "Columns"), required=False, choices=dimensions
            )
            self.fields[order_field(f"cross_{number}")] = _place("")
        for code, condition in _offered():
            self.fields[where_field(code)] = ConditionField(condition.label, condition.choices(Scope((desk,))))

    def clean_recipients(self) -> list[str]:
        """Each address once. Every line that is none is named, with what is wrong about it."""
        found: dict[str, str] = {}
        wrong = []
        for number, line in enumerate(self.cleaned_data["recipients"].splitlines(), start=1):
            address = fold_width(line).strip()
            if not address:
                continue
            try:
                validate_email(address)
            except forms.ValidationError:
                told = {"number": number, "line": line.strip()}
                wrong.append(_("Line %(number)s, “%(line)s”, is no e-mail address. Write name@example.jp.") % told)
            else:
                found.setdefault(address.lower(), address)
        if len(found) > MOST_RECIPIENTS:
            wrong.append(_("Give at most %(most)s recipients.") % {"most": MOST_RECIPIENTS})
        if wrong:
            raise forms.ValidationError(wrong)
        return [*found.values()]

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        places = {name: cleaned.get(order_field(name)) for name in cleaned.get("figures", ())}
        for number in CROSSES:
            if name := self._cross(cleaned, number):
                places[name] = cleaned.get(order_field(f"cross_{number}"))
        cleaned["chosen"] = in_order([*places], places)
        if not places and not self.has_error("figures") and not any(self.has_error(f"columns_{n}") for n in CROSSES):
            self.add_error("figures", _("Tick at least one figure, or choose what a cross table counts by."))
        return cleaned

    def _cross(self, cleaned: dict[str, Any], number: int) -> str:
        """The name of the cross, or nothing; one that is half chosen, or crosses a thing with itself, is an error."""
        rows, columns = cleaned.get(f"rows_{number}", ""), cleaned.get(f"columns_{number}", "")
        if bool(rows) != bool(columns):
            missing = "columns" if rows else "rows"
            self.add_error(f"{missing}_{number}", _("Choose both rows and columns, or neither."))
        elif rows and rows == columns:
            self.add_error(f"columns_{number}", _("Choose something else than in the rows."))
        elif rows:
            return cross_name(rows, columns)
        return ""

    @property
    def figure_groups(self) -> list[FigureGroup]:
        ticks = {tick.data["value"]: tick for tick in self["figures"].subwidgets}
        return [
            FigureGroup(page, [FigureChoice(ticks[name], self[order_field(name)]) for name in names])
            for page, names in pages_of_figures()
        ]

    @property
    def crosses(self) -> list[CrossChoice]:
        return [CrossChoice(self[f"rows_{n}"], self[f"columns_{n}"], self[order_field(f"cross_{n}")]) for n in CROSSES]

    @property
    def conditions(self) -> list[forms.BoundField]:
        return [self[where_field(code)] for code, _condition in _offered()]

    @property
    def is_narrowed(self) -> bool:
        return any(field.value() or field.errors for field in self.conditions)

    @property
    def wanted(self) -> Wanted:
        """Of a valid form."""
        cleaned = self.cleaned_data
        return Wanted(
            name=cleaned["name"],
            figures=cleaned["chosen"],
            period_kind=cleaned["period_kind"],
            conditions=[(code, value) for code, _condition in _offered() if (value := cleaned[where_field(code)])],
            basis=cleaned["basis"],
            recipients=cleaned["recipients"],
            language=cleaned["language"],
            is_active=cleaned["is_active"],
        )

    def perform(self, actor: User) -> ReportDefinition:
        """Raises `ActionRefused` and `StaleRow` as the services."""
        if self.definition is None:
            return make_definition(desk=self.desk, wanted=self.wanted, actor=actor)
        seen = self.cleaned_data["seen"]
        return change_definition(definition_id=self.definition.pk, wanted=self.wanted, actor=actor, seen=seen)


def _offered() -> Iterable[tuple[str, Any]]:
    return [(code, condition) for code, condition in CONDITIONS.items() if condition.is_offered]


def _initial(definition: ReportDefinition | None) -> dict[str, Any]:
    """As the definition is. A cross beyond those the form has a place for would be lost, so a form never made one."""
    if definition is None:
        return {"seen": 0, "basis": Basis.PUBLISHED.value, "language": "ja", "is_active": True}
    values: dict[str, Any] = {
        "name": definition.name,
        "period_kind": definition.period_kind,
        "basis": definition.basis,
        "recipients": "\n".join(definition.recipients),
        "language": definition.language,
        "is_active": definition.is_active,
        "seen": definition.version,
        "figures": [name for name in definition.figures if name not in BY_CROSS_NAME],
        **{where_field(code): value for code, value in definition.narrowing},
    }
    numbers = iter(CROSSES)
    for place, name in enumerate(definition.figures, start=1):
        if name in BY_CROSS_NAME and (number := next(numbers, None)):
            values[f"rows_{number}"], values[f"columns_{number}"] = BY_CROSS_NAME[name]
            values[order_field(f"cross_{number}")] = place
        else:
            values[order_field(name)] = place
    return values
