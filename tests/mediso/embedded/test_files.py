import os
from pathlib import Path

import pytest

from mediso.embedded import files
from mediso.embedded.problems import CannotStart


def test_a_folder_of_our_own_is_closed_to_others(tmp_path: Path) -> None:
    folder = files.private_folder(tmp_path / "new")
    assert folder.stat().st_mode & 0o777 == 0o700


def test_a_folder_of_someone_else_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    theirs = tmp_path / "theirs"
    theirs.mkdir()
    if os.geteuid() == 0:
        os.chown(theirs, 12345, 12345)
    else:
        theirs = Path("/")
    monkeypatch.setenv("DESK_DATA_DIR", str(theirs))
    monkeypatch.setenv("DJANGO_SETTINGS_MODULE", "mediso.settings.dev")
    before = sorted(theirs.iterdir())
    with pytest.raises(CannotStart, match=r"owner: uid \d+, you: uid \d+.*\n.*DESK_DATA_DIR"):
        files.check_data_dir()
    assert sorted(theirs.iterdir()) == before


def test_a_link_in_place_of_the_folder_is_refused(tmp_path: Path) -> None:
    (tmp_path / "link").symlink_to(tmp_path)
    with pytest.raises(CannotStart, match="not a folder"):
        files.private_folder(tmp_path / "link")


def test_a_folder_that_cannot_be_made_says_why(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    with pytest.raises(CannotStart, match="Not a directory"):
        files.private_folder(tmp_path / "file" / "folder")


def test_a_full_disk_is_said_before_anything_starts(data: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(files, "LEAST_FREE", 1 << 60)
    with pytest.raises(CannotStart, match=r"ディスクの空きが足りません(.|\n)*The disk is full: \d+ MB left"):
        files.check_data_dir()


def test_a_long_log_is_put_aside_once(data: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(files, "LONGEST_LOG", 3)
    path = files.log_file("web")
    path.write_text("1234")
    assert files.log_file("web") == path
    assert not path.exists()
    assert path.with_suffix(".1.log").read_text() == "1234"


def test_a_lock_is_shared_or_held_alone(data: Path) -> None:
    path = files.lock_file("one")
    with files.shared(path), files.shared(path), path.open("a") as other:
        assert not files.held(path)
        assert not files.alone(other)
    with path.open("a") as other:
        assert files.alone(other)
        assert files.held(path)
    assert not files.held(path)
