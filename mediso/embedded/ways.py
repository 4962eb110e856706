"""How PostgreSQL, which refuses to run as root, is run by each kind of user.

An ordinary user needs nothing. Root tries the rows of `AS_ROOT` in order, each one really, because
containers forbid now the one and now the other.
"""

import os
import shutil
import subprocess
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from mediso.embedded.problems import CannotStart

NOBODY = 65534
OTHER_USER = (f"--reuid={NOBODY}", f"--regid={NOBODY}", "--clear-groups")


@dataclass(frozen=True)
class Way:
    """A command prefix, and the owner (as root sees it) that the data must have under it."""

    name: str
    prefix: tuple[str, ...]
    owner: int


AS_ORDINARY_USER = Way("ordinary user", (), -1)
AS_ROOT = (
    # Keeps the right to pass private folders, so the folders above the data and the program stay closed.
    Way("setpriv", ("setpriv", *OTHER_USER, "--inh-caps=+dac_override", "--ambient-caps=+dac_override"), NOBODY),
    # Root outside, somebody else inside a user namespace: for containers without that capability.
    Way("unshare", ("unshare", "-U", f"--map-user={NOBODY}", f"--map-group={NOBODY}"), 0),
)


def find(program: Path, folder: Path, ways: Sequence[Way] = AS_ROOT) -> Way:
    """The first way that can run `program` on a folder of its own inside `folder`.

    Raises `CannotStart` when there is none.
    """
    if os.geteuid() != 0:
        return AS_ORDINARY_USER
    for way in ways:
        if _works(way, program, folder):
            return way
    raise CannotStart(
        "root のままでは内蔵 PostgreSQL を動かせません（setpriv も unshare も許可されていません）。"
        "一般ユーザーで実行するか、DATABASE_URL で別の PostgreSQL を指定してください。",
        "The embedded PostgreSQL cannot run as root here: neither setpriv nor unshare is allowed. "
        "Run as an ordinary user, or set DATABASE_URL to another PostgreSQL.",
    )


def hand_over(folder: Path, way: Way) -> None:
    """Give `folder` and all in it the owner that `way` needs.

    The folder itself comes last: whoever is killed in the middle begins again.
    """
    if way.owner < 0 or folder.stat().st_uid == way.owner:
        return
    for parent, folders, files in os.walk(folder, topdown=False):
        for name in folders + files:
            os.chown(Path(parent, name), way.owner, way.owner, follow_symlinks=False)
    os.chown(folder, way.owner, way.owner)


@cache
def leash(signal_name: str) -> tuple[str, ...]:
    """A command prefix that sends the child `signal_name` when its parent is gone, where the system can."""
    prefix = ("setpriv", "--pdeathsig", signal_name)
    return prefix if _runs([*prefix, "true"]) else ()


def _works(way: Way, program: Path, folder: Path) -> bool:
    probe = folder / "probe"
    shutil.rmtree(probe, ignore_errors=True)
    probe.mkdir(mode=0o700)
    try:
        hand_over(probe, way)
        script = '"$1" --version && touch "$2/file"'
        return _runs([*way.prefix, "sh", "-c", script, "sh", str(program), str(probe)])
    except OSError:  # the folder may not be given away, or that user does not exist in this container
        return False
    finally:
        shutil.rmtree(probe, ignore_errors=True)


def _runs(command: Sequence[str]) -> bool:
    try:
        return subprocess.run(command, capture_output=True, check=False).returncode == 0
    except FileNotFoundError:
        return False
