"""The queue of the suite, and mails as tests write them."""

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from celery import Celery
from pytest_django import Settings

from mediso.outbox.models import OutboxMail
from mediso.outbox.services import write_mail
from tests.support.broker import Taken, away, taken


@pytest.fixture
def queued(settings: Settings) -> Iterator[Callable[[], Taken]]:
    yield from taken(settings)


@pytest.fixture
def broker_away(settings: Settings, tmp_path: Path) -> Iterator[Celery]:
    yield from away(settings, tmp_path)


@pytest.fixture
def write(db: None) -> Callable[..., OutboxMail]:
    def written(key: str = "key", **changes: Any) -> OutboxMail:
        write_mail(**({"key": key, "to": "reader@example.jp", "subject": "件名", "body": "本文"} | changes))
        return OutboxMail.objects.get(key=key)

    return written
