"""Real starts and real deaths: nothing acknowledged is lost, and nothing blocks the next start."""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import psycopg
import pytest
import redis

from mediso.embedded import postgres, valkey
from mediso.embedded.addresses import PROJECT, broker_url, database_url
from mediso.embedded.client import Use, services
from mediso.embedded.files import held, lock_file
from mediso.embedded.supervisor import SERVICES

SOON = 10.0  # seconds; far more than any of these needs on a busy machine


def _until(condition: Callable[[], bool]) -> None:
    deadline = time.monotonic() + SOON
    while not condition():
        assert time.monotonic() < deadline
        time.sleep(0.02)


def _remember(word: str) -> None:
    with psycopg.connect(database_url()) as connection:
        connection.execute("CREATE TABLE IF NOT EXISTS words (word text)")
        connection.execute("INSERT INTO words VALUES (%s)", [word])
    with redis.Redis.from_url(broker_url()) as broker:
        broker.set(word, word)


def _remembered() -> tuple[list[str], list[str]]:
    with psycopg.connect(database_url()) as connection:
        rows = connection.execute("SELECT word FROM words ORDER BY word").fetchall()
    with redis.Redis.from_url(broker_url(), decode_responses=True) as broker:
        return [row[0] for row in rows], sorted(broker.keys())


def _serving() -> list[str]:
    return [name for name in SERVICES if held(lock_file(f"{name}.served"))]


def _supervisor(use: Use) -> int:
    assert use._supervisor is not None
    return use._supervisor.pid


def _server(pid_file: Path) -> int:
    return int(pid_file.read_text().split()[0])


KILLED: dict[str, Callable[[list[Use]], int]] = {
    "postgres": lambda _uses: _server(postgres.pid_file()),
    "valkey": lambda _uses: _server(valkey.pid_file()),
    "supervisor of postgres": lambda uses: _supervisor(uses[0]),
    "supervisor of valkey": lambda uses: _supervisor(uses[1]),
}


def test_killing_any_process_loses_nothing_acknowledged(data: Path) -> None:
    words = []
    with services() as uses:
        for name, find in KILLED.items():
            _remember(name)
            words.append(name)
            pid = find(uses)
            os.kill(pid, signal.SIGKILL)
            _until(lambda pid=pid: not _alive(pid, uses))
            for use in uses:
                use.wait()
            assert _remembered() == (sorted(words), sorted(words))
    assert _serving() == []
    with services():
        assert _remembered() == (sorted(words), sorted(words))


def _alive(pid: int, uses: list[Use]) -> bool:
    for use in uses:
        use.keep_up()
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    return "Z" not in Path(f"/proc/{pid}/stat").read_text().split()[2]
