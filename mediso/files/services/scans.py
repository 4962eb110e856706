"""Having kept files scanned: once each, again while the scanner is away."""

import datetime
import logging

from django.db import transaction
from django.db.models import F
from django.utils import timezone

from mediso.common.queueing import queue
from mediso.files import scanner
from mediso.files.enums import FileState
from mediso.files.models import StoredFile
from mediso.files.services.keeping import SCAN_TASK
from mediso.files.storage import attachments

logger = logging.getLogger(__name__)

# Whoever scans has this long before somebody else may; longer than the scanner is waited for.
LEASE = datetime.timedelta(minutes=15)
FIRST_PAUSE = datetime.timedelta(minutes=1)
MOST_DOUBLINGS = 6  # pauses grow to 64 minutes; a file is never given up, and never served unscanned
MOST_AT_ONCE = 1000
LONGEST_VERDICT = 200  # characters


def scan_file(file_id: int) -> bool:
    """Scan one file if it is due and nobody else does; whether there is a verdict now."""
    now = timezone.now()
    if not scanner.is_configured():
        return False
    claimed = StoredFile.objects.filter(pk=file_id, state=FileState.WAITING, due_at__lte=now).update(
        due_at=now + LEASE, attempts=F("attempts") + 1
    )
    if not claimed:
        return False
    stored = StoredFile.objects.get(pk=file_id)
    try:
        with attachments().open(stored.place) as content:
            verdict = scanner.scan(content)
    except OSError as error:  # a scanner that is away, and a content that is
        _put_off(stored, error)
        return False
    _judge(stored, verdict)
    return True


def sweep() -> int:
    """Queue every file that is due; how many. With a scanner, what was kept without one waits for it too."""
    if not scanner.is_configured():
        return 0
    now = timezone.now()
    StoredFile.objects.filter(state=FileState.UNSCANNED).update(state=FileState.WAITING, due_at=now)
    due = StoredFile.objects.filter(state=FileState.WAITING, due_at__lte=now).order_by("due_at")
    file_ids = list(due.values_list("pk", flat=True)[:MOST_AT_ONCE])
    for file_id in file_ids:
        queue(SCAN_TASK, file_id)
    return len(file_ids)


@transaction.atomic
def _judge(stored: StoredFile, verdict: scanner.Verdict) -> None:
    waiting = StoredFile.objects.filter(pk=stored.pk, state=FileState.WAITING)
    scanned_at = timezone.now()
    if verdict.clean:
        waiting.update(state=FileState.CLEAN, scanned_at=scanned_at, verdict="")
        return
    logger.warning("File %s is infected and removed: %s", stored.pk, verdict.said)
    waiting.update(state=FileState.INFECTED, scanned_at=scanned_at, verdict=verdict.said[:LONGEST_VERDICT], place="")
    # Should we die before this, or the store be away, the content that no row knows is a leftover.
    transaction.on_commit(lambda: attachments().delete(stored.place), robust=True)


def _put_off(stored: StoredFile, error: OSError) -> None:
    logger.warning("File %s was not scanned (attempt %s): %s", stored.pk, stored.attempts, error)
    pause = FIRST_PAUSE * 2 ** min(stored.attempts - 1, MOST_DOUBLINGS)
    StoredFile.objects.filter(pk=stored.pk, state=FileState.WAITING).update(
        due_at=timezone.now() + pause, verdict=str(error)[:LONGEST_VERDICT]
    )
