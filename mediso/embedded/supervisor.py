"""Keeps one service up for as long as anyone uses it: `python -m mediso.embedded.supervisor NAME`.

Three lock files carry the whole protocol. `NAME.used` is held together by every user of the service:
when the supervisor gets it alone, nobody uses the service, and whoever comes meanwhile waits until it
is stopped. `NAME.served` is held alone by the supervisor, so there is one. `NAME.ready` is held by it
once the server is its own, not one that a killed supervisor left behind. The system drops a lock when
its holder dies, however it dies.
"""

import signal
import sys
import time
from types import FrameType
from typing import IO

from mediso.embedded import leftovers, postgres, valkey
from mediso.embedded.addresses import data_dir
from mediso.embedded.children import Child
from mediso.embedded.files import alone, check_data_dir, lock_file, log_file, take, unusable
from mediso.embedded.problems import CannotStart
from mediso.embedded.service import Service

SERVICES = {service.name: service for service in (postgres.SERVICE, valkey.SERVICE)}
TICK = 0.05  # seconds
ANOTHER_LEAVES = 1.0  # seconds to wait for a supervisor that is just ending, or for someone who only looks


def supervise(service: Service) -> None:
    """Serve until nobody uses the service; return at once when another supervisor serves.

    Raises `CannotStart` when the service cannot be made ready or does not stay up.
    """
    check_data_dir()
    with _lock(service, "used") as used, _lock(service, "served") as served, _lock(service, "ready") as ready:
        if not _become_the_one(served):
            return
        leftovers.stop(service)
        service.prepare()
        child = Child(service.name, service.command(), stop_signal=service.stop_signal, patience=60.0, steady=5.0)
        try:
            _serve(service, child, used, ready)
        finally:
            child.stop()


def _lock(service: Service, kind: str) -> IO[str]:
    return lock_file(f"{service.name}.{kind}").open("a")


def _become_the_one(served: IO[str]) -> bool:
    deadline = time.monotonic() + ANOTHER_LEAVES
    while not alone(served):
        if time.monotonic() > deadline:
            return False
        time.sleep(TICK)
    return True


def _serve(service: Service, child: Child, used: IO[str], ready: IO[str]) -> None:
    complete = False
    while not alone(used):
        child.keep_up()
        if child.cannot_stay_up:
            raise _cannot_stay_up(service)
        if not complete and service.complete():
            complete = True
            take(ready)
        time.sleep(TICK)


def _cannot_stay_up(service: Service) -> CannotStart:
    path = log_file(service.name)
    return CannotStart(
        f"{service.name} が起動し続けられません。{path} の最後をご覧ください。",
        f"{service.name} cannot stay up. See the end of {path}.",
    )


def _end(_number: int, _frame: FrameType | None) -> None:
    raise SystemExit(0)


def main() -> int:
    signal.signal(signal.SIGTERM, _end)
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    service = SERVICES[sys.argv[1]]
    try:
        supervise(service)
    except CannotStart as problem:
        print(problem, file=sys.stderr)
        return 1
    except OSError as error:  # a full disk, or data of a root with more rights than this one has
        print(unusable(error.filename or data_dir(), error.strerror or str(error)), file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
