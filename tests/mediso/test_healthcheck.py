import socket
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, HTTPServer

import pytest

from mediso import healthcheck


class Desk(BaseHTTPRequestHandler):
    """A server that is well for those who call it by its name."""

    def do_GET(self) -> None:
        well = self.path == "/healthz" and self.headers["Host"] == "desk.example"
        self.send_response(200 if well else 503)
        self.end_headers()

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - the library's name
        pass


@pytest.fixture
def port() -> Iterator[int]:
    with HTTPServer(("127.0.0.1", 0), Desk) as server:
        thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
        thread.start()
        yield server.server_port
        server.shutdown()
        thread.join()


@pytest.mark.parametrize(("hosts", "code"), [("desk.example,other.example", 0), ("other.example", 1), ("", 1)])
def test_asks_by_the_first_name_the_server_answers_to(
    port: int, monkeypatch: pytest.MonkeyPatch, hosts: str, code: int
) -> None:
    monkeypatch.setenv("PORT", str(port))
    monkeypatch.setenv("ALLOWED_HOSTS", hosts)
    assert healthcheck.main() == code


def test_nobody_there() -> None:
    with socket.create_server(("127.0.0.1", 0)) as server:
        port = server.getsockname()[1]
    assert not healthcheck.is_well(port)


def test_a_server_that_never_answers() -> None:
    with socket.create_server(("127.0.0.1", 0)) as server:
        assert not healthcheck.is_well(server.getsockname()[1], timeout=0.05)
