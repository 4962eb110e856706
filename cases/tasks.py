"""Thin: each calls a service."""

from celery import shared_task

from cases.services import automatic_triage, clocks, follow_up, incoming, lapsing, reminders
from cases.services.rounds import working_out
from mediso.mailbox import imap


@shared_task(name=automatic_triage.TASK)
def apply_rules(case_id: int) -> None:
    automatic_triage.apply_rules(case_id)


@shared_task(name="cases.sweep_rules")
def sweep_rules() -> None:
    automatic_triage.sweep()


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


@shared_task(name="cases.sweep_proposals")
def sweep_proposals() -> None:
    lapsing.sweep_unanswered()


@shared_task(name=lapsing.LAPSE_TASK)
def lapse_proposal(assignment_id: int) -> None:
    lapsing.lapse_if_unanswered(assignment_id)


@shared_task(name="cases.remind_of_proposals")
def remind_of_proposals() -> None:
    lapsing.remind_of_last_days()


@shared_task(name=working_out.WORK_OUT_TASK)
def work_out_round(round_id: int) -> None:
    working_out.work_out(round_id)


@shared_task(name="cases.sweep_rounds")
def sweep_rounds() -> None:
    working_out.sweep()
