from pathlib import Path

import pytest

from mediso.embedded import addresses


def test_state_lives_in_var_unless_moved(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("DJANGO_SETTINGS_MODULE", "mediso.settings.dev")
    monkeypatch.delenv("DESK_DATA_DIR", raising=False)
    assert addresses.data_dir() == addresses.PROJECT / "var"
    monkeypatch.setenv("DESK_DATA_DIR", "")
    assert addresses.data_dir() == addresses.PROJECT / "var"
    monkeypatch.setenv("DESK_DATA_DIR", str(tmp_path))
    assert addresses.data_dir() == tmp_path


def test_the_suite_never_works_on_the_state_of_a_desk(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("DESK_DATA_DIR", str(tmp_path))
    monkeypatch.setenv("DJANGO_SETTINGS_MODULE", "mediso.settings.test")
    assert addresses.data_dir() == tmp_path / "test"


def test_computing_an_address_touches_nothing(data: Path) -> None:
    assert addresses.database_url() == f"postgresql://desk@/desk?host={str(data / 'run').replace('/', '%2F')}"
    assert addresses.broker_url() == f"unix://{data}/run/valkey.sock"
    assert not data.exists()


def test_named_servers_win(data: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DATABASE_URL", "postgresql://a@b/c")
    monkeypatch.setenv("REDIS_URL", "redis://d/0")
    assert addresses.database_url() == "postgresql://a@b/c"
    assert addresses.broker_url() == "redis://d/0"


def test_a_deep_folder_gets_short_sockets_of_its_own(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    found = set()
    for name in ("a", "b"):
        monkeypatch.setenv("DESK_DATA_DIR", str(tmp_path / (name * 100)))
        folder = addresses.socket_dir()
        assert folder.parent == addresses.SHORT
        assert folder == addresses.socket_dir()
        assert len(str(folder / addresses.POSTGRES_SOCKET)) <= addresses.LONGEST_SOCKET_PATH
        found.add(folder)
    assert len(found) == 2
