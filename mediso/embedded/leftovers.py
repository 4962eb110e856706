"""Servers that outlived a killed supervisor: found by their pid file and stopped before the next start."""

import os
import signal
import subprocess
import time
from pathlib import Path

from mediso.embedded.service import Service

TICK = 0.05  # seconds between looks
PATIENCE = 30.0  # seconds a server gets to write everything before it is killed


def stop(service: Service) -> None:
    """Stop the server of `service` if one is still there, and remove a pid file that names no such server.

    Only for whoever holds the service's lock: the file of a running server must stay.
    """
    path = service.pid_file()
    pid = _pid(path)
    if pid is not None and is_running(pid, service.mark()):
        _end(pid, service)
    path.unlink(missing_ok=True)


def is_running(pid: int, mark: str) -> bool:
    """Whether `pid` is alive and is the server whose command line has `mark`; a dead process that
    nobody has fetched yet has none."""
    return mark in _command_line(pid)


def _end(pid: int, service: Service) -> None:
    os.kill(pid, service.stop_signal)
    deadline = time.monotonic() + PATIENCE
    while is_running(pid, service.mark()):
        if time.monotonic() > deadline:
            os.kill(pid, signal.SIGKILL)
        time.sleep(TICK)


def _pid(path: Path) -> int | None:
    try:
        return int(path.read_text(encoding="ascii").split(maxsplit=1)[0])
    except (FileNotFoundError, ValueError, IndexError):
        return None


def _command_line(pid: int) -> str:
    if Path("/proc/self").exists():
        try:
            return Path(f"/proc/{pid}/cmdline").read_bytes().replace(b"\0", b" ").decode(errors="replace")
        except (FileNotFoundError, ProcessLookupError):
            return ""
    shown = subprocess.run(["ps", "-o", "command=", "-p", str(pid)], capture_output=True, text=True, check=False)  # noqa: S607 - macOS
    return shown.stdout
