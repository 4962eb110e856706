"""Thin: each takes ids and calls a service."""

from celery import shared_task

from mediso.files.services import keeping, leftovers, scans


@shared_task(name=keeping.SCAN_TASK)
def scan(file_id: int) -> None:
    scans.scan_file(file_id)


@shared_task(name="files.sweep")
def sweep() -> None:
    scans.sweep()


@shared_task(name="files.remove_leftovers")
def remove_leftovers() -> None:
    leftovers.remove_leftovers()
