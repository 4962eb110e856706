"""Folders and lock files in the data folder."""

import fcntl
import os
import stat
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO

from mediso.embedded.addresses import data_dir, socket_dir
from mediso.embedded.problems import CannotStart

MEGABYTE = 1024 * 1024
LONGEST_LOG = 10 * MEGABYTE
LEAST_FREE = 200 * MEGABYTE  # a new database takes 40, a full one stops in the middle of a write


def private_folder(folder: Path) -> Path:
    """Make `folder` if it is missing, and give it back.

    Raises `CannotStart` when it belongs to someone else, is no folder, or cannot be made.
    """
    try:
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        found = folder.lstat()
    except OSError as error:
        raise unusable(folder, error.strerror or str(error)) from error
    if not stat.S_ISDIR(found.st_mode):
        raise unusable(folder, "not a folder")
    if found.st_uid != os.geteuid():
        raise unusable(folder, f"owner: uid {found.st_uid}, you: uid {os.geteuid()}")
    if not os.access(folder, os.R_OK | os.W_OK | os.X_OK):
        raise unusable(folder, "not writable")
    return folder


def check_data_dir() -> None:
    """Raise `CannotStart` unless the data folder and the folder of the sockets are ours and have room."""
    folder = private_folder(data_dir())
    private_folder(socket_dir()).chmod(0o700)
    free = os.statvfs(folder)
    if free.f_bavail * free.f_frsize < LEAST_FREE:
        left, least = free.f_bavail * free.f_frsize // MEGABYTE, LEAST_FREE // MEGABYTE
        raise CannotStart(
            f"ディスクの空きが足りません：{folder} に {left} MB しかありません（{least} MB 以上必要です）。"
            "不要なファイルを消すか、DESK_DATA_DIR で別の場所を指定してください。",
            f"The disk is full: {left} MB left for {folder}, {least} MB needed. "
            "Delete files, or set DESK_DATA_DIR to another place.",
        )


def log_file(name: str) -> Path:
    """The log of one process; the log before it is kept beside it once it has grown long."""
    path = private_folder(data_dir() / "log") / f"{name}.log"
    if path.exists() and path.stat().st_size > LONGEST_LOG:
        path.replace(path.with_suffix(".1.log"))
    return path


def lock_file(name: str) -> Path:
    return private_folder(data_dir() / "lock") / name


@contextmanager
def shared(path: Path) -> Iterator[None]:
    """Hold `path` together with others; waits while someone holds it alone."""
    with path.open("a") as file:
        fcntl.flock(file, fcntl.LOCK_SH)
        yield


def alone(file: IO[str]) -> bool:
    """Whether nobody else holds `file`; if so we hold it now, until it is closed."""
    try:
        fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    return True


def take(file: IO[str]) -> None:
    """Hold `file` alone until it is closed; waits for those who look at it or hold it."""
    fcntl.flock(file, fcntl.LOCK_EX)


def held(path: Path) -> bool:
    """Whether someone holds `path` alone."""
    with path.open("a") as file:
        try:
            fcntl.flock(file, fcntl.LOCK_SH | fcntl.LOCK_NB)
        except BlockingIOError:
            return True
        return False


def unusable(folder: Path | str, why: str) -> CannotStart:
    """What to raise, or say, when `folder` or something in it is not ours to use."""
    return CannotStart(
        f"{folder} を使えません（{why}）。このフォルダの持ち主として実行するか、"
        "DESK_DATA_DIR で自分のフォルダを指定してください。",
        f"{folder} cannot be used ({why}). Run as the user it belongs to, "
        "or set DESK_DATA_DIR to a folder of your own.",
    )
