import datetime as dt
import socket
from collections.abc import Callable
from pathlib import Path

import pytest
from celery import Celery
from django.utils import timezone
from pytest_django import Settings

from mediso.files import tasks
from mediso.files.enums import FileState
from mediso.files.models import StoredFile
from mediso.files.services.keeping import discard_file
from mediso.files.services.scans import LEASE, scan_file, sweep
from tests.mediso.files import samples
from tests.mediso.files.conftest import Keep
from tests.support.broker import Taken
from tests.support.clamd import EICAR, SIGNATURE, Clamd, clamd
from tests.support.races import at_once

pytestmark = pytest.mark.django_db(transaction=True)

KeptIn = Callable[[], set[str]]
MINUTE = dt.timedelta(minutes=1)


def test_a_clean_file(scanner: Clamd, keep: Keep) -> None:
    stored = keep()
    assert scan_file(stored.pk) is True
    stored.refresh_from_db()
    assert (stored.state, stored.verdict, stored.attempts) == (FileState.CLEAN, "", 1)
    assert stored.scanned_at is not None
    assert scanner.lengths == [len(samples.PDF)]


def test_an_infected_file_is_removed_and_its_row_says_why(scanner: Clamd, keep: Keep, kept_in: KeptIn) -> None:
    other = keep()
    stored = keep("a.txt", EICAR)
    assert scan_file(stored.pk) is True
    stored.refresh_from_db()
    assert (stored.state, stored.verdict, stored.place) == (FileState.INFECTED, SIGNATURE, "")
    assert (stored.name, stored.size) == ("a.txt", 68)
    assert kept_in() == {other.place}


def test_over_a_socket_in_the_file_system(settings: Settings, keep: Keep, tmp_path: Path) -> None:
    with clamd(tmp_path / "c.sock") as standing:
        settings.CLAMAV_ADDRESS = standing.address
        stored = keep()
        assert scan_file(stored.pk) is True


def test_a_long_content_is_sent_in_chunks(scanner: Clamd, keep: Keep) -> None:
    assert scan_file(keep("a.txt", b"a" * 1_000_000).pk) is True
    assert scanner.lengths == [1_000_000]


def test_scanned_once_however_often_it_is_asked(scanner: Clamd, keep: Keep) -> None:
    stored = keep()
    tasks.scan(stored.pk)
    tasks.scan(stored.pk)
    assert scan_file(stored.pk) is False
    assert scanner.lengths == [len(samples.PDF)]


def test_two_workers_scan_once(scanner: Clamd, keep: Keep) -> None:
    stored = keep()
    answers = at_once(*[lambda: scan_file(stored.pk)] * 4)
    assert sorted(map(bool, answers)) == [False, False, False, True]
    assert scanner.lengths == [len(samples.PDF)]


@pytest.mark.parametrize(("attempts", "minutes"), [(0, 1), (1, 2), (2, 4), (5, 32), (6, 64), (7, 64), (40, 64)])
def test_a_scanner_that_is_away_is_asked_again(attempts: int, minutes: int, settings: Settings, keep: Keep) -> None:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        settings.CLAMAV_ADDRESS = f"tcp://127.0.0.1:{free.getsockname()[1]}"  # nobody listens there
    stored = keep(attempts=attempts)
    before = timezone.now()
    assert scan_file(stored.pk) is False
    stored.refresh_from_db()
    assert (stored.state, stored.attempts, stored.scanned_at) == (FileState.WAITING, attempts + 1, None)
    assert "Connection refused" in stored.verdict
    assert before + minutes * MINUTE <= stored.due_at <= timezone.now() + minutes * MINUTE
    assert scan_file(stored.pk) is False  # not due yet
    assert StoredFile.objects.get().attempts == attempts + 1


@pytest.mark.parametrize(
    ("answers", "said"),
    [
        (b"stream: Can't allocate memory ERROR\0", "stream: Can't allocate memory ERROR"),
        (b"UNKNOWN COMMAND\0", "UNKNOWN COMMAND"),
        (b"\xff" * 9000, "\ufffd" * 200),
        (b"\0", "The scanner closed without an answer"),
        (b"stream: OK FOUND OK\0", "stream: OK FOUND OK"),
    ],
)
def test_only_a_verdict_is_one(answers: bytes, said: str, scanner: Clamd, keep: Keep) -> None:
    scanner.answers = answers
    stored = keep()
    assert scan_file(stored.pk) is False
    stored.refresh_from_db()
    assert (stored.state, stored.verdict) == (FileState.WAITING, said)


def test_a_content_longer_than_the_scanner_takes_waits_and_says_so(scanner: Clamd, keep: Keep) -> None:
    scanner.most = 100_000
    stored = keep("a.txt", b"a" * 4_000_000)
    assert scan_file(stored.pk) is False
    stored.refresh_from_db()
    assert stored.state == FileState.WAITING
    # What the system says when the answer was lost with the connection is as good.
    assert "size limit exceeded" in stored.verdict or "reset" in stored.verdict.lower()


def test_a_scanner_that_says_nothing_is_not_waited_for(scanner: Clamd, keep: Keep, settings: Settings) -> None:
    scanner.deaf, settings.CLAMAV_TIMEOUT = True, 0.2
    stored = keep()
    assert scan_file(stored.pk) is False
    stored.refresh_from_db()
    assert (stored.state, stored.verdict) == (FileState.WAITING, "timed out")


def test_a_content_that_is_missing_waits_and_says_so(scanner: Clamd, keep: Keep, folder: Path) -> None:
    stored = keep()
    (folder / stored.place).unlink()
    assert scan_file(stored.pk) is False
    stored.refresh_from_db()
    assert "No such file" in stored.verdict


def test_a_file_discarded_meanwhile_is_no_error(scanner: Clamd, keep: Keep) -> None:
    stored = keep()
    discard_file(stored)
    assert scan_file(stored.pk) is False


def test_without_a_scanner_nothing_is_scanned(keep: Keep) -> None:
    stored = keep(state=FileState.WAITING)
    assert (scan_file(stored.pk), sweep()) == (False, 0)
    assert StoredFile.objects.get().state == FileState.WAITING


def test_the_sweeper_queues_what_is_due(scanner: Clamd, keep: Keep, queued: Callable[[], Taken]) -> None:
    due = keep()
    keep(due_at=timezone.now() + MINUTE)
    scan_file(keep().pk)
    queued()
    tasks.sweep()
    assert queued() == [("files.scan", [due.pk])]


def test_the_sweeper_takes_up_what_was_kept_without_a_scanner(
    keep: Keep, settings: Settings, queued: Callable[[], Taken]
) -> None:
    stored = keep()
    with clamd() as standing:
        settings.CLAMAV_ADDRESS = standing.address
        assert sweep() == 1
        assert queued() == [("files.scan", [stored.pk])]
        assert scan_file(stored.pk) is True


def test_a_scan_whose_worker_died_is_taken_up(scanner: Clamd, keep: Keep, queued: Callable[[], Taken]) -> None:
    now = timezone.now()
    died = keep(attempts=1, due_at=now - MINUTE)
    keep(attempts=1, due_at=now + LEASE)
    queued()
    assert sweep() == 1
    assert scan_file(died.pk) is True


def test_a_broker_that_is_away_is_asked_again(scanner: Clamd, keep: Keep, broker_away: Celery) -> None:
    keep()
    assert sweep() == 1
