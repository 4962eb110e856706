"""A process of ours that is kept up: started again when it dies, after a pause that grows."""

import os
import signal
import subprocess
import time
from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field

from mediso.embedded.files import log_file
from mediso.embedded.ways import leash

PAUSES = (0.1, 0.2, 0.4, 0.8, 1.6, 4.0, 8.0, 15.0, 30.0, 60.0)  # seconds before each start after a death in a row
TOO_OFTEN = 6  # deaths in a row after which it is said that a child cannot stay up
FATES = {False: ("が終了しました", "ended"), True: ("が起動し続けられません", "cannot stay up")}


def _silent(_words: str) -> None:
    pass


@dataclass
class Child:
    """One process in a session of its own, so that Ctrl-C reaches us alone and we stop things in order.

    `stop_signal` asks it to end; after `patience` seconds it is killed. `say` hears of deaths.
    """

    name: str
    command: Sequence[str]
    stop_signal: signal.Signals = signal.SIGTERM
    patience: float = 15.0
    steady: float = 30.0  # seconds after which it counts as well again
    environment: Mapping[str, str] | None = None
    say: Callable[[str], None] = _silent
    deaths: int = 0  # in a row
    _process: subprocess.Popen[bytes] | None = None
    _since: float = 0.0
    _next_start: float = field(default=0.0)

    @property
    def pid(self) -> int | None:
        return self._process.pid if self._process else None

    @property
    def cannot_stay_up(self) -> bool:
        return self.deaths >= TOO_OFTEN

    def keep_up(self) -> None:
        """Start the child if it is due; to be called many times a second."""
        now = time.monotonic()
        if self._process is None:
            if now >= self._next_start:
                self._start(now)
        elif (code := self._process.poll()) is not None:
            self._died(code, now)
        elif now - self._since > self.steady:
            self.deaths = 0

    def stop(self) -> None:
        """Ask the child to end and wait for it; kill what is left of its session afterwards."""
        if self._process is None:
            return
        if self._process.poll() is None:
            self._process.send_signal(self.stop_signal)
            try:
                self._process.wait(self.patience)
            except subprocess.TimeoutExpired:
                self.say(
                    f"{self.name} が {self.patience:g} 秒以内に終わらないため強制終了します。\n"
                    f"{self.name} did not end within {self.patience:g} s and is killed."
                )
        self._kill_session()

    def _start(self, now: float) -> None:
        path = log_file(self.name)
        with path.open("ab") as log:
            self._process = subprocess.Popen(
                [*leash(self.stop_signal.name.removeprefix("SIG")), *self.command],
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=log,
                env=self.environment,
                start_new_session=True,
            )
        self._since = now

    def _died(self, code: int, now: float) -> None:
        self._kill_session()
        pause = PAUSES[min(self.deaths, len(PAUSES) - 1)]
        self.deaths += 1
        self._next_start = now + pause
        how = f"signal {-code}" if code < 0 else f"code {code}"
        ja, en = FATES[self.cannot_stay_up]
        self.say(
            f"{self.name} {ja}（{how}）。{pause:g} 秒後に再開します。記録：{log_file(self.name)}\n"
            f"{self.name} {en} ({how}); starting again in {pause:g} s"
        )

    def _kill_session(self) -> None:
        """Kill whom the child left behind (a killed server's workers would keep its port)."""
        if self._process is not None:
            with suppress(ProcessLookupError):
                os.killpg(self._process.pid, signal.SIGKILL)
            self._process.wait()
            self._process = None
