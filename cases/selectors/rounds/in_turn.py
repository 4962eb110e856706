"""One at a time: what the desk would do without a round, by the same rules, to compare with."""

from collections.abc import Iterable, Mapping, Sequence

from cases.selectors.candidates import Matter
from supporters.matching import Candidate, CaseNeed, Weights, rank
from supporters.matching.assigning import Problem


def in_turn(problem: Problem, matter: Matter, order: Sequence[int]) -> dict[int, int | None]:
    """Case id → supporter id or None: each case of `order` gets the first of its own ranking who still has room.

    Rooms and the floor hold as they do together, so that the order alone makes the difference.
    """
    points = {case.case_id: case.points for case in problem.cases}
    needs = {need.case_id: need for need in matter.needs}
    known = {one.supporter_id: one for one in matter.candidates}
    left = {room.supporter_id: room.room for room in problem.rooms}
    chosen: dict[int, int | None] = {}
    for case_id in order:
        free = {one: had for one, had in points[case_id].items() if left[one] and had >= problem.floor}
        chosen[case_id] = first = _first(needs[case_id], free, known, matter.weights)
        if first is not None:
            left[first] -= 1
    return chosen


def _first(need: CaseNeed, free: Mapping[int, int], known: Mapping[int, Candidate], weights: Weights) -> int | None:
    """Of several with the most points the ranking decides."""
    if not free:
        return None
    most = max(free.values())
    best: Iterable[int] = [one for one, had in free.items() if had == most]
    return rank(need, [known[one] for one in best], weights).ranked[0].supporter_id
