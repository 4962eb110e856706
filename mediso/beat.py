"""What the desk does by the clock: all of it, in one place."""

from datetime import timedelta
from typing import Any

SCHEDULE: dict[str, dict[str, Any]] = {
    "Deliver the mails that could not be queued or failed": {
        "task": "outbox.sweep",
        "schedule": timedelta(minutes=1),
    },
}
