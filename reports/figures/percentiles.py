"""Medians and other percentiles of whole numbers, from how often each number occurs."""

from collections.abc import Mapping

MEDIAN, NINETIETH = 50, 90


def percentile(counts: Mapping[int, int], percent: int) -> int | None:
    """The smallest of the numbers up to which at least so many percent of all lie (nearest rank); None of nothing.

    It is always one of the numbers themselves, and exact: ⌈percent × n ÷ 100⌉ of them lie at or below it.
    """
    wanted, reached = -(-percent * sum(counts.values()) // 100), 0
    for number in sorted(counts):
        reached += counts[number]
        if reached >= wanted:
            return number
    return None
