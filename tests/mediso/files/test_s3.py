"""The same room on an S3-compatible store, through real requests."""

import datetime as dt
import io
import tempfile
import tracemalloc
import uuid
from collections.abc import Iterator

import pytest
import time_machine
from django.db import transaction
from django.utils import timezone
from pytest_django import Settings

from mediso.files.allowed import MEGABYTE
from mediso.files.enums import FileState
from mediso.files.services.keeping import discard_file, keep_file
from mediso.files.services.leftovers import AGE, remove_leftovers
from mediso.files.services.scans import scan_file
from mediso.files.serving import file_response
from mediso.files.storage import attachments, put
from mediso.settings.attachments import attachments_storage
from tests.mediso.files import samples
from tests.mediso.files.conftest import Keep
from tests.support.clamd import EICAR, Clamd
from tests.support.s3 import make_bucket, s3_server

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture(scope="module")
def server() -> Iterator[str]:
    with s3_server() as address:
        yield address


@pytest.fixture(autouse=True)
def bucket(server: str, settings: Settings, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """A bucket of the test's own, set as an operator sets it."""
    name = f"desk-{uuid.uuid4().hex}"
    make_bucket(server, name)
    for variable, value in {
        "ATTACHMENTS_BUCKET": name,
        "ATTACHMENTS_ENDPOINT": server,
        "ATTACHMENTS_REGION": "ap-northeast-1",
        "ATTACHMENTS_KEY": "key",
        "ATTACHMENTS_SECRET": "secret",
    }.items():
        monkeypatch.setenv(variable, value)
    settings.STORAGES = settings.STORAGES | {"attachments": attachments_storage(settings.DATA_DIR)}
    yield
    attachments().connection.meta.client.close()  # type: ignore[attr-defined]


def places() -> set[str]:
    days, _names = attachments().listdir("")
    return {f"{day}/{name}" for day in days for name in attachments().listdir(day)[1]}


def test_kept_served_and_discarded(keep: Keep) -> None:
    stored = keep()
    assert places() == {stored.place}
    response = file_response(stored)
    assert response["Content-Type"] == "application/pdf"
    assert response["Content-Length"] == str(len(samples.PDF))
    assert response["Content-Disposition"].startswith("attachment; ")
    assert b"".join(response.streaming_content) == samples.PDF  # type: ignore[arg-type]
    response.close()
    discard_file(stored)
    assert places() == set()


def test_an_infected_file_is_removed(scanner: Clamd, keep: Keep) -> None:
    clean, infected = keep(), keep("a.txt", EICAR)
    assert [scan_file(clean.pk), scan_file(infected.pk)] == [True, True]
    clean.refresh_from_db()
    assert clean.state == FileState.CLEAN
    assert places() == {clean.place}


def test_leftovers_are_removed(keep: Keep) -> None:
    stored = keep()
    with transaction.atomic():
        keep_file(name="a.pdf", content=io.BytesIO(samples.PDF))
        transaction.set_rollback(True)
    assert remove_leftovers() == 0
    assert len(places()) == 2
    with time_machine.travel(timezone.now() + AGE + dt.timedelta(hours=1)):
        assert remove_leftovers() == 1
    assert places() == {stored.place}


def test_a_large_content_needs_little_memory() -> None:
    with tempfile.TemporaryFile() as content:
        content.truncate(60 * MEGABYTE)
        tracemalloc.start()
        place = put(content)
        with attachments().open(place) as kept:
            lengths = sum(len(chunk) for chunk in kept.chunks())
        _now, peak = tracemalloc.get_traced_memory()
        tracemalloc.stop()
    assert lengths == 60 * MEGABYTE
    assert peak < 40 * MEGABYTE
