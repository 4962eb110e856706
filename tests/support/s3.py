"""A server that speaks S3, moto's, as a process of its own."""

import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager

PATIENCE = 60  # seconds


@contextmanager
def s3_server() -> Iterator[str]:
    """Its address, once it answers."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    server = subprocess.Popen(
        [sys.executable, "-m", "moto.server", "--host=127.0.0.1", f"--port={port}"],
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    try:
        address = f"http://127.0.0.1:{port}"
        _wait_for(address, server)
        yield address
    finally:
        server.kill()
        server.wait()


def make_bucket(address: str, bucket: str) -> None:
    with urllib.request.urlopen(urllib.request.Request(f"{address}/{bucket}", method="PUT")):  # noqa: S310 - our own
        pass


def _wait_for(address: str, server: subprocess.Popen[bytes]) -> None:
    until = time.monotonic() + PATIENCE
    while time.monotonic() < until and server.poll() is None:
        try:
            with urllib.request.urlopen(address):  # noqa: S310 - our own
                return
        except urllib.error.URLError:
            time.sleep(0.1)
    raise AssertionError("the S3 server did not start")
