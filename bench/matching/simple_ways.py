"""How one would assign without an optimisation: case after case in the order of receipt, which is that of ids."""

from collections.abc import Callable

from supporters.matching.assigning import Problem, WaitingCase

Choices = dict[int, int | None]


def greedy(problem: Problem) -> Choices:
    """Each case goes to the first of its ranking who has room: most points, of equals the lower id."""
    return _one_by_one(problem, lambda case: sorted(_able(case, problem), key=lambda one: (-case.points[one], one)))


def round_robin(problem: Problem) -> Choices:
    """Each case goes to the next supporter in turn who may have it, reaches the floor and has room."""
    turn = 0
    ids = [room.supporter_id for room in problem.rooms]
    place = {one: number for number, one in enumerate(ids)}

    def in_turn(case: WaitingCase) -> list[int]:
        able = _able(case, problem)
        return sorted(able, key=lambda one: (place[one] - turn) % len(ids))

    def next_turn(chosen: int) -> None:
        nonlocal turn
        turn = place[chosen] + 1

    return _one_by_one(problem, in_turn, next_turn)


def _able(case: WaitingCase, problem: Problem) -> list[int]:
    return [one for one, points in case.points.items() if points >= problem.floor]


def _one_by_one(
    problem: Problem,
    order: Callable[[WaitingCase], list[int]],
    after: Callable[[int], object] = lambda _chosen: None,
) -> Choices:
    room: dict[int, int] = {one.supporter_id: one.room for one in problem.rooms}
    choices: Choices = {}
    for case in problem.cases:
        chosen = next((one for one in order(case) if room[one]), None)
        choices[case.case_id] = chosen
        if chosen is not None:
            room[chosen] -= 1
            after(chosen)
    return choices
