from mediso.common.fiscal import FiscalYear
from reports.figures.yearly_cases import YearlyCases
from reports.scope import Scope
from reports.selectors.years import yearly_cases


def cases_by_fiscal_year(scope: Scope) -> YearlyCases:
    """Cases a fiscal year (年度: 1 April - 31 March)."""
    return yearly_cases(scope, FiscalYear)
