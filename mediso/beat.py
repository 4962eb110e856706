"""What the desk does by the clock: all of it, in one place."""

from datetime import timedelta
from typing import Any

from celery.schedules import crontab

SCHEDULE: dict[str, dict[str, Any]] = {
    "Deliver the mails that could not be queued or failed": {
        "task": "outbox.sweep",
        "schedule": timedelta(minutes=1),
    },
    "Remind of the follow-ups that are due": {
        "task": "cases.remind_of_follow_ups",
        "schedule": crontab(hour=8, minute=0),
    },
    "Remind of what is due, late or unanswered": {
        "task": "cases.remind_of_clocks",
        # Every day: each desk's own calendar knows whether it works.
        "schedule": crontab(hour=9, minute=0),
    },
}
