"""What the launcher needs to know of a service; `postgres` and `valkey` each fill one in."""

import importlib.util
import signal
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from mediso.embedded.problems import CannotStart


@dataclass(frozen=True)
class Service:
    """One server the launcher can start."""

    name: str
    variable: str  # the environment variable that names another server to use instead
    stop_signal: signal.Signals
    prepare: Callable[[], None]  # make the data ready; called with no server running
    command: Callable[[], list[str]]
    complete: Callable[[], bool]  # finish what needs a running server; False: not answering yet
    answers: Callable[[], bool]  # whether a client can work with it now
    pid_file: Callable[[], Path]  # where the server writes its process id
    mark: Callable[[], str]  # what its command line has and no other process's has


def package_folder(package: str) -> Path:
    """The folder of an installed package, found without importing it.

    Raises `CannotStart` when it is not installed.
    """
    spec = importlib.util.find_spec(package)
    if spec is None or not spec.submodule_search_locations:
        raise CannotStart(
            f"パッケージ {package} がありません。make setup を実行してください。",
            f"The package {package} is missing. Run make setup.",
        )
    return Path(spec.submodule_search_locations[0])
