"""Services of their own in a folder of their own, whatever the suite itself runs on."""

from pathlib import Path

import pytest

SETTINGS = ("DATABASE_URL", "REDIS_URL")


@pytest.fixture
def data(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An empty data folder that `data_dir()` names, with no other server named."""
    for name in SETTINGS:
        monkeypatch.delenv(name, raising=False)
    folder = tmp_path / "var"
    monkeypatch.setenv("DESK_DATA_DIR", str(folder))
    return folder
