"""What the desk does by the clock: all of it, in one place."""

from datetime import timedelta
from typing import Any

from celery.schedules import crontab

from mediso import env

SCHEDULE: dict[str, dict[str, Any]] = {
    "Deliver the mails that could not be queued or failed": {
        "task": "outbox.sweep",
        "schedule": timedelta(seconds=env.integer("OUTBOX_SWEEP_EVERY", 60)),
    },
    "Scan the files that could not be queued or scanned": {
        "task": "files.sweep",
        "schedule": timedelta(minutes=1),
    },
    "Remove the contents of files that no row knows": {
        "task": "files.remove_leftovers",
        "schedule": crontab(hour=3, minute=30),
    },
    "Take what is in the mailbox, and file it": {
        "task": "cases.collect_mails",
        "schedule": timedelta(minutes=1),
    },
    "Apply the rules to cases that could not be queued when they came": {
        "task": "cases.sweep_rules",
        "schedule": timedelta(minutes=1),
    },
    "Work out the rounds that could not be queued, or whose worker died": {
        "task": "cases.sweep_rounds",
        "schedule": timedelta(minutes=1),
    },
    "Close the months that could not be queued, or whose worker died": {
        "task": "reports.sweep_closes",
        "schedule": timedelta(minutes=1),
    },
    # Hourly: each desk's own calendar knows its first business day after a close, and a missed morning is made up.
    "Ask for the reports of the months that were closed": {
        "task": "reports.ask_for_reports",
        "schedule": crontab(hour="7-18", minute=20),
    },
    "Make the reports that could not be queued or made": {
        "task": "reports.sweep_reports",
        "schedule": timedelta(minutes=1),
    },
    # A change of targets or closures does this at once; here what was cut off in the middle is caught up with.
    "Work out the due dates of open cases": {
        "task": "cases.recompute_due_dates",
        "schedule": crontab(hour=4, minute=0),
    },
    # From the morning on: an answer in the night after the last day still counts. Hourly: a missed morning is made up.
    "Let the proposals lapse that nobody answered": {
        "task": "cases.sweep_proposals",
        "schedule": crontab(hour="6-23", minute=5),
    },
    "Remind supporters of the last day to answer": {
        "task": "cases.remind_of_proposals",
        "schedule": crontab(hour="8-18", minute=10),
    },
    "Remind of the follow-ups that are due": {
        "task": "cases.remind_of_follow_ups",
        "schedule": crontab(hour=8, minute=0),
    },
    "Remind of undertakings that are not signed and of terms that end": {
        "task": "supporters.remind",
        "schedule": crontab(hour=8, minute=15),
    },
    "Tell everybody what was held for their daily digest": {
        "task": "notices.write_digests",
        "schedule": crontab(hour=8, minute=30),
    },
    "Remind of what is due, late or unanswered": {
        "task": "cases.remind_of_clocks",
        # Every day: each desk's own calendar knows whether it works.
        "schedule": crontab(hour=9, minute=0),
    },
}
