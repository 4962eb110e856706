"""Writing mails with the change they tell of, delivering them after it, and mending what went wrong."""

from mediso.outbox.services.delivery import MOST_ATTEMPTS, deliver, sweep
from mediso.outbox.services.remedies import apply_remedy, bounced, may_remedy
from mediso.outbox.services.writing import DELIVER_TASK, can_be_attached, write_mail

__all__ = [
    "DELIVER_TASK",
    "MOST_ATTEMPTS",
    "apply_remedy",
    "bounced",
    "can_be_attached",
    "deliver",
    "may_remedy",
    "sweep",
    "write_mail",
]
