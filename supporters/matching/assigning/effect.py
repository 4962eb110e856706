"""What a choice comes to, whoever made it: the figures and the broken rules that a page shows beside it."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from fractions import Fraction

from mediso.common.spread import gini
from supporters.matching.assigning.answers import Broken, Effect, Load, Pair
from supporters.matching.assigning.codes import BrokenCode
from supporters.matching.assigning.objective import price
from supporters.matching.assigning.values import Problem, Room, WaitingCase

THOUSANDTHS = 1000


def evaluate(problem: Problem, choices: Mapping[int, int | None]) -> Effect:
    """`choices` names a supporter or None for every case of the problem, and may break any rule.

    Raises ValueError for a case that is missing or unknown, and for a supporter who is not among `problem.rooms`.
    """
    refuse_unknown(problem, choices)
    if missing := sorted({case.case_id for case in problem.cases} - choices.keys()):
        raise ValueError(f"Nothing is chosen for case {missing[0]}: name a supporter or None.")
    pairs = tuple(_pairs(problem, choices))
    given = Counter(pair.supporter_id for pair in pairs)
    loads = tuple(_load(room, given[room.supporter_id], problem.fairness) for room in problem.rooms)
    return Effect(
        pairs=pairs,
        loads=loads,
        broken=(*_broken_by_pairs(problem, choices), *_broken_by_numbers(loads)),
        points=sum(pair.points for pair in pairs),
        price=sum(load.price for load in loads),
        worst=min(pairs, key=lambda pair: (pair.points, pair.case_id), default=None),
        gini=spread(Fraction(load.open_cases + load.given, load.cap) for load in loads if load.cap),
    )


def refuse_unknown(problem: Problem, choices: Mapping[int, int | None]) -> None:
    """Raises ValueError where a choice names a case or a supporter the problem does not have."""
    if unknown := sorted(choices.keys() - {case.case_id for case in problem.cases}):
        raise ValueError(f"Case {unknown[0]} is not among the cases that wait.")
    chosen = {one for one in choices.values() if one is not None}
    if unknown := sorted(chosen - {room.supporter_id for room in problem.rooms}):
        raise ValueError(f"Supporter {unknown[0]} is not among those with room.")


def spread(shares: Iterable[Fraction]) -> int:
    """Gini coefficient in thousandths, rounded half up."""
    return int(gini(shares) * THOUSANDTHS + Fraction(1, 2))


def _pairs(problem: Problem, choices: Mapping[int, int | None]) -> Iterator[Pair]:
    for case in problem.cases:
        if (chosen := choices[case.case_id]) is not None:
            yield Pair(case.case_id, chosen, case.points.get(chosen, 0))


def _load(room: Room, given: int, fairness: int) -> Load:
    paid = sum(price(room, nth, fairness) for nth in range(1, given + 1))
    return Load(room.supporter_id, room.open_cases, given, room.cap, room.room, paid)


def _broken_by_pairs(problem: Problem, choices: Mapping[int, int | None]) -> Iterator[Broken]:
    for case in problem.cases:
        chosen = choices[case.case_id]
        if chosen is not None and (found := _broken_by_pair(case, chosen, problem.floor)):
            yield found


def _broken_by_pair(case: WaitingCase, supporter_id: int, floor: int) -> Broken | None:
    points = case.points.get(supporter_id)
    if points is None:
        return Broken(BrokenCode.EXCLUDED, case.case_id, supporter_id, {"supporter": supporter_id})
    if points < floor:
        values = {"supporter": supporter_id, "points": points, "floor": floor}
        return Broken(BrokenCode.BELOW_FLOOR, case.case_id, supporter_id, values)
    return None


def _broken_by_numbers(loads: Iterable[Load]) -> Iterator[Broken]:
    """The cap is the stronger word: who is over it is not told about the room as well."""
    for load in loads:
        values = {"supporter": load.supporter_id, "given": load.given}
        if load.given and load.open_cases + load.given > load.cap:
            reached = {**values, "open": load.open_cases + load.given, "cap": load.cap}
            yield Broken(BrokenCode.OPEN_CASE_CAP, None, load.supporter_id, reached)
        elif load.given > load.room:
            yield Broken(BrokenCode.NO_ROOM, None, load.supporter_id, {**values, "room": load.room})
