"""Asking a worker to do now what its row says is to be done."""

import logging

from celery import current_app
from kombu.exceptions import OperationalError

logger = logging.getLogger(__name__)


def queue(task: str, row_id: int) -> None:
    """Ask for `task` on this row. While the broker is away the row waits for the sweeper, which asks again."""
    try:
        current_app.send_task(task, [row_id])
    except OperationalError:
        logger.warning("The broker is away; %s of row %s waits for the sweeper", task, row_id)
