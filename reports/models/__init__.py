from reports.models.close import ClosedCase, MonthlyClose
from reports.models.closing_run import ClosingRun
from reports.models.publication import Publication, Release, Withdrawal
from reports.models.report import ReportDefinition, ReportIssue

__all__ = [
    "ClosedCase",
    "ClosingRun",
    "MonthlyClose",
    "Publication",
    "Release",
    "ReportDefinition",
    "ReportIssue",
    "Withdrawal",
]
