"""Using the embedded services: they run while anyone uses them."""

import os
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager

from mediso.embedded.addresses import PROJECT
from mediso.embedded.files import alone, check_data_dir, held, lock_file, shared
from mediso.embedded.problems import CannotStart
from mediso.embedded.service import Service
from mediso.embedded.supervisor import SERVICES

TICK = 0.02  # seconds
PATIENCE = 300.0  # seconds; after a crash PostgreSQL first replays what it had not yet written


class Use:
    """One user of one service, from `__enter__` to `__exit__`."""

    def __init__(self, service: Service) -> None:
        self.service = service
        self._served = lock_file(f"{service.name}.served")
        self._used = lock_file(f"{service.name}.used")
        self._ready = lock_file(f"{service.name}.ready")
        self._supervisor: subprocess.Popen[bytes] | None = None
        self._stack = ExitStack()

    def __enter__(self) -> "Use":
        self._stack.enter_context(shared(self._used))
        self.keep_up()
        return self

    def __exit__(self, *_error: object) -> None:
        self._stack.close()
        stopped = self._stopped()
        supervisor, self._supervisor = self._supervisor, None
        if supervisor is None or supervisor.stderr is None:
            return
        if not stopped:
            supervisor.returncode = 0  # it serves the others and outlives us: not ours to wait for any more
        supervisor.wait()
        supervisor.stderr.close()

    def keep_up(self) -> None:
        """See to it that a supervisor is there.

        Raises `CannotStart` when the one started before gave up.
        """
        if self._supervisor is not None and (code := self._supervisor.poll()) is not None:
            words = self._last_words(self._supervisor)
            self._supervisor = None
            if code > 0:
                raise CannotStart(words)
        if self._supervisor is None and not held(self._served):
            self._supervisor = subprocess.Popen(
                [sys.executable, "-m", "mediso.embedded.supervisor", self.service.name],
                stdin=subprocess.DEVNULL,
                stdout=subprocess.DEVNULL,
                stderr=subprocess.PIPE,  # read when it gives up; it writes nothing before
                cwd=PROJECT,
                start_new_session=True,
            )

    def wait(self) -> None:
        """Return once the service answers.

        Raises `CannotStart` when it does not.
        """
        deadline = time.monotonic() + PATIENCE
        while not (held(self._ready) and self.service.answers()):
            self.keep_up()
            if time.monotonic() > deadline:
                name = self.service.name
                raise CannotStart(f"{name} が応答しません。", f"{name} does not answer.")
            time.sleep(TICK)

    def _stopped(self) -> bool:
        """Wait until the service has stopped; False at once if others still use it."""
        while held(self._served):
            with self._used.open("a") as used:
                if not alone(used) and not held(self._used) and held(self._served):
                    return False
            time.sleep(TICK)
        return True

    @staticmethod
    def _last_words(supervisor: subprocess.Popen[bytes]) -> str:
        return supervisor.communicate()[1].decode(errors="replace")


def needed() -> list[Service]:
    """The services for which no other server is named, the last of which stops first."""
    return [service for service in SERVICES.values() if not os.environ.get(service.variable)]


@contextmanager
def services() -> Iterator[list[Use]]:
    """The embedded services for the time of the block, started if they do not run.

    Nothing happens for a service whose environment variable names another server.
    Raises `CannotStart` when one cannot start.
    """
    wanted = needed()
    if wanted:
        check_data_dir()
    with ExitStack() as stack:
        uses = [stack.enter_context(Use(service)) for service in wanted]
        for use in uses:
            use.wait()
        yield uses
