"""Services of their own in a folder of their own, whatever the suite itself runs on."""

import os
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from mediso.embedded.addresses import PROJECT, data_dir

SOON = 60.0  # seconds; far more than anything here needs on a busy machine
OTHER_SERVERS = ("DATABASE_URL", "REDIS_URL")


@pytest.fixture
def data(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A data folder that does not exist yet, with no other server named."""
    for name in OTHER_SERVERS:
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("DESK_DATA_DIR", str(tmp_path / "var"))
    return data_dir()


@pytest.fixture
def without_setpriv(tmp_path: Path) -> str:
    """A `PATH` on which setpriv is forbidden, as in a container without the capabilities it needs."""
    folder = tmp_path / "bin"
    folder.mkdir()
    forbidden = folder / "setpriv"
    forbidden.write_text("#!/bin/sh\nexit 1\n")
    forbidden.chmod(0o755)
    return f"{folder}{os.pathsep}{os.environ['PATH']}"


def until(condition: Callable[[], bool]) -> None:
    deadline = time.monotonic() + SOON
    while not condition():
        assert time.monotonic() < deadline
        time.sleep(0.02)


def user_of_services(body: str, *prefix: str) -> subprocess.Popen[str]:
    """Another process that uses the services and meanwhile runs `body`, a line of Python."""
    program = f"from mediso.embedded.client import services\nwith services() as uses:\n    {body}\n"
    return subprocess.Popen(
        [*prefix, sys.executable, "-c", program],
        cwd=PROJECT,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )
