"""The desk that is killed: the processes of `make run` with everything kept up, and who can be killed of them."""

import os
import random
import signal
import threading
import time
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path

from mediso.embedded import postgres, valkey
from mediso.embedded.children import Child
from mediso.embedded.client import Use, services
from mediso.embedded.desk import BEAT, GRANIAN, WORKER, WORKERS
from mediso.healthcheck import is_well

TICK = 0.02  # seconds
PATIENCE = 120.0  # seconds for what takes five on a free machine
BETWEEN = (0.3, 3.0)  # seconds from one kill to the next
STEADY = 1.0  # seconds after which a process that was killed counts as well again: it is not ill, it is hunted


def _children(pid: int) -> list[int]:
    try:
        found = Path(f"/proc/{pid}/task/{pid}/children").read_text(encoding="ascii").split()
        return [int(one) for one in found if "resource_tracker" not in _command(int(one))]
    except (FileNotFoundError, ProcessLookupError):
        return []


def _command(pid: int) -> str:
    return Path(f"/proc/{pid}/cmdline").read_text(encoding="utf-8")


def _noted(path: Path) -> list[int]:
    """The process of a pid file, which is empty or missing while a server starts."""
    with suppress(FileNotFoundError, IndexError):
        return [int(path.read_text(encoding="ascii").split()[0])]
    return []


@dataclass
class Desk:
    """`uses` are the services, `children` the processes of the desk itself."""

    port: int
    uses: Sequence[Use]
    children: Mapping[str, Child]
    killed: Counter[str] = field(default_factory=Counter)
    _over: threading.Event = field(default_factory=threading.Event)

    def keep_up(self) -> None:
        """Run in a thread of its own: a child ends with the thread that started it."""
        while not self._over.wait(TICK):
            for use in self.uses:
                use.keep_up()
            for child in self.children.values():
                child.keep_up()
        for child in reversed(list(self.children.values())):
            child.stop()

    def stop(self) -> None:
        self._over.set()

    def is_well(self) -> bool:
        return is_well(self.port, timeout=2.0)

    def processes(self, victim: str) -> list[int]:
        return VICTIMS[victim](self)

    def kill(self, victim: str, rng: random.Random) -> None:
        """SIGKILL one process, if there is one; of the whole worker every process."""
        found = self.processes(victim)
        if not found:
            return
        with suppress(ProcessLookupError):
            if victim == "worker":
                os.killpg(found[0], signal.SIGKILL)
            else:
                os.kill(rng.choice(found), signal.SIGKILL)
            self.killed[victim] += 1


def _child(name: str) -> Callable[[Desk], list[int]]:
    return lambda desk: [pid] if (pid := desk.children[name].pid) else []


def _child_of(name: str) -> Callable[[Desk], list[int]]:
    return lambda desk: [pid for parent in _child(name)(desk) for pid in _children(parent)]


VICTIMS: Mapping[str, Callable[[Desk], list[int]]] = {
    "web": _child("web"),
    "process of web": _child_of("web"),
    "worker": _child("worker"),
    "process of worker": _child_of("worker"),
    "beat": _child("beat"),
    "valkey": lambda _desk: _noted(valkey.pid_file()),
    "postgres": lambda _desk: _noted(postgres.pid_file()),
}
SENDERS = ("worker", "process of worker", "postgres")
"""Who can take along the answer of a mail server."""


@contextmanager
def desk(port: int, environment: Mapping[str, str], prepare: Callable[[], object]) -> Iterator[Desk]:
    """The desk of this data folder for the time of the block, after `prepare` has made its database."""
    with services() as uses:
        prepare()
        web = (*GRANIAN, f"--port={port}", *WORKERS, "--respawn-interval=0.5")
        commands = {"worker": WORKER, "beat": BEAT, "web": web}
        children = {
            name: Child(name, command, environment=environment, steady=STEADY, patience=1.0)
            for name, command in commands.items()
        }
        running = Desk(port, uses, children)
        keeper = threading.Thread(target=running.keep_up)
        keeper.start()
        try:
            until(running.is_well)
            yield running
        finally:
            running.stop()
            keeper.join()


@contextmanager
def hunted(running: Desk, victims: Sequence[str], seed: int, seconds: float) -> Iterator[None]:
    """Somebody of `victims` is killed every now and then during the block, for so many seconds at most.

    Each in turn, in an order of its own each time round: the short form, too, kills everybody once.
    """
    over, rng = threading.Event(), random.Random(f"killer {seed}")
    end = time.monotonic() + seconds

    def hunt() -> None:
        turn: list[str] = []
        while not over.wait(rng.uniform(*BETWEEN)) and time.monotonic() < end:
            turn = turn or rng.sample(victims, len(victims))
            running.kill(turn.pop(), rng)

    killer = threading.Thread(target=hunt)
    killer.start()
    try:
        yield
    finally:
        over.set()
        killer.join()


def until(condition: Callable[[], bool]) -> None:
    deadline = time.monotonic() + PATIENCE
    while not condition():
        assert time.monotonic() < deadline, condition
        time.sleep(TICK)
