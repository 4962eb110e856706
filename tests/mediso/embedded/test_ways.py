"""Every kind of user, for real: a user namespace makes root an ordinary user and an ordinary user root."""

import os
import signal
import subprocess
from pathlib import Path

import pytest

from mediso.embedded import postgres, ways
from mediso.embedded.client import services
from mediso.embedded.problems import CannotStart
from tests.mediso.embedded.conftest import until, user_of_services
from tests.mediso.embedded.test_services import remember, remembered, serving

IS_ROOT = os.geteuid() == 0
AS_ORDINARY_USER = ("unshare", "-U", "--map-user=1000", "--map-group=1000")
# Root by name only: another user cannot be taken, and no further user namespace made.
ROOT_BY_NAME = ("unshare", "-U", "-r")
IN_A_STRICT_CONTAINER = (*ROOT_BY_NAME, "sh", "-c", 'echo 0 >/proc/sys/user/max_user_namespaces; exec "$@"', "sh")

has_user_namespaces = subprocess.run([*ROOT_BY_NAME, "true"], check=False, capture_output=True).returncode == 0
needs_user_namespaces = pytest.mark.skipif(
    not has_user_namespaces, reason="this machine forbids user namespaces, with which the other kinds of user are made"
)
needs_root = pytest.mark.skipif(not IS_ROOT, reason="only root can give its rights away; run the suite as root too")


@needs_user_namespaces
def test_an_ordinary_user_needs_nothing(data: Path) -> None:
    user = user_of_services("import os; print(os.geteuid(), len(uses))", *(AS_ORDINARY_USER if IS_ROOT else ()))
    uid = 1000 if IS_ROOT else os.geteuid()
    assert user.communicate(timeout=60) == (f"{uid} 2\n", "")
    assert postgres.folder().stat().st_uid == os.geteuid()


@needs_user_namespaces
def test_where_no_way_is_open_root_is_told_what_to_do(data: Path) -> None:
    user = user_of_services("print('never')", *IN_A_STRICT_CONTAINER)
    out, errors = user.communicate(timeout=60)
    assert out == ""
    assert "neither setpriv nor unshare is allowed. Run as an ordinary user, or set DATABASE_URL" in errors
    assert not postgres.folder().exists()


@needs_root
@pytest.mark.parametrize("way", ways.AS_ROOT, ids=lambda way: way.name)
def test_each_way_of_root_works_here(data: Path, way: ways.Way) -> None:
    data.mkdir(parents=True)
    assert ways.find(postgres.program("postgres"), data, [way]) == way
    assert list(data.iterdir()) == []


@needs_root
def test_a_way_that_is_forbidden_is_passed_over(
    data: Path, without_setpriv: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    data.mkdir(parents=True)
    monkeypatch.setenv("PATH", without_setpriv)
    setpriv, unshare = ways.AS_ROOT
    assert ways.find(postgres.program("postgres"), data) == unshare
    with pytest.raises(CannotStart, match="DATABASE_URL"):
        ways.find(postgres.program("postgres"), data, [setpriv])


@needs_root
def test_data_follows_when_the_way_changes(data: Path, without_setpriv: str, monkeypatch: pytest.MonkeyPatch) -> None:
    path = os.environ["PATH"]
    for word, search, owner in (("a", path, ways.NOBODY), ("b", without_setpriv, 0), ("c", path, ways.NOBODY)):
        monkeypatch.setenv("PATH", search)
        with services():
            remember(word)
            words = remembered()
        owners = {found.lstat().st_uid for found in (postgres.folder(), *postgres.folder().rglob("*"))}
        assert owners == {owner}
    assert words == ["a", "b", "c"]


@needs_root
def test_data_that_a_root_without_rights_cannot_read_is_named(data: Path) -> None:
    with services():
        pass
    user = user_of_services("print('never')", "setpriv", "--bounding-set=-all")
    out, errors = user.communicate(timeout=60)
    assert out == ""
    assert f"{postgres.pid_file()} cannot be used (Permission denied)" in errors
    assert postgres.folder().stat().st_uid == ways.NOBODY


@needs_root
def test_servers_that_outlive_a_killed_supervisor_are_stopped_first(
    data: Path, without_setpriv: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Without setpriv nothing ends the servers of a killed supervisor."""
    monkeypatch.setenv("PATH", without_setpriv)
    ways.leash.cache_clear()
    with services() as uses:
        remember("a")
        left = postgres.pid_file().read_text()
        for use in uses:
            assert use._supervisor is not None
            os.kill(use._supervisor.pid, signal.SIGKILL)
            use._supervisor.wait()
        until(lambda: serving() == [])
        assert postgres.answers()
        for use in uses:
            use.wait()
        assert postgres.pid_file().read_text() != left
        assert remembered() == ["a"]
