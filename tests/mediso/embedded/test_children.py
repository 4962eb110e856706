import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from mediso.embedded import children
from mediso.embedded.addresses import PROJECT
from mediso.embedded.children import Child
from mediso.embedded.files import log_file
from mediso.embedded.ways import leash
from tests.mediso.embedded.conftest import until

FOREVER = ("sleep", "1000")


def _kept(child: Child) -> Child:
    child.keep_up()
    return child


def _gone(pid: int) -> bool:
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return True
    return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] == "Z"


def test_a_child_that_dies_is_started_again_and_it_is_said(data: Path) -> None:
    said: list[str] = []
    child = Child("web", FOREVER, say=said.append)
    child.keep_up()
    first = child.pid
    assert first is not None
    os.kill(first, signal.SIGKILL)
    until(lambda: _kept(child).pid not in {None, first})
    assert len(said) == 1
    assert "web ended (signal 9); starting again in 0.1 s" in said[0]
    child.stop()
    assert child.pid is None


def test_a_child_that_cannot_stay_up_waits_longer_each_time_and_says_so(
    data: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(children, "PAUSES", (0.0, 0.01, 0.02, 0.03))
    said: list[str] = []
    child = Child("web", ("sh", "-c", "echo why; exit 3"), say=said.append)
    until(lambda: _kept(child).deaths == children.TOO_OFTEN + 1)
    assert [words.rpartition("again in ")[2] for words in said] == ["0 s", "0.01 s", "0.02 s"] + ["0.03 s"] * 4
    assert ["cannot stay up (code 3)" in words for words in said] == [False] * 5 + [True] * 2
    assert child.cannot_stay_up
    assert log_file("web").read_text().startswith("why\n")


def test_a_child_that_stayed_up_counts_as_well_again(data: Path) -> None:
    child = Child("web", FOREVER, deaths=children.TOO_OFTEN, steady=0.0)
    child.keep_up()
    time.sleep(0.01)
    child.keep_up()
    assert child.deaths == 0
    child.stop()


def test_whom_a_killed_child_left_behind_ends_too(data: Path, tmp_path: Path) -> None:
    note = tmp_path / "pid"
    child = Child("web", ("sh", "-c", f"sleep 1000 & echo $! > {note}.new; mv {note}.new {note}; wait"))
    child.keep_up()
    until(note.exists)
    assert child.pid is not None
    os.kill(child.pid, signal.SIGKILL)
    until(lambda: _kept(child).deaths == 1)
    until(lambda: _gone(int(note.read_text())))
    child.stop()


def test_a_child_that_does_not_end_is_killed(data: Path) -> None:
    said: list[str] = []
    child = Child("web", ("sh", "-c", "trap '' TERM; echo deaf; sleep 1000"), patience=0.1, say=said.append)
    child.keep_up()
    until(lambda: "deaf" in log_file("web").read_text())
    child.stop()
    assert child.pid is None
    assert "did not end within 0.1 s" in said[0]


@pytest.mark.skipif(not leash("TERM"), reason="this machine's setpriv knows no --pdeathsig")
def test_children_of_a_killed_parent_end(data: Path) -> None:
    program = (
        "import time; from mediso.embedded.children import Child\n"
        f"child = Child('web', {FOREVER!r})\nchild.keep_up()\nprint(child.pid, flush=True)\ntime.sleep(1000)"
    )
    with subprocess.Popen([sys.executable, "-c", program], cwd=PROJECT, stdout=subprocess.PIPE, text=True) as parent:
        assert parent.stdout is not None
        pid = int(parent.stdout.readline())
        until(lambda: Path(f"/proc/{pid}/cmdline").read_bytes().startswith(b"sleep"))  # its leash is on
        parent.kill()
    until(lambda: _gone(pid))
