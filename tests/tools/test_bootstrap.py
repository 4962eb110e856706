"""The bootstrap in a project of its own whose locks are empty, so that nothing is fetched."""

import importlib.util
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tools import bootstrap

needs_pip = pytest.mark.skipif(importlib.util.find_spec("pip") is None, reason="this Python has no pip")


@pytest.fixture
def project(tmp_path: Path) -> Path:
    (tmp_path / "tools").mkdir()
    shutil.copy(bootstrap.__file__, tmp_path / "tools")
    (tmp_path / "requirements").mkdir()
    for name in ("runtime", "dev", "uv"):
        (tmp_path / "requirements" / f"{name}.txt").write_text("")
    subprocess.run([sys.executable, "-m", "venv", "--without-pip", str(tmp_path / ".venv")], check=True)
    return tmp_path


def _run(project: Path, level: str) -> str:
    command = [sys.executable, str(project / "tools" / "bootstrap.py"), level]
    return subprocess.run(command, check=True, capture_output=True, text=True).stdout


@needs_pip
def test_installs_once_and_never_takes_the_tools_for_tests_away(project: Path) -> None:
    stamp = project / ".venv" / "installed"
    stamp.write_text("dev of-older-locks\n")
    assert "Installing dev.txt" in _run(project, "runtime")
    assert stamp.read_text().startswith("dev ")
    assert _run(project, "runtime") == _run(project, "dev") == ""


def test_an_older_python_is_told_what_is_needed(project: Path) -> None:
    program = (
        "import runpy, sys; sys.version_info = (3, 10, 0); "
        f"runpy.run_path({str(project / 'tools' / 'bootstrap.py')!r}, run_name='__main__')"
    )
    done = subprocess.run([sys.executable, "-c", program], check=False, capture_output=True, text=True)
    assert done.returncode == 1
    assert "Python 3.11 or newer is needed" in done.stderr
    assert not (project / ".venv" / "installed").exists()


@needs_pip
def test_uv_learns_what_pip_knows_of_the_network(monkeypatch: pytest.MonkeyPatch) -> None:
    pip = [sys.executable, "-m", "pip"]
    monkeypatch.setenv("PIP_CERT", "/site/ca.pem")
    monkeypatch.setenv("PIP_INDEX_URL", "https://mirror.example/simple")
    for name in ("SSL_CERT_FILE", "UV_DEFAULT_INDEX"):
        monkeypatch.delenv(name, raising=False)
    told = bootstrap.uv_environment(pip)
    assert (told["SSL_CERT_FILE"], told["UV_DEFAULT_INDEX"]) == ("/site/ca.pem", "https://mirror.example/simple")
    monkeypatch.setenv("SSL_CERT_FILE", "/own/ca.pem")
    assert bootstrap.uv_environment(pip)["SSL_CERT_FILE"] == "/own/ca.pem"
