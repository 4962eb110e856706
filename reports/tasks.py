"""Thin: each calls a service."""

from celery import shared_task

from reports.services import closing_runs


@shared_task(name=closing_runs.CLOSE_TASK)
def close_months(run_id: int) -> None:
    closing_runs.work_off(run_id)


@shared_task(name="reports.sweep_closes")
def sweep_closes() -> None:
    closing_runs.sweep()
