"""Real starts and real deaths: nothing acknowledged is lost, and nothing blocks the next start."""

import os
import signal
from collections.abc import Callable
from pathlib import Path

import psycopg
import pytest
import redis

from mediso.embedded import postgres, valkey
from mediso.embedded.addresses import SHORT, broker_url, database_url, socket_dir
from mediso.embedded.client import Use, services
from mediso.embedded.files import held, lock_file
from mediso.embedded.problems import CannotStart
from mediso.embedded.supervisor import SERVICES
from tests.mediso.embedded.conftest import until, user_of_services


def remember(word: str) -> None:
    with psycopg.connect(database_url()) as connection:
        connection.execute("CREATE TABLE IF NOT EXISTS words (word text)")
        connection.execute("INSERT INTO words VALUES (%s)", [word])
    with redis.Redis.from_url(broker_url()) as broker:
        broker.set(word, word)


def remembered() -> list[str]:
    with psycopg.connect(database_url()) as connection:
        rows = [row[0] for row in connection.execute("SELECT word FROM words ORDER BY word")]
    with redis.Redis.from_url(broker_url(), decode_responses=True) as broker:
        assert sorted(str(key) for key in broker.scan_iter()) == rows
    return rows


def serving() -> list[str]:
    return [name for name in SERVICES if held(lock_file(f"{name}.served"))]


def _pid(pid_file: Path) -> int:
    return int(pid_file.read_text().split()[0])


def _supervisor(use: Use) -> int:
    assert use._supervisor is not None
    return use._supervisor.pid


VICTIMS: dict[str, Callable[[list[Use]], int]] = {
    "postgres": lambda _uses: _pid(postgres.pid_file()),
    "supervisor of postgres": lambda uses: _supervisor(uses[0]),
    "supervisor of valkey": lambda uses: _supervisor(uses[1]),
    "valkey": lambda _uses: _pid(valkey.pid_file()),
}


def test_killing_any_process_loses_nothing_acknowledged(data: Path) -> None:
    with services() as uses:
        for name, find in VICTIMS.items():
            remember(name)
            victim = find(uses)
            os.kill(victim, signal.SIGKILL)
            _wait_for_death(victim, uses)
            for use in uses:
                use.wait()
        assert remembered() == list(VICTIMS)
    assert serving() == []
    with services():
        assert remembered() == list(VICTIMS)


def _wait_for_death(pid: int, uses: list[Use]) -> None:
    def is_dead() -> bool:
        for use in uses:
            use.keep_up()
        try:
            return not Path(f"/proc/{pid}/cmdline").read_bytes()
        except (FileNotFoundError, ProcessLookupError):
            return True

    until(is_dead)


def test_the_one_who_started_them_leaves_and_the_other_works_on(data: Path) -> None:
    with user_of_services("print('up', flush=True); input()") as first:
        assert first.stdout is not None
        assert first.stdout.readline() == "up\n"
        with services():
            remember("a")
            assert first.communicate("\n", timeout=20) == ("", "")
            assert first.returncode == 0
            assert serving() == ["postgres", "valkey"]
            assert remembered() == ["a"]
    assert serving() == []


def test_many_starters_at_once_share_one_server(data: Path) -> None:
    question = "from mediso.embedded import postgres; print(postgres.pid_file().read_text().split()[0]); input()"
    users = [user_of_services(question) for _ in range(3)]
    assert len({user.stdout.readline() for user in users if user.stdout}) == 1
    assert [user.communicate("\n", timeout=20)[1] for user in users] == [""] * 3
    until(lambda: serving() == [])


def test_services_stop_when_their_only_user_is_killed(data: Path) -> None:
    with user_of_services("print('up', flush=True); input()") as user:
        assert user.stdout is not None
        assert user.stdout.readline() == "up\n"
        assert serving() == ["postgres", "valkey"]
        user.kill()
    until(lambda: serving() == [])
    assert not postgres.pid_file().exists()


def test_a_killed_machine_starts_again(data: Path) -> None:
    """Pid files that name a process which is alive and is something else (numbers come again after a restart)."""
    with services():
        remember("a")
    postgres.pid_file().write_text(f"{os.getpid()}\n{postgres.folder()}\n")
    valkey.pid_file().write_text("no number")
    postgres.folder().with_suffix(".new").mkdir()
    with services():
        assert remembered() == ["a"]


def test_a_dropped_database_is_made_again(data: Path) -> None:
    with services():
        with psycopg.connect(database_url().replace("/desk?", "/postgres?"), autocommit=True) as connection:
            connection.execute("DROP DATABASE desk WITH (FORCE)")
        assert not postgres.answers()
    with services(), psycopg.connect(database_url()) as connection:
        row = connection.execute("SELECT datcollate, pg_encoding_to_char(encoding) FROM pg_database").fetchone()
        assert row == ("C.UTF-8", "UTF8")


def test_sockets_of_a_deep_folder_are_closed_to_others(
    data: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("DESK_DATA_DIR", str(tmp_path / ("deep" * 20)))
    folder = socket_dir()
    assert folder.parent == SHORT
    with services():
        remember("a")
        assert folder.stat().st_mode & 0o777 == 0o700
        assert remembered() == ["a"]
    folder.rmdir()


def test_a_server_named_by_the_environment_is_not_started_here(data: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DATABASE_URL", "postgresql://elsewhere/desk")
    with services() as uses:
        assert [use.service.name for use in uses] == ["valkey"]
        assert serving() == ["valkey"]
    monkeypatch.setenv("REDIS_URL", "redis://elsewhere/0")
    with services() as uses:
        assert uses == []
    assert not postgres.folder().exists()


def test_data_of_another_version_is_refused_and_left_alone(data: Path) -> None:
    data.mkdir(parents=True)
    postgres.folder().mkdir()
    (postgres.folder() / "PG_VERSION").write_text("17\n")
    with pytest.raises(CannotStart, match="holds data of PostgreSQL 17, not 18"), services():
        pass
    assert [path.name for path in postgres.folder().iterdir()] == ["PG_VERSION"]


def test_a_database_that_cannot_start_says_where_to_look(data: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with services():
        pass
    (postgres.folder() / "global" / "pg_control").unlink()
    with pytest.raises(CannotStart, match=r"postgres cannot stay up\. See the end of .*/log/postgres\.log"), services():
        pass
    assert serving() == []
