"""What is asked when many cases are assigned at once, as plain values. Points are whole thousandths of a point."""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date

# 10 points for the last place below a cap: about what one more level of expertise in the only topic of a case gives.
FAIRNESS = 10_000


@dataclass(frozen=True, slots=True)
class WaitingCase:
    """A case that waits for somebody to be proposed.

    `points` has everybody whom no hard rule keeps off, by supporter id. `excluded` counts, by rule code, the supporters
    whom a rule keeps off (one may be kept off by several). `free_on` is the first day on which somebody could be asked
    whom today only dates keep off; None where nobody knows. Topics and product type are for the words alone.

    Raises ValueError for negative points.
    """

    case_id: int
    points: Mapping[int, int]
    excluded: Mapping[str, int] = field(default_factory=dict)
    topic_ids: frozenset[int] = frozenset()
    product_type_id: int | None = None
    free_on: date | None = None

    def __post_init__(self) -> None:
        if min(self.points.values(), default=0) < 0:
            raise ValueError(f"Case {self.case_id}: points are 0 or more.")


@dataclass(frozen=True, slots=True)
class Room:
    """How much a supporter can take now.

    `open_cases` of at most `cap` are open. `room` is how many more may be proposed: the least of what is left of the
    cap, of the week's proposals, and of whatever else limits the number.

    Raises ValueError for negative numbers, and for room beyond the cap.
    """

    supporter_id: int
    open_cases: int
    cap: int
    room: int

    def __post_init__(self) -> None:
        if min(self.open_cases, self.cap, self.room) < 0:
            raise ValueError(f"Supporter {self.supporter_id}: open cases, cap and room are 0 or more.")
        if self.room > max(self.cap - self.open_cases, 0):
            raise ValueError(f"Supporter {self.supporter_id}: room for {self.room} is beyond the cap.")


@dataclass(frozen=True, slots=True)
class Problem:
    """The cases that wait and the supporters who may be proposed, in any order: they are kept by id.

    Nobody is given a case for fewer than `floor` thousandths. `fairness` is what a place costs with which the
    supporter's cap would be reached, in thousandths; the n-th further case costs (open + n) ÷ cap of it.

    Raises ValueError for an id given twice, points of a supporter who is not among `rooms`, or negative numbers.
    """

    cases: tuple[WaitingCase, ...]
    rooms: tuple[Room, ...]
    floor: int = 0
    fairness: int = FAIRNESS

    def __post_init__(self) -> None:
        object.__setattr__(self, "cases", tuple(sorted(self.cases, key=lambda case: case.case_id)))
        object.__setattr__(self, "rooms", tuple(sorted(self.rooms, key=lambda room: room.supporter_id)))
        _refuse_twice("Case", (case.case_id for case in self.cases))
        _refuse_twice("Supporter", (room.supporter_id for room in self.rooms))
        if min(self.floor, self.fairness) < 0:
            raise ValueError(f"Floor and fairness are 0 or more: {self.floor}, {self.fairness}.")
        known = {room.supporter_id for room in self.rooms}
        for case in self.cases:
            if unknown := sorted(case.points.keys() - known):
                raise ValueError(f"Case {case.case_id}: supporter {unknown[0]} is not among those with room.")


def _refuse_twice(what: str, ids: Iterable[int]) -> None:
    for identity, count in Counter(ids).items():
        if count > 1:
            raise ValueError(f"{what} {identity} is given twice.")
