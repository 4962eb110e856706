"""Thin: each calls a service."""

from celery import shared_task

from cases.services import clocks, follow_up, incoming, reminders
from mediso.mailbox import imap


@shared_task(name="cases.remind_of_follow_ups")
def remind_of_follow_ups() -> None:
    follow_up.remind()


@shared_task(name="cases.recompute_due_dates")
def recompute_due_dates() -> None:
    clocks.recompute_all_due_dates()


@shared_task(name="cases.remind_of_clocks")
def remind_of_clocks() -> None:
    reminders.remind()


@shared_task(name="cases.collect_mails")
def collect_mails() -> None:
    imap.collect()
    incoming.file_new_mails()
