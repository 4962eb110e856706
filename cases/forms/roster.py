"""What is chosen on the pages beside the roster; each is read from an address."""

from collections.abc import Iterable, Sequence

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from mediso.common.fiscal import FiscalYear
from mediso.common.months import Month
from supporters.models import Supporter


class MonthForm(forms.Form):
    """`?month=2026-11`, among those there are; none chosen is `default`."""

    month = forms.ChoiceField(
        label=_("Month"),
        required=False,
        error_messages={"invalid_choice": _("There is no work of “%(value)s”. Choose a month from the list.")},
    )

    def __init__(self, data: QueryDict, *, months: Sequence[Month], default: Month) -> None:
        super().__init__(data if "month" in data else {"month": default.code})
        self.fields["month"].choices = [(one.code, str(one)) for one in months]  # type: ignore[attr-defined]
        self.default = default

    @property
    def chosen(self) -> Month:
        """Of a valid form."""
        return Month.parse(self.cleaned_data["month"]) or self.default


class FiscalYearForm(forms.Form):
    """`?year=2026`, among those there are; none chosen is the newest."""

    year = forms.TypedChoiceField(
        label=_("Fiscal year"),
        required=False,
        coerce=int,
        error_messages={"invalid_choice": _("Nobody was asked in “%(value)s”. Choose a fiscal year from the list.")},
    )

    def __init__(self, data: QueryDict, *, years: Sequence[FiscalYear]) -> None:
        super().__init__(data if "year" in data else {"year": str(years[0].year)})
        self.fields["year"].choices = [(str(one.year), one.label) for one in years]  # type: ignore[attr-defined]
        self.newest = years[0]

    @property
    def chosen(self) -> FiscalYear:
        """Of a valid form."""
        year = self.cleaned_data["year"]
        return FiscalYear(year) if year else self.newest


class AwayForm(forms.Form):
    """`?away=id`: who is thought to be on leave, among those who are there; none chosen is nobody."""

    away = forms.TypedChoiceField(
        label=_("What if this supporter were on leave?"),
        required=False,
        coerce=int,
        empty_value=None,
        error_messages={"invalid_choice": _("This supporter cannot be asked today anyway. Choose one from the list.")},
    )

    def __init__(self, data: QueryDict, *, available: Iterable[Supporter]) -> None:
        super().__init__(data)
        names = [(str(one.pk), one.name) for one in available]
        self.fields["away"].choices = [("", _("Nobody: as it is today")), *names]  # type: ignore[attr-defined]
