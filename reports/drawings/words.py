"""What the columns of yearly figures are called, by the kind of year."""

from collections.abc import Mapping
from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from mediso.common.fiscal import CalendarYear, FiscalYear
from reports.figures.yearly_cases import YearKind


@dataclass(frozen=True, slots=True)
class YearWords:
    year: str | Promise
    difference: str | Promise


YEAR_WORDS: Mapping[YearKind, YearWords] = {
    CalendarYear: YearWords(_("Year"), _("Difference to the year before")),
    FiscalYear: YearWords(_("Fiscal year"), _("Difference to the fiscal year before")),
}
