from mediso.common.fiscal import CalendarYear
from reports.figures.yearly_cases import YearlyCases
from reports.scope import Scope
from reports.selectors.years import yearly_cases


def cases_by_year(scope: Scope) -> YearlyCases:
    """Cases a calendar year (1 January - 31 December)."""
    return yearly_cases(scope, CalendarYear)
