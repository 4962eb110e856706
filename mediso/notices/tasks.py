"""Thin: each calls a service."""

from celery import shared_task

from mediso.notices.services import write_digests as write


@shared_task(name="notices.write_digests")
def write_digests() -> None:
    write()
