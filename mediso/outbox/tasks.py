"""Thin: each takes ids and calls a service."""

from celery import shared_task

from mediso.outbox import services


@shared_task(name=services.DELIVER_TASK)
def deliver(mail_id: int) -> None:
    services.deliver(mail_id)


@shared_task(name="outbox.sweep")
def sweep() -> None:
    services.sweep()
