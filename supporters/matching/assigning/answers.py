"""What comes back when many cases are assigned at once. `values` are JSON-ready; points are thousandths of a point."""

from dataclasses import dataclass

from supporters.matching.answers import Values
from supporters.matching.assigning.codes import BrokenCode, UnplacedCode


@dataclass(frozen=True, slots=True)
class Pair:
    """A case with its proposed lead. `points` is 0 where a hard rule keeps the supporter off (a choice by hand)."""

    case_id: int
    supporter_id: int
    points: int


@dataclass(frozen=True, slots=True)
class Load:
    """A supporter's cases with the choice: `given` more on top of `open_cases`, which cost `price` thousandths."""

    supporter_id: int
    open_cases: int
    given: int
    cap: int
    room: int
    price: int


@dataclass(frozen=True, slots=True)
class Broken:
    """A rule that a choice breaks. `case_id` is None where it is the number of cases that is too high."""

    code: BrokenCode
    case_id: int | None
    supporter_id: int
    values: Values


@dataclass(frozen=True, slots=True)
class Effect:
    """What a choice comes to.

    `worst` is the placed case with the fewest points (of equals the lowest id). `gini` is the Gini coefficient of
    (open + given) ÷ cap over all supporters with a cap, in thousandths: 0 is one load for all.
    """

    pairs: tuple[Pair, ...]
    loads: tuple[Load, ...]
    broken: tuple[Broken, ...]
    points: int
    price: int
    worst: Pair | None
    gini: int

    @property
    def placed(self) -> int:
        return len(self.pairs)

    @property
    def value(self) -> int:
        """Points less load price: what is as great as can be once as many as possible are placed."""
        return self.points - self.price


@dataclass(frozen=True, slots=True)
class Unplaced:
    """The one reason why a case got nobody."""

    case_id: int
    code: UnplacedCode
    values: Values


@dataclass(frozen=True, slots=True)
class Proof:
    """How good the plan is. No plan has an `objective` above `bound`, the optimum of the relaxation (docs/routing.md).

    Both are `bonus` × cases placed + points − load price, in thousandths, over the cases that were free to move.
    """

    objective: int
    bound: int
    bonus: int

    @property
    def gap(self) -> int:
        return self.bound - self.objective


@dataclass(frozen=True, slots=True)
class Answer:
    """`effect.pairs` has the placed cases, `unplaced` the others, each by case id; together they are all of them."""

    effect: Effect
    unplaced: tuple[Unplaced, ...]
    proof: Proof

    @property
    def choices(self) -> dict[int, int | None]:
        """Case id → supporter id or None, as `evaluate` and `with_fixed` take it."""
        placed: dict[int, int | None] = {pair.case_id: pair.supporter_id for pair in self.effect.pairs}
        return placed | {one.case_id: None for one in self.unplaced}
