"""Keeps one service up for as long as anyone uses it: `python -m mediso.embedded.supervisor NAME`.

Two lock files carry the whole protocol. `NAME.used` is held together by every user of the service:
when the supervisor gets it alone, nobody uses the service, and whoever comes meanwhile waits until it
is stopped. `NAME.served` is held alone by the supervisor, so there is one. The system drops both
locks when their holder dies, however it dies.
"""

import signal
import sys
import time
from types import FrameType

from mediso.embedded import leftovers, postgres, valkey
from mediso.embedded.children import Child
from mediso.embedded.files import alone, check_data_dir, lock_file, log_file
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
    with lock_file(f"{service.name}.used").open("a") as used, lock_file(f"{service.name}.served").open("a") as served:
        deadline = time.monotonic() + ANOTHER_LEAVES
        while not alone(served):
            if time.monotonic() > deadline:
                return
            time.sleep(TICK)
        leftovers.stop(service)
        service.prepare()
        child = Child(service.name, service.command(), stop_signal=service.stop_signal, patience=60.0)
        try:
            complete = False
            while not alone(used):
                child.keep_up()
                if child.cannot_stay_up:
                    raise _cannot_stay_up(service)
                complete = complete or service.complete()
                time.sleep(TICK)
        finally:
            child.stop()


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
    return 0


if __name__ == "__main__":
    sys.exit(main())
