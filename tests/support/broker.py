"""A queue of the suite's own on the real broker, and a broker that is away."""

import uuid
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

from celery import Celery
from kombu.simple import SimpleQueue
from pytest_django import Settings

import mediso.celery

Taken = list[tuple[str, list[Any]]]


def taken(settings: Settings) -> Iterator[Callable[[], Taken]]:
    """For a fixture: takes what was queued since, pairs of task name and arguments."""
    name = f"suite-{uuid.uuid4()}"
    for app in _use(settings.REDIS_URL.replace("unix://", "redis+socket://", 1), name, settings):
        with app.connection_for_read() as connection, connection.SimpleQueue(name) as queue:
            yield lambda: list(_messages(queue))
            queue.queue.delete()


def away(settings: Settings, folder: Path) -> Iterator[Celery]:
    """For a fixture: nobody answers at the broker's address."""
    yield from _use(f"redis+socket://{folder}/nobody.sock", "suite", settings)


def _use(broker: str, queue: str, settings: Settings) -> Iterator[Celery]:
    settings.CELERY_BROKER_URL = broker
    settings.CELERY_TASK_DEFAULT_QUEUE = queue
    app = Celery("suite", set_as_current=False)
    app.config_from_object("django.conf:settings", namespace="CELERY")
    app.set_current()
    yield app
    app.close()
    mediso.celery.app.set_current()


def _messages(queue: SimpleQueue) -> Iterator[tuple[str, list[Any]]]:
    while True:
        try:
            message = queue.get(block=False)
        except queue.Empty:
            return
        message.ack()
        yield message.headers["task"], message.payload[0]
