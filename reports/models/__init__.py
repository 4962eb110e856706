from reports.models.close import ClosedCase, MonthlyClose
from reports.models.closing_run import ClosingRun
from reports.models.publication import Publication, Release, Withdrawal

__all__ = ["ClosedCase", "ClosingRun", "MonthlyClose", "Publication", "Release", "Withdrawal"]
