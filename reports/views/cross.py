"""The page on which any two dimensions are crossed."""

from typing import Any

from django import forms
from django.http import HttpRequest, HttpResponse
from django.utils.http import urlencode
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from reports.dimensions.table import DIMENSIONS
from reports.registry import CROSS, FIGURES, cross_name
from reports.views.access import scope_form
from reports.views.statistics import statistics_page

USUAL = {"rows": "topic", "columns": "stage"}


class CrossForm(forms.Form):
    """Which dimension runs down and which across; the usual ones where nothing is chosen."""

    rows = forms.ChoiceField(label=_("Rows"), required=False)
    columns = forms.ChoiceField(label=_("Columns"), required=False)

    def __init__(self, data: dict[str, Any]) -> None:
        super().__init__(USUAL | data)
        for field in self.fields.values():
            field.choices = [(one.code, one.label) for one in DIMENSIONS.values()]  # type: ignore[attr-defined]
            field.error_messages["invalid_choice"] = _("There is no “%(value)s” to count by. Take one of the list.")

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        if cleaned.get("rows") and cleaned.get("rows") == cleaned.get("columns"):
            self.add_error("columns", _("Choose something else than in the rows."))
        return cleaned


@require_safe
def statistics_cross(request: HttpRequest) -> HttpResponse:
    form = scope_form(request)
    cross = CrossForm({name: request.GET[name] for name in USUAL if request.GET.get(name)})
    kinds = [FIGURES[cross_name(**cross.cleaned_data)]] if cross.is_valid() else []
    kept = urlencode(cross.cleaned_data) if cross.is_valid() else ""
    return statistics_page(request, form, CROSS, kinds, kept=kept, cross=cross)
