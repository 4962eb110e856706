"""Closing many months in a task: once, however often it is asked for, and going on where a worker died.

A month takes a tenth of a second: the 83 of the old register some 7 seconds, longer than a page may take.
"""

import datetime as dt
import logging

from django.db import transaction
from django.db.models import F
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.models import User
from mediso.common.errors import ActionRefused
from mediso.common.months import Month
from mediso.common.queueing import queue
from mediso.desks.models import Desk
from reports.models import ClosingRun
from reports.selectors.closes.open_months import open_months
from reports.services.closing import close_month, refuse_unless_closable

logger = logging.getLogger(__name__)

CLOSE_TASK = "reports.close_months"  # by name: the tasks import the services

# Whoever closes has this long for one month before somebody else may go on.
LEASE = dt.timedelta(minutes=1)
MOST_ATTEMPTS = 3


@transaction.atomic
def ask_to_close(*, desk: Desk, until: Month, actor: User) -> ClosingRun:
    """Have every open month up to `until` closed by a worker, after the commit.

    Raises `ActionRefused` as closing itself would, and while months of the desk are being closed.
    """
    Desk.objects.select_for_update(no_key=True).get(pk=desk.pk)
    months = refuse_unless_closable(desk, until, actor)
    if ClosingRun.objects.filter(desk=desk, finished_at=None).exists():
        raise ActionRefused(_("Months of this desk are being closed at the moment. Wait until that is done."))
    run = ClosingRun.objects.create(desk=desk, until=until.first, months=len(months), asked_by=actor)
    transaction.on_commit(lambda: queue(CLOSE_TASK, run.pk))
    return run


def work_off(run_id: int) -> int:
    """Close what one run wants closed, if nobody else is at it; how many months were closed here."""
    now = timezone.now()
    wanted = ClosingRun.objects.filter(pk=run_id, finished_at=None, due_at__lte=now)
    if not wanted.update(due_at=now + LEASE, attempts=F("attempts") + 1):
        return 0
    run = ClosingRun.objects.select_related("desk", "asked_by").get(pk=run_id)
    mine = ClosingRun.objects.filter(pk=run_id, finished_at=None)
    closed = 0
    for month in open_months(run.desk, run.until_month):
        closed += close_month(run.desk, month, run.asked_by) is not None
        mine.update(due_at=timezone.now() + LEASE)
    mine.update(finished_at=timezone.now())
    return closed


def sweep() -> int:
    """Queue every run that is due; how many. One that was tried often enough is given up, and the page says so."""
    now = timezone.now()
    due = ClosingRun.objects.filter(finished_at=None, due_at__lte=now)
    if given_up := due.filter(attempts__gte=MOST_ATTEMPTS).update(finished_at=now, failed=True):
        logger.error("%s runs of monthly closes were not finished in %s attempts", given_up, MOST_ATTEMPTS)
    run_ids = list(due.values_list("pk", flat=True))
    for run_id in run_ids:
        queue(CLOSE_TASK, run_id)
    return len(run_ids)
