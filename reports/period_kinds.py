"""The table of the periods that reports count."""

from collections.abc import Callable, Mapping

from mediso.common.fiscal import FiscalYear
from mediso.common.months import Month
from mediso.common.quarters import FiscalQuarter
from reports.enums import PeriodKind
from reports.periods import Period

PERIODS: Mapping[str, Callable[[Month], Period]] = {
    PeriodKind.MONTH: Period.of,
    PeriodKind.QUARTER: lambda month: Period(FiscalQuarter.of(month.first).first, month.last),
    PeriodKind.FISCAL_YEAR: lambda month: Period(FiscalYear.of(month.first).first, month.last),
    PeriodKind.WHOLE: lambda month: Period(None, month.last),
}
