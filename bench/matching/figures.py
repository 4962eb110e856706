"""1,000 waiting cases and 500 supporters: how long it takes, and what each way of assigning comes to."""

import time
from collections.abc import Callable
from dataclasses import dataclass
from typing import TypeVar

from bench.matching.generated import Scene, scene
from bench.matching.simple_ways import greedy, round_robin
from supporters.matching.assigning import Effect, Problem, Proof, evaluate
from supporters.matching.assigning.assign import assign
from supporters.matching.assigning.posing import pose
from supporters.matching.weights import THOUSANDTHS
from supporters.matching.words import points_text

CASES, SUPPORTERS = 1_000, 500
FLOOR = 20 * THOUSANDTHS
MOST_SECONDS, LEAST_SHARE = 10.0, 0.99

Answered = TypeVar("Answered")


@dataclass(frozen=True, slots=True)
class Measured:
    """Seconds for the points of all pairs and for the plan with its proof and reasons, and what the ways come to."""

    problem: Problem
    proof: Proof
    points_seconds: float
    solver_seconds: float
    ways: dict[str, Effect]

    @property
    def pairs(self) -> int:
        return sum(len(case.points) for case in self.problem.cases)

    @property
    def share(self) -> float:
        """Of the relaxation's bound."""
        return self.proof.objective / self.proof.bound


def measure(found: Scene | None = None) -> Measured:
    found = found or scene(CASES, SUPPORTERS)
    problem, points_seconds = timed(lambda: pose(found.needs, found.candidates, floor=FLOOR))
    answer, solver_seconds = timed(lambda: assign(problem))
    ways = {
        "one optimisation": answer.effect,
        "first of each ranking": evaluate(problem, greedy(problem)),
        "in turn": evaluate(problem, round_robin(problem)),
    }
    return Measured(problem, answer.proof, points_seconds, solver_seconds, ways)


def timed(ask: Callable[[], Answered]) -> tuple[Answered, float]:
    begin = time.perf_counter()
    answer = ask()
    return answer, time.perf_counter() - begin


def table(ways: dict[str, Effect]) -> list[str]:
    """As it stands in docs/routing.md; points as the pages write them."""
    rows = [
        "| | placed | points | less load price | worst-served case | Gini of loads |",
        "| --- | --- | --- | --- | --- | --- |",
    ]
    for name, effect in ways.items():
        worst = points_text(effect.worst.points) if effect.worst else "–"
        points, value = (f"{number / THOUSANDTHS:,.1f}" for number in (effect.points, effect.value))
        gini = f"{effect.gini / THOUSANDTHS:.3f}"
        rows.append(f"| {name} | {effect.placed:,} | {points} | {value} | {worst} | {gini} |")
    return rows
