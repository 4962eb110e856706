"""What is made as great as possible, in whole thousandths of a point.

1. As many cases as can be get a lead, under the hard rules, every supporter's room, and the floor.
2. Among such plans the sum of the points, less the load price, is greatest.

As one number: bonus × placed + points − price. The bonus is one more than the most that points − price of two plans can
lie apart: no points and no price make up for a case that is not placed.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Self

from supporters.matching.assigning.values import Problem, Room


@dataclass(frozen=True, slots=True)
class Model:
    """A problem without words.

    `takers`: case id → supporter id → points, of those who may have the case and reach the floor. `places`: supporter
    id → the price of each place, cheapest first. Both are in order of ids.
    """

    takers: Mapping[int, Mapping[int, int]]
    places: Mapping[int, tuple[int, ...]]
    bonus: int

    @classmethod
    def of(cls, problem: Problem) -> Self:
        places = {
            room.supporter_id: tuple(price(room, nth, problem.fairness) for nth in range(1, room.room + 1))
            for room in problem.rooms
        }
        takers = {
            case.case_id: {one: points for one, points in sorted(case.points.items()) if points >= problem.floor}
            for case in problem.cases
        }
        return cls(takers, places, _bonus(takers.values(), places.values()))

    def worth(self, case_id: int, supporter_id: int) -> int:
        """What a pair adds before the price of the place."""
        return self.bonus + self.takers[case_id][supporter_id]

    def objective(self, chosen: Mapping[int, int]) -> int:
        """Of a plan, case id → supporter id, that keeps to takers and places. Raises KeyError for another pair."""
        given = dict.fromkeys(self.places, 0)
        for supporter_id in chosen.values():
            given[supporter_id] += 1
        paid = sum(sum(self.places[one][:count]) for one, count in given.items())
        return sum(self.worth(*pair) for pair in chosen.items()) - paid


def price(room: Room, nth: int, fairness: int) -> int:
    """What the supporter's `nth` further case costs, rounded half up; never less than the one before."""
    cap = max(room.cap, 1)
    return (2 * fairness * (room.open_cases + nth) + cap) // (2 * cap)


def _bonus(takers: Iterable[Mapping[int, int]], places: Iterable[tuple[int, ...]]) -> int:
    """A plan's points lie from 0 to the best of every case together, its price from 0 to that of the dearest places.

    It uses no more places than there are cases.
    """
    best = [max(points.values(), default=0) for points in takers]
    dearest = sorted((one for prices in places for one in prices), reverse=True)
    return 1 + sum(best) + sum(dearest[: len(best)])
