"""The figures of a plan, as a round keeps them and as a page shows them."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Self

from supporters.matching.assigning import Effect, Proof


@dataclass(frozen=True, slots=True)
class Totals:
    """Points, price and value are thousandths of a point, `gini` thousandths; `worst` is a case's id and its points."""

    placed: int
    points: int
    price: int
    gini: int
    worst: tuple[int, int] | None

    @property
    def value(self) -> int:
        return self.points - self.price

    @classmethod
    def of(cls, effect: Effect) -> Self:
        worst = (effect.worst.case_id, effect.worst.points) if effect.worst else None
        return cls(effect.placed, effect.points, effect.price, effect.gini, worst)

    @classmethod
    def kept(cls, values: Mapping[str, Any]) -> Self:
        worst = values["worst"]
        return cls(values["placed"], values["points"], values["price"], values["gini"], tuple(worst) if worst else None)

    def to_keep(self) -> dict[str, object]:
        return {
            "placed": self.placed,
            "points": self.points,
            "price": self.price,
            "gini": self.gini,
            "worst": list(self.worst) if self.worst else None,
        }


@dataclass(frozen=True, slots=True)
class Short:
    """How far a plan stays behind the bound that no plan exceeds: cases, and thousandths of a point beside them."""

    cases: int
    points: int

    @property
    def reached(self) -> bool:
        return (self.cases, self.points) == (0, 0)


def short_of(proof: Proof, best: Totals, one: Totals) -> Short:
    """`best` is the plan that `proof` is about. Where it reaches the bound the distance to it is that to the bound."""
    return Short(best.placed - one.placed, best.value - one.value + proof.gap)
