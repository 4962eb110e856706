"""A mail server and a mailbox on this machine: what is sent by SMTP lies in the INBOX that is read by IMAP.

aiosmtpd takes mails and appends them to a process of pymap, whose mailboxes are in memory. Between the desk and pymap
stands a relay that can cut the connection, and can hide what a lesser server would not offer.
"""

import contextlib
import logging
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, Envelope, Session
from imapclient import IMAPClient

HOST = "127.0.0.1"
USER, PASSWORD = "desk", "of the suite"
logging.getLogger("mail.log").setLevel(logging.WARNING)  # aiosmtpd tells of every line
PYMAP = Path(sys.executable).with_name("pymap")


def free_port() -> int:
    with socket.socket() as taken:
        taken.bind((HOST, 0))
        return int(taken.getsockname()[1])


def _at_once(*sides: socket.socket) -> None:
    """Send each piece as it comes: what is gathered waits 40 ms for the other side."""
    for side in sides:
        side.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)


@dataclass
class Relay:
    """Passes bytes on to the mailbox. After `cut_after` bytes of answers a connection breaks; `hides` is unsaid."""

    to: int
    port: int = field(default_factory=free_port)
    cut_after: int | None = None
    hides: bytes = b""

    def start(self) -> socket.socket:
        listener = socket.create_server((HOST, self.port))
        threading.Thread(target=self._accept, args=[listener], daemon=True).start()
        return listener

    def _accept(self, listener: socket.socket) -> None:
        with contextlib.suppress(OSError):
            while True:
                client, _address = listener.accept()
                server = socket.create_connection((HOST, self.to))
                _at_once(client, server)
                threading.Thread(target=self._pass, args=[client, server, None], daemon=True).start()
                threading.Thread(target=self._pass, args=[server, client, self.cut_after], daemon=True).start()

    def _pass(self, source: socket.socket, target: socket.socket, most: int | None) -> None:
        passed = 0
        with contextlib.suppress(OSError):
            while data := source.recv(65536):
                passed += len(data)
                if most is not None and passed > most:
                    break
                if self.hides:
                    data = data.replace(self.hides, b"X" * len(self.hides))
                target.sendall(data)
        for side in (source, target):
            with contextlib.suppress(OSError):
                side.shutdown(socket.SHUT_RDWR)
            side.close()


class _Into:
    """Puts each mail that aiosmtpd takes into INBOX."""

    def __init__(self, client: IMAPClient) -> None:
        self.client = client

    async def handle_DATA(self, _server: SMTP, _session: Session, envelope: Envelope) -> str:  # noqa: N802
        self.client.append("INBOX", envelope.original_content)
        return "250 OK"


@contextlib.contextmanager
def signed_in(port: int) -> Iterator[IMAPClient]:
    client = IMAPClient(HOST, port=port, ssl=False, timeout=30)
    _at_once(client.socket())
    client.login(USER, PASSWORD)
    try:
        yield client
    finally:
        client.logout()


@dataclass
class MailServers:
    smtp_port: int
    relay: Relay
    client: IMAPClient  # of the tests, past the relay

    @property
    def url(self) -> str:
        """The mailbox as the desk reaches it: by the relay."""
        return f"imap://{USER}@{HOST}:{self.relay.port}/INBOX"

    def put(self, *mails: bytes) -> None:
        """Lay mails into INBOX as they are."""
        for mail in mails:
            self.client.append("INBOX", mail)

    def inside(self, folder: str) -> list[bytes]:
        """The mails of a folder, as they came; none of one that is not there."""
        if not self.client.folder_exists(folder):
            return []
        self.client.select_folder(folder, readonly=True)
        found: dict[int, Any] = self.client.fetch(self.client.search("UNDELETED"), ["BODY.PEEK[]"])
        return [found[uid][b"BODY[]"] for uid in sorted(found)]

    def empty(self) -> None:
        for folder in ("INBOX", "Desk"):
            if self.client.folder_exists(folder):
                self.client.select_folder(folder)
                self.client.delete_messages(self.client.search())
                self.client.expunge()
        self.relay.cut_after, self.relay.hides = None, b""


@contextlib.contextmanager
def mail_servers() -> Iterator[MailServers]:
    imap_port = free_port()
    options = ["--host", HOST, "--port", str(imap_port), "--no-tls"]
    user = ["dict", "--demo-user", USER, "--demo-password", PASSWORD]
    with subprocess.Popen([str(PYMAP), *options, *user]) as process:
        try:
            _wait_for(imap_port, process)
            with signed_in(imap_port) as client, signed_in(imap_port) as taking:
                relay = Relay(to=imap_port)
                smtp = Controller(_Into(taking), hostname=HOST, port=free_port(), data_size_limit=64 * 1024 * 1024)
                smtp.start()
                with relay.start():
                    yield MailServers(smtp_port=int(smtp.port), relay=relay, client=client)
                smtp.stop()
        finally:
            process.terminate()


def _wait_for(port: int, process: subprocess.Popen[bytes]) -> None:
    for _ in range(200):
        assert process.poll() is None, "pymap ended"
        with contextlib.suppress(OSError), socket.create_connection((HOST, port)):
            return
        time.sleep(0.05)
    raise AssertionError("pymap does not answer")
