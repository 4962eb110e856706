"""A mail server of the suite's own on a free port, which answers as a test tells it to."""

import socketserver
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field

ANSWERS = {
    "hello": b"220 suite",
    "EHLO": b"250 suite",
    "HELO": b"250 suite",
    "MAIL": b"250 ok",
    "RCPT": b"250 ok",
    "DATA": b"354 go on",
    "taken": b"250 taken",
    "RSET": b"250 ok",
    "QUIT": b"221 bye",
}
HANG_UP = b""


@dataclass
class MailServer:
    """`answers` replaces some of `ANSWERS`; `HANG_UP` ends the connection there. `taken` is what it was given."""

    port: int
    answers: dict[str, bytes] = field(default_factory=dict)
    taken: list[bytes] = field(default_factory=list)
    """Every message whose end arrived, whatever was answered."""


class _Handler(socketserver.StreamRequestHandler):
    def handle(self) -> None:
        if self._answer("hello"):
            while (line := self.rfile.readline()) and self._answer(line[:4].upper().decode()):
                pass

    def _answer(self, step: str) -> bool:
        mails: MailServer = self.server.mails  # type: ignore[attr-defined]
        said = mails.answers.get(step, ANSWERS[step])
        if said == HANG_UP:
            return False
        self.wfile.write(said + b"\r\n")
        if step == "DATA" and said.startswith(b"354"):
            mails.taken.append(b"".join(iter(self.rfile.readline, b".\r\n")))
            return self._answer("taken")
        return step != "QUIT"


class _Server(socketserver.ThreadingTCPServer):
    daemon_threads = True
    block_on_close = False


@contextmanager
def mail_server() -> Iterator[MailServer]:
    with _Server(("127.0.0.1", 0), _Handler) as server:
        mails = MailServer(server.server_address[1])
        server.mails = mails  # type: ignore[attr-defined]
        thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05})
        thread.start()
        try:
            yield mails
        finally:
            server.shutdown()
            thread.join()
