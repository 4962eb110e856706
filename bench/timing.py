"""Timing of callables in turn, so that a drifting machine moves both sides of a ratio."""

import statistics
import time
from collections.abc import Callable
from dataclasses import dataclass

RUNS = 7


@dataclass(frozen=True, slots=True)
class Ratio:
    """Medians in seconds of a thing and of its yardstick, timed A B A B …"""

    name: str
    ours: float
    yardstick: float
    yardstick_name: str

    def __str__(self) -> str:
        return (
            f"{self.name:<30} {self.ours * 1000:9.1f} ms {self.yardstick * 1000:9.1f} ms "
            f"{self.ours / self.yardstick:7.2f}×  {self.yardstick_name}"
        )


def compare(name: str, ours: Callable[[], object], yardstick_name: str, yardstick: Callable[[], object]) -> Ratio:
    """One uncounted run of each, then `RUNS` of each in turn."""
    ours(), yardstick()
    pairs = [(_seconds(ours), _seconds(yardstick)) for _ in range(RUNS)]
    return Ratio(
        name,
        statistics.median(pair[0] for pair in pairs),
        statistics.median(pair[1] for pair in pairs),
        yardstick_name,
    )


def _seconds(run: Callable[[], object]) -> float:
    begin = time.perf_counter()
    run()
    return time.perf_counter() - begin
