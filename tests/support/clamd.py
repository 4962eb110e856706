"""What stands in for ClamAV's daemon: a server that speaks INSTREAM of its protocol, byte by byte as clamd(8) says."""

import socketserver
import struct
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

# The test file of the European Institute for Computer Antivirus Research, in two parts: as one it is found on disks.
EICAR = rb"X5O!P%@AP[4\PZX54(P^)7CC)7}$EICAR-STANDARD" + rb"-ANTIVIRUS-TEST-FILE!$H+H*"
SIGNATURE = "Eicar-Test-Signature"


@dataclass
class Clamd:
    """`most` bytes are looked at; `answers` instead of a verdict, `deaf` without any answer."""

    address: str
    most: int = 25_000_000
    answers: bytes = b""
    deaf: bool = False
    lengths: list[int] = field(default_factory=list)  # of each content it was sent


def _handler(clamd: Clamd, released: threading.Event) -> type[socketserver.StreamRequestHandler]:
    class Handler(socketserver.StreamRequestHandler):
        def handle(self) -> None:
            assert self.rfile.read(10) == b"zINSTREAM\0"
            if clamd.deaf:
                released.wait()
                return
            content = b""
            while length := struct.unpack("!L", self.rfile.read(4))[0]:
                content += self.rfile.read(length)
                if len(content) > clamd.most:
                    self.wfile.write(b"INSTREAM size limit exceeded. ERROR\0")
                    return
            clamd.lengths.append(len(content))
            self.wfile.write(clamd.answers or _verdict(content))

    return Handler


def _verdict(content: bytes) -> bytes:
    return f"stream: {SIGNATURE} FOUND\0".encode() if EICAR in content else b"stream: OK\0"


class _Tcp(socketserver.ThreadingTCPServer):
    daemon_threads = True


class _Unix(socketserver.ThreadingUnixStreamServer):
    daemon_threads = True


@contextmanager
def clamd(path: Path | None = None) -> Iterator[Clamd]:
    """A daemon on a free port, or on a socket at `path`."""
    released = threading.Event()
    standing = Clamd("")
    handler = _handler(standing, released)
    server: Any = _Unix(str(path), handler) if path else _Tcp(("127.0.0.1", 0), handler)
    standing.address = f"unix://{path}" if path else f"tcp://127.0.0.1:{server.server_address[1]}"
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02})
    thread.start()
    try:
        yield standing
    finally:
        released.set()
        server.shutdown()
        server.server_close()
        thread.join()
