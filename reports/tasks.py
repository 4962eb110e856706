"""Thin: each calls a service."""

from celery import shared_task

from reports.services import closing_runs
from reports.services.reports import asking, making


@shared_task(name=closing_runs.CLOSE_TASK)
def close_months(run_id: int) -> None:
    closing_runs.work_off(run_id)


@shared_task(name="reports.sweep_closes")
def sweep_closes() -> None:
    closing_runs.sweep()


@shared_task(name="reports.ask_for_reports")
def ask_for_reports() -> None:
    asking.ask_for_due()


@shared_task(name=making.MAKE_TASK)
def make_report(issue_id: int) -> None:
    making.make_issue(issue_id)


@shared_task(name="reports.sweep_reports")
def sweep_reports() -> None:
    asking.sweep()
