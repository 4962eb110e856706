"""Small problems, every plan of which can be tried, and the plain search that tries them."""

import random
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import product

from supporters.matching.assigning import Problem, Room, WaitingCase, evaluate

FLOOR = 20_000
# Few values, so that many plans are equally good.
POINTS = (0, 19_999, 20_000, 45_000, 45_000, 61_250, 80_000)


def a_problem(chance: random.Random) -> Problem:
    """Up to 5 cases and 4 supporters, some of whom have no room, may not have a case, or fall below the floor."""
    rooms = [_room(chance, supporter_id) for supporter_id in range(1, chance.randint(1, 4) + 1)]
    cases = [
        WaitingCase(
            case_id,
            {room.supporter_id: chance.choice(POINTS) for room in rooms if chance.random() < 0.7},
            excluded={"language": 1},
            topic_ids=frozenset({chance.randint(1, 8)}),
            product_type_id=1,
        )
        for case_id in range(101, 101 + chance.randint(1, 5))
    ]
    chance.shuffle(cases)
    chance.shuffle(rooms)
    return Problem(tuple(cases), tuple(rooms), FLOOR, chance.choice([0, 1, 10_000, 100_000]))


def _room(chance: random.Random, supporter_id: int) -> Room:
    cap = chance.randint(1, 4)
    open_cases = chance.randint(0, cap)
    return Room(supporter_id, open_cases, cap, chance.randint(0, min(cap - open_cases, 2)))


@dataclass(frozen=True, slots=True)
class Best:
    placed: int
    value: int
    plans: list[dict[int, int | None]]


def best_by_trying(problem: Problem) -> Best:
    """The most cases placed, the greatest points − price with so many, and all plans that have both."""
    found = Best(-1, 0, [])
    for plan in _plans(problem):
        if sum(one is not None for one in plan.values()) < found.placed:
            continue
        effect = evaluate(problem, plan)
        if effect.broken:
            continue
        if (effect.placed, effect.value) > (found.placed, found.value):
            found = Best(effect.placed, effect.value, [])
        if (effect.placed, effect.value) == (found.placed, found.value):
            found.plans.append(plan)
    return found


def most_placed(problem: Problem, case_ids: set[int]) -> int:
    """How many of these cases can be placed when nobody else is."""
    only = Problem(
        tuple(case for case in problem.cases if case.case_id in case_ids), problem.rooms, problem.floor, fairness=0
    )
    return best_by_trying(only).placed


def _plans(problem: Problem) -> Iterator[dict[int, int | None]]:
    ids = [case.case_id for case in problem.cases]
    allowed = [
        [None, *(one for one, points in case.points.items() if points >= problem.floor)] for case in problem.cases
    ]
    for choice in product(*allowed):
        yield dict(zip(ids, choice, strict=True))
