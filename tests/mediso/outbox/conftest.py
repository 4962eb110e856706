"""A queue of the suite's own on the real broker, and a broker that is away."""

import uuid
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from celery import Celery
from kombu.simple import SimpleQueue
from pytest_django import Settings

import mediso.celery
from mediso.outbox.models import OutboxMail
from mediso.outbox.services import write_mail

Taken = list[tuple[str, list[Any]]]


def _use(broker: str, queue: str, settings: Settings) -> Iterator[Celery]:
    settings.CELERY_BROKER_URL = broker
    settings.CELERY_TASK_DEFAULT_QUEUE = queue
    app = Celery("suite", set_as_current=False)
    app.config_from_object("django.conf:settings", namespace="CELERY")
    app.set_current()
    yield app
    app.close()
    mediso.celery.app.set_current()


@pytest.fixture
def queued(settings: Settings) -> Iterator[Callable[[], Taken]]:
    """Takes what was queued since: pairs of task name and arguments."""
    name = f"suite-{uuid.uuid4()}"
    for app in _use(settings.REDIS_URL.replace("unix://", "redis+socket://", 1), name, settings):
        with app.connection_for_read() as connection, connection.SimpleQueue(name) as queue:
            yield lambda: list(_messages(queue))
            queue.queue.delete()


def _messages(queue: SimpleQueue) -> Iterator[tuple[str, list[Any]]]:
    while True:
        try:
            message = queue.get(block=False)
        except queue.Empty:
            return
        message.ack()
        yield message.headers["task"], message.payload[0]


@pytest.fixture
def broker_away(settings: Settings, tmp_path: Path) -> Iterator[Celery]:
    yield from _use(f"redis+socket://{tmp_path}/nobody.sock", "suite", settings)


@pytest.fixture
def write(db: None) -> Callable[..., OutboxMail]:
    def written(key: str = "key", **changes: Any) -> OutboxMail:
        write_mail(**({"key": key, "to": "reader@example.jp", "subject": "件名", "body": "本文"} | changes))
        return OutboxMail.objects.get(key=key)

    return written
