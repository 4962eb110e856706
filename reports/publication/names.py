"""What people call some days: a fiscal year or a month by its name, anything else from day to day."""

from mediso.common.fiscal import FiscalYear
from mediso.common.months import Month
from reports.periods import Period
from reports.publication.spans import Days


def name_of(days: Days) -> str:
    """In the active language."""
    for span in (FiscalYear.of(days.first), Month.of(days.first)):
        if (span.first, span.last) == (days.first, days.last):
            return str(span)
    return str(Period.of(days))
