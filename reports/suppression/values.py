"""What is published together, as plain values: numbers, and what everybody knows about how they belong together.

A key is any hashable identity of a number. Equal keys are one number, in however many tables it stands.
"""

from collections.abc import Hashable, Iterable, Mapping
from dataclasses import dataclass, field
from itertools import chain
from typing import Protocol

# Below five cases, as the figures of desks go; each desk may set its own (docs/suppression.md).
THRESHOLD = 5

Key = Hashable


@dataclass(frozen=True, slots=True)
class Number:
    """So many cases."""

    key: Key
    value: int


class Relation(Protocol):
    """What is so whatever the numbers are, whereby one may be worked out from the others.

    `whole` counts more than each of `parts`. `terms`: key and 1 or -1; the sum of these numbers, each times that, is 0
    if `exact`, otherwise 0 or less.
    """

    @property
    def whole(self) -> Key: ...

    @property
    def parts(self) -> tuple[Key, ...]: ...

    @property
    def terms(self) -> tuple[tuple[Key, int], ...]: ...

    @property
    def exact(self) -> bool: ...


@dataclass(frozen=True, slots=True)
class Sum:
    """`total` is the sum of `parts`: every case of it is in exactly one of them, as in product types, not in topics."""

    total: Key
    parts: tuple[Key, ...]
    exact = True

    @property
    def whole(self) -> Key:
        return self.total

    @property
    def terms(self) -> tuple[tuple[Key, int], ...]:
        return (*((part, 1) for part in self.parts), (self.total, -1))


@dataclass(frozen=True, slots=True)
class AtMost:
    """Every case of `part` is one of `whole`, as the cases of a row with a topic are cases of the row."""

    part: Key
    whole: Key
    exact = False

    @property
    def parts(self) -> tuple[Key, ...]:
        return (self.part,)

    @property
    def terms(self) -> tuple[tuple[Key, int], ...]:
        return ((self.part, 1), (self.whole, -1))


@dataclass(frozen=True, slots=True)
class Covered:
    """Every case of `whole` is in one of `parts` or in several, as where each case has a topic at least."""

    whole: Key
    parts: tuple[Key, ...]
    exact = False

    @property
    def terms(self) -> tuple[tuple[Key, int], ...]:
        return ((self.whole, 1), *((part, -1) for part in self.parts))


@dataclass(frozen=True, slots=True)
class Tables:
    """All tables that are published together, or about the same cases; `relations` within them and across them.

    Numbers of 1 to `threshold` - 1 are small. `weights` says, by key, what hiding a number costs that is not small; for
    what it leaves out `default_weights` does.

    Raises ValueError for one key with two values, a value below 0, a relation about a number that is not there, twice
    about the same, or that does not hold, a weight below 1, or a threshold below 1.
    """

    numbers: tuple[Number, ...]
    relations: tuple[Relation, ...] = ()
    threshold: int = THRESHOLD
    weights: Mapping[Key, int] = field(default_factory=dict)

    def __post_init__(self) -> None:
        values = self.values
        for number in self.numbers:
            if number.value < 0:
                raise ValueError(f"{number.key!r} counts {number.value}: a number of cases is 0 or more.")
            if values[number.key] != number.value:
                raise ValueError(f"{number.key!r} is given twice: {number.value} and {values[number.key]}.")
        for relation in self.relations:
            _refuse_untrue(relation, values)
        if min(chain(self.weights.values(), [self.threshold])) < 1:
            raise ValueError(f"Threshold and weights are 1 or more: {self.threshold}, {dict(self.weights)}.")

    @property
    def values(self) -> dict[Key, int]:
        """By key, in the order in which they were given."""
        return {number.key: number.value for number in self.numbers}

    def is_small(self, value: int) -> bool:
        """A 0 is not: it counts nobody."""
        return 0 < value < self.threshold


def _refuse_untrue(relation: Relation, values: Mapping[Key, int]) -> None:
    keys = [key for key, _sign in relation.terms]
    if unknown := [key for key in keys if key not in values]:
        raise ValueError(f"{relation}: {unknown[0]!r} is not among the numbers.")
    if len(set(keys)) < len(keys):
        raise ValueError(f"{relation}: one number stands in it twice.")
    off = sum(sign * values[key] for key, sign in relation.terms)
    if off > 0 or (relation.exact and off):
        raise ValueError(f"{relation} does not hold: it is off by {off}.")


@dataclass(frozen=True, slots=True)
class Suppression:
    """Which numbers are not shown.

    `primary` (一次秘匿) are small themselves, `complementary` (二次秘匿) would give one of those away. Both are drawn
    alike, or readers know which are small. Whatever is made of numbers goes with them: `shows`.
    """

    primary: frozenset[Key] = frozenset()
    complementary: frozenset[Key] = frozenset()

    @property
    def hidden(self) -> frozenset[Key]:
        return self.primary | self.complementary

    def shows(self, keys: Iterable[Key]) -> bool:
        """Whether what is made of these numbers is shown.

        A share is asked for by its count and its denominator: where one is hidden, neither count nor percent is drawn.
        """
        return self.hidden.isdisjoint(keys)
