"""Thin: each calls a service."""

from celery import shared_task

from supporters.services import reminders


@shared_task(name="supporters.remind")
def remind() -> None:
    reminders.remind()
