import hashlib
import io
import re
import stat
from collections.abc import Callable
from pathlib import Path

import pytest
from celery import Celery
from django.core.files.uploadedfile import SimpleUploadedFile, TemporaryUploadedFile, UploadedFile
from django.db import IntegrityError, transaction
from django.db.transaction import TransactionManagementError
from pytest_django import Settings

from mediso.files.allowed import PDF
from mediso.files.enums import FileState, Refusal
from mediso.files.models import StoredFile
from mediso.files.refusals import FileRefused
from mediso.files.services.keeping import check_count, discard_file, keep_file, keep_made
from mediso.files.services.scans import sweep
from mediso.files.storage import attachments
from tests.mediso.files import samples
from tests.mediso.files.conftest import Keep
from tests.support.broker import Taken
from tests.support.clamd import Clamd

KeptIn = Callable[[], set[str]]


@pytest.mark.django_db
def test_what_is_kept(folder: Path, kept_in: KeptIn) -> None:
    stored = keep_file(name="../../新薬\u202e計画.txt", content=io.BytesIO(samples.PDF))

    stored.refresh_from_db()
    assert (stored.name, stored.content_type, stored.charset) == ("新薬計画.pdf", "application/pdf", "")
    assert (stored.size, stored.sha256) == (len(samples.PDF), hashlib.sha256(samples.PDF).hexdigest())
    assert (stored.state, stored.scanned_at, stored.verdict) == (FileState.UNSCANNED, None, "")
    assert kept_in() == {stored.place}
    assert re.fullmatch(r"\d{4}-\d\d-\d\d/[0-9a-f]{32}", stored.place)
    assert (folder / stored.place).read_bytes() == samples.PDF


def test_files_are_closed_to_others_and_have_no_address(keep: Keep, folder: Path) -> None:
    path = folder / keep().place
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert {stat.S_IMODE(one.stat().st_mode) for one in (path.parent, folder)} == {0o700}
    with pytest.raises(ValueError, match="has no address"):
        attachments().url("a")


def test_the_same_content_twice_lies_in_two_places(keep: Keep, kept_in: KeptIn) -> None:
    places = {keep().place, keep().place}
    assert kept_in() == places
    assert len(places) == 2


def in_memory() -> UploadedFile:
    return SimpleUploadedFile("a.pdf", samples.PDF)


def on_disk() -> UploadedFile:
    upload = TemporaryUploadedFile("a.pdf", "text/html", len(samples.PDF), None)
    upload.write(samples.PDF)
    return upload


@pytest.mark.django_db
@pytest.mark.parametrize("made", [in_memory, on_disk])
def test_an_upload_is_kept_and_left_open(made: Callable[[], UploadedFile], kept_in: KeptIn) -> None:
    upload = made()
    stored = keep_file(name=upload.name or "", content=upload)
    assert kept_in() == {stored.place}
    upload.seek(0)
    assert upload.read() == samples.PDF
    upload.close()


@pytest.mark.django_db
def test_what_is_refused_is_not_kept(kept_in: KeptIn, settings: Settings) -> None:
    settings.ATTACHMENT_MOST_BYTES = len(samples.PDF) - 1
    with pytest.raises(FileRefused) as caught:
        keep_file(name="a.pdf", content=io.BytesIO(samples.PDF))
    assert caught.value.reason is Refusal.TOO_LARGE
    assert kept_in() == set()
    assert not StoredFile.objects.exists()


@pytest.mark.django_db
def test_a_row_that_cannot_be_written_leaves_no_content(kept_in: KeptIn) -> None:
    with transaction.atomic():
        transaction.set_rollback(True)  # from here the database takes no row
        with pytest.raises(TransactionManagementError):
            keep_file(name="a.pdf", content=io.BytesIO(samples.PDF))
    assert kept_in() == set()


@pytest.mark.django_db(transaction=True)
def test_it_is_scanned_after_the_commit(scanner: Clamd, queued: Callable[[], Taken]) -> None:
    with transaction.atomic():
        stored = keep_file(name="a.pdf", content=io.BytesIO(samples.PDF))
        assert queued() == []
    assert queued() == [("files.scan", [stored.pk])]
    assert stored.state == FileState.WAITING


@pytest.mark.django_db(transaction=True)
def test_without_a_scanner_nothing_is_queued(keep: Keep, queued: Callable[[], Taken]) -> None:
    keep()
    assert queued() == []


@pytest.mark.django_db(transaction=True)
def test_a_broker_that_is_away_loses_nothing(scanner: Clamd, broker_away: Celery, keep: Keep) -> None:
    assert keep().state == FileState.WAITING


@pytest.mark.django_db(transaction=True)
def test_a_discarded_file_goes_with_the_commit(keep: Keep, kept_in: KeptIn) -> None:
    stored, other = keep(), keep()
    with transaction.atomic():
        discard_file(stored)
        assert kept_in() == {stored.place, other.place}
    discard_file(stored)
    assert kept_in() == {other.place}
    assert list(StoredFile.objects.all()) == [other]


@pytest.mark.django_db(transaction=True)
def test_a_discarding_that_is_rolled_back_discards_nothing(keep: Keep, kept_in: KeptIn) -> None:
    stored = keep()
    with transaction.atomic():
        discard_file(stored)
        transaction.set_rollback(True)
    assert kept_in() == {stored.place}
    assert list(StoredFile.objects.all()) == [stored]


def test_how_many_and_how_much_at_once(settings: Settings) -> None:
    megabyte = 1024 * 1024
    check_count([])
    check_count([5 * megabyte] * 10)
    too_large = [5 * megabyte] * 9 + [5 * megabyte + 1]
    for sizes, reason in [([1] * 11, Refusal.TOO_MANY), (too_large, Refusal.TOO_LARGE_IN_ALL)]:
        with pytest.raises(FileRefused) as caught:
            check_count(sizes)
        assert caught.value.reason is reason


WRONG: dict[str, dict[str, object]] = {
    "file_state_is_known": {"state": "seen"},
    "file_is_not_empty": {"size": 0},
    "file_is_named_and_known": {"name": ""},
    "file_has_its_digest": {"sha256": "0" * 63 + "G"},
    "file_is_gone_when_infected": {"state": FileState.INFECTED, "scanned_at": "2026-11-21T00:00Z"},
    "file_was_scanned_when_it_says_so": {"state": FileState.CLEAN},
}


@pytest.mark.parametrize("constraint", WRONG)
def test_the_database_refuses_what_cannot_be(constraint: str, keep: Keep) -> None:
    stored = keep()
    with pytest.raises(IntegrityError, match=constraint), transaction.atomic():
        StoredFile.objects.filter(pk=stored.pk).update(**WRONG[constraint])


def test_two_files_cannot_share_a_place(keep: Keep) -> None:
    place = keep().place
    with pytest.raises(IntegrityError, match="file_has_a_place_of_its_own"), transaction.atomic():
        StoredFile.objects.filter(pk=keep().pk).update(place=place)


@pytest.mark.django_db
def test_what_the_desk_made_waits_for_no_scanner(scanner: Clamd, folder: Path, queued: Callable[[], Taken]) -> None:
    stored = keep_made(name="月次/報告 2026-10", kind=PDF, content=samples.PDF)
    assert (stored.name, stored.content_type, stored.size) == ("報告 2026-10.pdf", "application/pdf", len(samples.PDF))
    assert (stored.state, stored.sha256) == (FileState.MADE, hashlib.sha256(samples.PDF).hexdigest())
    assert (folder / stored.place).read_bytes() == samples.PDF
    assert (sweep(), queued()) == (0, [])
    stored.refresh_from_db()
    assert stored.state == FileState.MADE
