"""`make run`."""

import signal
import sys
from types import FrameType

from mediso.embedded.desk import serve
from mediso.embedded.problems import CannotStart

STOPPING = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)


def _stop(_number: int, _frame: FrameType | None) -> None:
    """The first signal ends the desk; those after it do not cut its orderly end short."""
    for number in STOPPING:
        signal.signal(number, signal.SIG_IGN)
    raise SystemExit(0)


def main() -> int:
    for number in STOPPING:
        signal.signal(number, _stop)
    try:
        serve()
    except CannotStart as problem:
        print(problem, file=sys.stderr)
        return 1


if __name__ == "__main__":
    sys.exit(main())
