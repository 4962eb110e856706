"""How unevenly something is spread."""

from collections.abc import Iterable
from fractions import Fraction


def gini(values: Iterable[Fraction | int]) -> Fraction:
    """The Gini coefficient, exactly: 0 when all have the same, nearly 1 when one of very many has everything.

    It is half the mean difference between two of them, divided by the mean. Of `n` values the most is (n - 1) ÷ n.
    Nothing at all, and nobody at all, is spread evenly. Raises ValueError for a value below 0.
    """
    ranked = sorted(Fraction(value) for value in values)
    if ranked and ranked[0] < 0:
        raise ValueError(f"A spread is of values from 0 on, not of {ranked[0]}.")
    total = sum(ranked)
    if not total:
        return Fraction(0)
    count = len(ranked)
    weighted = sum((2 * place - count - 1) * value for place, value in enumerate(ranked, start=1))
    return weighted / (count * total)
