"""manage.py brings the services along for those of its commands that need them."""

import subprocess
import sys
from contextlib import suppress
from pathlib import Path

import pytest

import manage
from mediso.embedded.addresses import PROJECT
from mediso.embedded.files import held, lock_file

# Works with the database only after the line it waits for, when the other command may have ended.
SHELL = """
from django.db import connection
print("up", flush=True)
input()
with connection.cursor() as cursor:
    cursor.execute("SELECT 1")
print("well")
"""


@pytest.mark.parametrize(
    "arguments", [["help"], ["migrate", "--help"], ["--version"], ["findstatic", "--help"]], ids=" ".join
)
def test_commands_without_database_start_nothing(
    data: Path, arguments: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    with suppress(SystemExit):
        manage.main(["manage.py", *arguments])
    assert capsys.readouterr().out
    assert not data.exists()


def test_two_commands_share_the_services_until_the_last_ends(data: Path) -> None:
    first, second = _shell(), _shell()
    for command in (first, second):
        assert command.stdout is not None
        assert command.stdout.readline() == "up\n"
    assert first.communicate("\n", timeout=60) == ("well\n", "")
    assert held(lock_file("postgres.served"))
    assert second.communicate("\n", timeout=60) == ("well\n", "")
    assert not held(lock_file("postgres.served"))


def test_a_folder_of_someone_else_is_said_in_two_lines(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    for name in ("DATABASE_URL", "REDIS_URL"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("DESK_DATA_DIR", str(tmp_path / "file"))
    with _command("migrate") as command:
        out, errors = command.communicate(timeout=60)
    assert (command.returncode, out) == (1, "")
    assert errors.count("\n") == 2
    assert "DESK_DATA_DIR" in errors


def _shell() -> subprocess.Popen[str]:
    return _command("shell", "--no-imports", "--command", SHELL)


def _command(*arguments: str) -> subprocess.Popen[str]:
    return subprocess.Popen(
        [sys.executable, "manage.py", *arguments],
        cwd=PROJECT,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )
