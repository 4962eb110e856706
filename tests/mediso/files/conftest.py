"""A folder for contents that each test finds empty, the queue of the suite, and a scanner."""

import io
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from celery import Celery
from pytest_django import Settings

from mediso.files.models import StoredFile
from mediso.files.services.keeping import keep_file
from mediso.settings.attachments import attachments_storage
from tests.mediso.files import samples
from tests.support.broker import Taken, away, taken
from tests.support.clamd import Clamd, clamd

Keep = Callable[..., StoredFile]


@pytest.fixture(autouse=True)
def folder(settings: Settings, tmp_path: Path) -> Path:
    """Where contents are kept."""
    path = tmp_path / "attachments"
    settings.STORAGES = settings.STORAGES | {"attachments": attachments_storage(path)}
    return path


@pytest.fixture
def kept_in(folder: Path) -> Callable[[], set[str]]:
    """The places of all contents there are."""
    return lambda: {str(path.relative_to(folder)) for path in folder.rglob("*") if path.is_file()}


@pytest.fixture
def queued(settings: Settings) -> Iterator[Callable[[], Taken]]:
    yield from taken(settings)


@pytest.fixture
def broker_away(settings: Settings, tmp_path: Path) -> Iterator[Celery]:
    yield from away(settings, tmp_path)


@pytest.fixture
def scanner(settings: Settings) -> Iterator[Clamd]:
    with clamd() as standing:
        settings.CLAMAV_ADDRESS = standing.address
        yield standing


@pytest.fixture
def keep(db: None) -> Keep:
    def kept(name: str = "計画.pdf", content: bytes = samples.PDF, **changes: Any) -> StoredFile:
        stored = keep_file(name=name, content=io.BytesIO(content))
        if changes:
            StoredFile.objects.filter(pk=stored.pk).update(**changes)
            stored.refresh_from_db()
        return stored

    return kept
