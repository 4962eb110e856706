"""The scanner's own daemon, with a signature of the test file for all its definitions, where it is installed."""

import hashlib
import io
import shutil
import socket
import subprocess
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from pytest_django import Settings

from mediso.files.scanner import ScannerAway, Verdict, scan
from tests.support.clamd import EICAR, SIGNATURE

CLAMD = shutil.which("clamd") or shutil.which("clamd", path="/usr/sbin")
PATIENCE = 60  # seconds

pytestmark = pytest.mark.skipif(CLAMD is None, reason="clamd is not installed")

CONFIGURATION = """
DatabaseDirectory {folder}
LocalSocket {folder}/clamd.sock
Foreground yes
StreamMaxLength 1M
LogFile {folder}/clamd.log
"""


@pytest.fixture(scope="module")
def daemon(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    folder = tmp_path_factory.mktemp("clamd")
    digest = hashlib.md5(EICAR, usedforsecurity=False).hexdigest()  # what its lists of hashes are made of
    (folder / "suite.hdb").write_text(f"{digest}:{len(EICAR)}:{SIGNATURE}\n", encoding="ascii")
    (folder / "clamd.conf").write_text(CONFIGURATION.format(folder=folder), encoding="ascii")
    process = subprocess.Popen(
        [str(CLAMD), f"--config-file={folder}/clamd.conf"], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    )
    try:
        wait_for(folder / "clamd.sock", process)
        yield f"unix://{folder}/clamd.sock"
    finally:
        process.terminate()
        process.wait()


def wait_for(path: Path, process: subprocess.Popen[bytes]) -> None:
    until = time.monotonic() + PATIENCE
    while time.monotonic() < until and process.poll() is None:
        with socket.socket(socket.AF_UNIX) as trying:
            if trying.connect_ex(str(path)) == 0:
                return
        time.sleep(0.1)
    raise AssertionError("clamd did not start")


@pytest.fixture(autouse=True)
def configured(daemon: str, settings: Settings) -> None:
    settings.CLAMAV_ADDRESS = daemon


def test_its_verdicts() -> None:
    assert scan(io.BytesIO(b"harmless")) == Verdict(clean=True)
    assert scan(io.BytesIO(EICAR)) == Verdict(clean=False, said=f"{SIGNATURE}.UNOFFICIAL")


def test_its_word_for_too_much() -> None:
    with pytest.raises(OSError, match=r"size limit exceeded|reset") as caught:
        scan(io.BytesIO(bytes(4_000_000)))
    assert isinstance(caught.value, ScannerAway | ConnectionResetError)
