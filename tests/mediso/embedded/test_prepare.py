import shutil
from pathlib import Path

import pytest
from pytest_django import Settings

from mediso.embedded.prepare import collect_static


@pytest.fixture
def source(tmp_path: Path, settings: Settings) -> Path:
    folder = tmp_path / "source"
    folder.mkdir()
    (folder / "desk.css").write_text("a {}")
    settings.DATA_DIR = tmp_path
    settings.STATIC_ROOT = tmp_path / "static"
    settings.STATICFILES_DIRS = [folder]
    settings.STATICFILES_FINDERS = ["django.contrib.staticfiles.finders.FileSystemFinder"]
    return folder


def test_static_files_are_collected_when_one_changed(source: Path, settings: Settings) -> None:
    collected = Path(settings.STATIC_ROOT) / "desk.css"
    assert collect_static()
    assert collected.read_text() == "a {}"
    assert not collect_static()
    (source / "desk.css").write_text("a {color: red}")
    assert collect_static()
    assert collected.read_text() == "a {color: red}"
    (source / "new.css").write_text("b {}")
    assert collect_static()
    assert not collect_static()


def test_static_files_that_were_deleted_come_back(source: Path, settings: Settings) -> None:
    assert collect_static()
    shutil.rmtree(settings.STATIC_ROOT)
    assert collect_static()
    assert (Path(settings.STATIC_ROOT) / "desk.css").exists()
