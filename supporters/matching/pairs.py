"""Many cases and many supporters at once: who may have which case, and with how many points."""

from collections.abc import Callable, Collection, Hashable, Iterable, Mapping
from dataclasses import dataclass, replace
from operator import add
from typing import Generic, TypeVar

from supporters.matching.codes import PartCode, RuleCode
from supporters.matching.parts import PARTS, parts_in_force, points_of
from supporters.matching.ranking import by_supporter
from supporters.matching.rules import RULES, check
from supporters.matching.values import Candidate, CaseNeed
from supporters.matching.weights import DEFAULT_WEIGHTS, Weights

Found = TypeVar("Found")


@dataclass(frozen=True, slots=True)
class PairTable:
    """`points[case_id][supporter_id]`, in thousandths of a point: a pair that a hard rule forbids is not in it.

    Every case asked about has a row, empty when nobody may have it. Cases and supporters come in order of id.
    """

    points: Mapping[int, Mapping[int, int]]

    @property
    def size(self) -> int:
        """How many pairs are allowed."""
        return sum(map(len, self.points.values()))


def pair_points(
    needs: Iterable[CaseNeed], candidates: Iterable[Candidate], weights: Weights = DEFAULT_WEIGHTS
) -> PairTable:
    """For each case the very supporters and points that `rank(need, candidates, weights)` gives, without the words.

    A rule or part is worked out once for all cases that look the same to it (`looks_at`), as for a case with which
    nobody has to do yet. Where a supporter has (`Candidate.own_case_ids`), the pair is worked out by itself.

    Raises ValueError when a supporter or a case is given twice.
    """
    listed = list(needs)
    asked = {need.case_id: need for need in listed}
    if len(asked) != len(listed):
        raise ValueError("A case is given twice.")
    table = _Table([one for _, one in sorted(by_supporter(candidates).items())], weights)
    return PairTable({case_id: table.row(need) for case_id, need in sorted(asked.items())})


class _Once(Generic[Found]):
    """What was worked out for a case holds for every case with the same key."""

    def __init__(self, key: Callable[[CaseNeed], Hashable], find: Callable[[CaseNeed], Found]) -> None:
        self._key, self._find = key, find
        self._found: dict[Hashable, Found] = {}

    def __call__(self, need: CaseNeed) -> Found:
        key = self._key(need)
        if key not in self._found:
            self._found[key] = self._find(need)
        return self._found[key]


class _Table:
    def __init__(self, candidates: list[Candidate], weights: Weights) -> None:
        self.candidates = candidates
        self.maxima = parts_in_force(weights)
        self.own = _places_by_own_case(candidates)
        self.nobodys = min(self.own, default=0) - 1
        self.blocked = [_Once(rule.looks_at, self._blocked_by(code)) for code, rule in RULES.items()]
        self.columns = [_Once(PARTS[code].looks_at, self._points_for(code)) for code in self.maxima]

    def row(self, need: CaseNeed) -> dict[int, int]:
        own = self.own.get(need.case_id, ())
        alike = replace(need, case_id=self.nobodys) if own else need
        blocked = frozenset().union(*(find(alike) for find in self.blocked))
        points = self._total(alike)
        row = {}
        for place, candidate in enumerate(self.candidates):
            if place in own:
                if not check(need, candidate):
                    row[candidate.supporter_id] = self._alone(need, candidate)
            elif place not in blocked:
                row[candidate.supporter_id] = points[place]
        return row

    def _total(self, need: CaseNeed) -> list[int]:
        total = [0] * len(self.candidates)
        for column in self.columns:
            total = list(map(add, total, column(need)))
        return total

    def _alone(self, need: CaseNeed, candidate: Candidate) -> int:
        return sum(points_of(PARTS[code].share(need, candidate), most) for code, most in self.maxima.items())

    def _blocked_by(self, code: RuleCode) -> Callable[[CaseNeed], frozenset[int]]:
        find = RULES[code].find
        return lambda need: frozenset(
            place for place, candidate in enumerate(self.candidates) if next(find(need, candidate), None) is not None
        )

    def _points_for(self, code: PartCode) -> Callable[[CaseNeed], list[int]]:
        share, maximum = PARTS[code].share, self.maxima[code]
        return lambda need: [points_of(share(need, candidate), maximum) for candidate in self.candidates]


def _places_by_own_case(candidates: list[Candidate]) -> Mapping[int, Collection[int]]:
    places: dict[int, set[int]] = {}
    for place, candidate in enumerate(candidates):
        for case_id in candidate.own_case_ids:
            places.setdefault(case_id, set()).add(place)
    return places
