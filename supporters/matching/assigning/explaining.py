"""Why a case got nobody: one reason each, with what was looked at."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from supporters.matching.answers import Values
from supporters.matching.assigning.answers import Unplaced
from supporters.matching.assigning.codes import UnplacedCode
from supporters.matching.assigning.objective import Model
from supporters.matching.assigning.values import Problem, WaitingCase

Kept = Mapping[int, list[int]]


def explain(problem: Problem, model: Model, chosen: Mapping[int, int], kept: Kept) -> tuple[Unplaced, ...]:
    """For each case that the plan `chosen` (case id → supporter id) of most cases leaves out.

    `kept` are the cases that were given to a supporter by hand and use up room that `problem` no longer has.
    """
    holds: defaultdict[int, set[int]] = defaultdict(set)
    for case_id, supporter_id in chosen.items():
        holds[supporter_id].add(case_id)
    seats = _Seats(holds, {one: _others(model, held) for one, held in holds.items()}, kept)
    unplaced = (case for case in problem.cases if case.case_id not in chosen)
    return tuple(Unplaced(case.case_id, *_reason(problem, model, case, seats)) for case in unplaced)


@dataclass(frozen=True, slots=True)
class _Seats:
    """Supporter id → the cases held by plan, who else could have those, and the cases kept by hand."""

    holds: Mapping[int, set[int]]
    others: Mapping[int, set[int]]
    kept: Kept


def _others(model: Model, cases: Iterable[int]) -> set[int]:
    return set().union(*(model.takers[case_id].keys() for case_id in cases))


def _reason(problem: Problem, model: Model, case: WaitingCase, seats: _Seats) -> tuple[UnplacedCode, Values]:
    if not case.points:
        return UnplacedCode.NOBODY_ALLOWED, {
            "topics": sorted(case.topic_ids),
            "product_type": case.product_type_id,
            "free_on": case.free_on.isoformat() if case.free_on else None,
            "rules": sorted([code, count] for code, count in case.excluded.items()),
        }
    if not model.takers[case.case_id]:
        best = min(case.points, key=lambda one: (-case.points[one], one))
        return UnplacedCode.BELOW_FLOOR, {"supporter": best, "points": case.points[best], "floor": problem.floor}
    return _taken(model.takers[case.case_id].keys(), seats)


def _taken(takers: Iterable[int], seats: _Seats) -> tuple[UnplacedCode, Values]:
    """The supporters who could take it, those who could take what these have instead, and so on: a set without room.

    No place is free among them, else a row of moves would place the case. So the cases they hold and this one have
    nobody outside the set, and are one more than its places (Hall's condition is not met): no plan places them all.
    """
    supporters = set(takers)
    queue = list(supporters)
    while queue:
        more = seats.others.get(queue.pop(), set()) - supporters
        supporters |= more
        queue.extend(more)
    cases = sorted(set().union(*(seats.holds.get(one, ()) for one in supporters)))
    kept = sorted(case_id for one in supporters for case_id in seats.kept.get(one, ()))
    values = {"supporters": sorted(supporters), "cases": cases, "kept": kept}
    return (UnplacedCode.ALL_TAKEN if cases or kept else UnplacedCode.NO_ROOM), values
