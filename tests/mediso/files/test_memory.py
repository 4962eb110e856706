"""Whatever is sent, memory stays flat."""

import os
import socket
import subprocess
import sys
import tempfile
import time
import tracemalloc
from collections.abc import Callable, Iterator
from contextlib import suppress
from pathlib import Path
from typing import IO

import pytest
from pytest_django import Settings

from mediso.files.allowed import MEGABYTE
from mediso.files.refusals import FileRefused
from mediso.files.services.keeping import keep_file
from mediso.files.storage import put
from tests.mediso.files import samples

GIGABYTES = 2 * 1024 * MEGABYTE
PATIENCE = 60  # seconds


@pytest.fixture
def large() -> Iterator[IO[bytes]]:
    """A PDF of 200 MB that takes no room on the disk."""
    with tempfile.TemporaryFile() as file:
        file.write(samples.PDF)
        file.truncate(200 * MEGABYTE)
        file.seek(0, os.SEEK_END)
        file.write(b"%%EOF")
        yield file


def peak_of(call: Callable[[], object]) -> int:
    """Bytes that Python had at most beside what it has."""
    tracemalloc.start()
    try:
        call()
        return tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()


@pytest.mark.django_db
def test_a_file_of_200_megabytes_is_kept_chunk_by_chunk(large: IO[bytes], settings: Settings) -> None:
    settings.ATTACHMENT_MOST_BYTES = 300 * MEGABYTE
    assert peak_of(lambda: keep_file(name="a.pdf", content=large)) < 3 * MEGABYTE


@pytest.mark.django_db
def test_a_file_of_200_megabytes_is_refused_unread(large: IO[bytes]) -> None:
    def refuse() -> None:
        with pytest.raises(FileRefused):
            keep_file(name="a.pdf", content=large)

    assert peak_of(refuse) < MEGABYTE


def test_a_content_is_put_away_chunk_by_chunk(large: IO[bytes]) -> None:
    assert peak_of(lambda: put(large)) < 2 * MEGABYTE


@pytest.fixture
def server() -> Iterator[tuple[int, int]]:
    """The real web server with the suite's settings: its port and the process that answers."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    command = [sys.executable, "-m", "granian", "mediso.wsgi:application", "--interface=wsgi", "--no-ws"]
    process = subprocess.Popen(
        [*command, f"--port={port}", "--workers=1", "--blocking-threads=1"],
        env=os.environ | {"DJANGO_SETTINGS_MODULE": "mediso.settings.test"},
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    try:
        assert answer(port, "Content-Length: 0", 0, until=time.monotonic() + PATIENCE)
        children = Path(f"/proc/{process.pid}/task/{process.pid}/children").read_text(encoding="ascii").split()
        yield port, int(children[0])
    finally:
        process.terminate()
        process.wait()


def answer(port: int, header: str, length: int, until: float) -> bytes:
    """The first line of the answer to a body of this length, sent as far as the server takes it."""
    while True:
        try:
            connection = socket.create_connection(("127.0.0.1", port), PATIENCE)
            break
        except ConnectionRefusedError:
            if time.monotonic() > until:
                raise
            time.sleep(0.1)
    with connection:
        connection.sendall(f"POST /accounts/login/ HTTP/1.1\r\nHost: localhost\r\n{header}\r\n\r\n".encode())
        with suppress(BrokenPipeError, ConnectionResetError):
            for _chunk in range(length // MEGABYTE):
                connection.sendall(bytes(MEGABYTE))
        return connection.recv(200).split(b"\r\n")[0]


def megabytes(process: int, line: str) -> int:
    status = Path(f"/proc/{process}/status").read_text(encoding="ascii")
    return int(status.split(f"{line}:")[1].split()[0]) // 1024


def test_two_gigabytes_are_answered_before_they_are_sent(server: tuple[int, int]) -> None:
    port, process = server
    before = megabytes(process, "VmRSS")
    line = answer(port, f"Content-Length: {GIGABYTES}", GIGABYTES, until=0)
    assert line == b"HTTP/1.1 413 Payload Too Large"
    assert megabytes(process, "VmHWM") - before < 20
