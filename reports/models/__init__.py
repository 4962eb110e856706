from reports.models.close import ClosedCase, MonthlyClose
from reports.models.closing_run import ClosingRun

__all__ = ["ClosedCase", "ClosingRun", "MonthlyClose"]
