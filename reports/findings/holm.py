"""Many tests at once: how p is adjusted."""

from collections.abc import Sequence
from itertools import accumulate


def holm(ps: Sequence[float]) -> tuple[float, ...]:
    """The adjusted p of each, in the order given: at most `level` where Holm's procedure rejects at `level`.

    The smallest p is multiplied by the number of tests, the next by one less and so on; none becomes smaller than the
    one before it or larger than 1. Holm (1979), Scandinavian Journal of Statistics 6:65-70.
    """
    order = sorted(range(len(ps)), key=ps.__getitem__)
    steps = ((len(ps) - rank) * ps[at] for rank, at in enumerate(order))
    adjusted = dict(zip(order, accumulate(steps, max), strict=True))
    return tuple(min(adjusted[at], 1.0) for at in range(len(ps)))
