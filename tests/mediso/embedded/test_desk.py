"""`make run`, whole: started, looked at, hurt and ended as a person would."""

import os
import signal
import socket
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from mediso.embedded.addresses import PROJECT
from mediso.embedded.files import held, lock_file, log_file
from mediso.healthcheck import is_well
from tests.mediso.embedded.conftest import until

Desk = subprocess.Popen[str]


@pytest.fixture
def port(data: Path, monkeypatch: pytest.MonkeyPatch) -> int:
    """A free port, in the environment of a desk whose state is below `tmp_path`."""
    with socket.create_server(("127.0.0.1", 0)) as free:
        number: int = free.getsockname()[1]
    monkeypatch.setenv("DJANGO_SETTINGS_MODULE", "mediso.settings.dev")
    monkeypatch.setenv("PORT", str(number))
    monkeypatch.delenv("MAKELEVEL", raising=False)
    return number


@pytest.fixture
def desk(port: int) -> Iterator[Desk]:
    with _start() as running:
        yield running
        running.kill()


def _start(**environment: str) -> Desk:
    return subprocess.Popen(
        [sys.executable, "-m", "mediso.embedded"],
        cwd=PROJECT,
        env=os.environ | environment,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )


def _words_until(desk: Desk, end: str) -> str:
    assert desk.stdout is not None
    words = ""
    for line in desk.stdout:
        words += line
        if end in line:
            return words
    raise AssertionError(words + (desk.stderr.read() if desk.stderr else ""))


def _child(desk: Desk, name: str) -> int:
    children = Path(f"/proc/{desk.pid}/task/{desk.pid}/children").read_text().split()
    found = [int(pid) for pid in children if name in Path(f"/proc/{pid}/cmdline").read_text()]
    assert len(found) == 1
    return found[0]


def _logged(name: str, words: str) -> bool:
    return log_file(name).exists() and words in log_file(name).read_text()


def test_a_day_of_the_desk(desk: Desk, port: int, tmp_path: Path) -> None:
    words = _words_until(desk, "The desk is open")
    assert "staff@desk.example" in words
    assert f"http://localhost:{port}/" in words
    assert is_well(port)

    again = _start()
    assert "This desk runs already" in again.communicate(timeout=60)[1]
    elsewhere = _start(DESK_DATA_DIR=str(tmp_path / "elsewhere"))
    assert f"Port {port} is taken" in elsewhere.communicate(timeout=60)[1]
    assert (again.returncode, elsewhere.returncode) == (1, 1)
    assert not (tmp_path / "elsewhere" / "postgres").exists()

    until(lambda: _logged("worker", " ready.") and _logged("beat", "beat: Starting"))
    os.kill(_child(desk, "granian"), signal.SIGKILL)
    assert "web ended (signal 9)" in _words_until(desk, "starting again")
    until(lambda: is_well(port))

    desk.send_signal(signal.SIGINT)
    assert desk.communicate(timeout=60) == ("", "")
    assert desk.returncode == 0
    assert not is_well(port)
    assert not any(held(lock_file(f"{name}.served")) for name in ("postgres", "valkey"))
    assert "shut down" in log_file("postgres").read_text().splitlines()[-1]
