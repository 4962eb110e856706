"""Asks ClamAV's daemon about a content, by INSTREAM of its protocol (clamd(8)): chunks with lengths, one answer."""

import socket
import struct
from contextlib import suppress
from dataclasses import dataclass
from typing import IO
from urllib.parse import urlsplit

from django.conf import settings

CHUNK = 64 * 1024  # bytes
CONNECT_TIMEOUT = 5.0  # seconds
LONGEST_ANSWER = 4096  # bytes
CLEAN = "stream: OK"
FOUND = " FOUND"


class ScannerAway(OSError):
    """The scanner gave no verdict: it is not there, took too long, or says that it cannot look at this content."""


@dataclass(frozen=True, slots=True)
class Verdict:
    """`said` is the name of what was found; empty when clean."""

    clean: bool
    said: str = ""


def is_configured() -> bool:
    return bool(settings.CLAMAV_ADDRESS)


def scan(content: IO[bytes]) -> Verdict:
    """What the scanner at `CLAMAV_ADDRESS` thinks of the content, sent chunk by chunk. Raises `OSError` without one."""
    with _connected() as connection:
        # A daemon that has enough closes while we still send, and has answered before.
        with suppress(BrokenPipeError, ConnectionResetError):
            _send(connection, content)
        answer = _answer(connection)
    if answer == CLEAN:
        return Verdict(clean=True)
    if answer.endswith(FOUND):
        return Verdict(clean=False, said=answer.removeprefix("stream: ").removesuffix(FOUND))
    raise ScannerAway(answer or "The scanner closed without an answer")


def _connected() -> socket.socket:
    address = urlsplit(settings.CLAMAV_ADDRESS)
    if address.scheme == "unix":
        connection = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
        connection.settimeout(CONNECT_TIMEOUT)
        try:
            connection.connect(address.path)
        except OSError:
            connection.close()
            raise
    else:
        connection = socket.create_connection((address.hostname, address.port), CONNECT_TIMEOUT)
    connection.settimeout(settings.CLAMAV_TIMEOUT)
    return connection


def _send(connection: socket.socket, content: IO[bytes]) -> None:
    connection.sendall(b"zINSTREAM\0")
    while chunk := content.read(CHUNK):
        connection.sendall(struct.pack("!L", len(chunk)) + chunk)
    connection.sendall(struct.pack("!L", 0))


def _answer(connection: socket.socket) -> str:
    answer = b""
    while len(answer) < LONGEST_ANSWER and not answer.endswith(b"\0"):
        chunk = connection.recv(LONGEST_ANSWER)
        if not chunk:
            break
        answer += chunk
    return answer.rstrip(b"\0").decode("utf-8", "replace").strip()
