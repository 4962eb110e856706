"""Of several best plans always the same one, whichever the solver met first.

Case by case in the order of ids: placed before unplaced, then more points, then the lower supporter id.

By complementary slackness a plan is best exactly if it uses only pairs and places that pay for themselves at the dual
prices, fully where they more than do. All best plans are reached from one by moving cases in rings over such pairs.
"""

from collections import defaultdict, deque
from collections.abc import Iterator, Mapping

from supporters.matching.assigning.bound import gains
from supporters.matching.assigning.objective import Model

# Where unplaced cases are, and unused places come from.
NOBODY = None
Holder = int | None


def settled(model: Model, chosen: Mapping[int, int], prices: Mapping[int, int]) -> dict[int, int]:
    """The first of the best plans. `chosen` is one of them, `prices` are dual prices that prove it."""
    board = _Board(model, chosen, prices)
    for case_id in model.takers:
        board.settle(case_id)
    return {case_id: one for case_id, one in board.at.items() if one is not NOBODY}


class _Board:
    """The cases where they are, with every move that leaves the plan a best one. Settled cases stay."""

    def __init__(self, model: Model, chosen: Mapping[int, int], prices: Mapping[int, int]) -> None:
        self.at: dict[int, Holder] = {case_id: chosen.get(case_id) for case_id in model.takers}
        self.options = dict(_options(model, prices))
        self.by_option: defaultdict[Holder, list[int]] = defaultdict(list)
        for case_id, options in self.options.items():
            for one in options:
                self.by_option[one].append(case_id)
        self.least = {one: sum(cost < prices[one] for cost in costs) for one, costs in model.places.items()}
        self.most = {one: sum(cost <= prices[one] for cost in costs) for one, costs in model.places.items()}
        self.load = dict.fromkeys(model.places, 0)
        for one in chosen.values():
            self.load[one] += 1
        self.movable = dict(self.load)
        self.fixed: set[int] = set()

    def settle(self, case_id: int) -> None:
        """Gives the case the first of its options that it can have, others moving on as they must."""
        self.fixed.add(case_id)
        options, now = self.options[case_id], self.at[case_id]
        if now is not NOBODY:
            self.movable[now] -= 1
        better = [one for one in options[: options.index(now)] if self._can_give(one)]
        if not better:
            return
        onward = self._ways(better[0], now)
        wanted = next((one for one in better if one in onward), now)
        if wanted != now:
            self._move(case_id, wanted, movable=0)
            self._pass_on(wanted, now, onward)

    def _can_give(self, holder: Holder) -> bool:
        """Whether one case too many could go on from there at all."""
        return holder is NOBODY or self.load[holder] < self.most[holder] or self.movable[holder] > 0

    def _ways(self, begin: Holder, end: Holder) -> dict[Holder, tuple[int | None, Holder]]:
        """Holder → how one case too many there can be passed on towards `end`: which case, and to whom.

        All holders from which there is a way, or so many as were found before the way from `begin`.
        The case is None where nobody has to move: a place is used that was not, or the other way round.
        """
        onward: dict[Holder, tuple[int | None, Holder]] = {}
        queue = deque([end])
        while queue and begin not in onward:
            holder = queue.popleft()
            for before, case_id in self._steps_to(holder):
                if before != end and before not in onward:
                    onward[before] = (case_id, holder)
                    queue.append(before)
        return onward

    def _steps_to(self, holder: Holder) -> Iterator[tuple[Holder, int | None]]:
        if holder is NOBODY:
            yield from ((one, None) for one, load in self.load.items() if load < self.most[one])
        elif self.load[holder] > self.least[holder]:
            yield NOBODY, None
        for case_id in self.by_option[holder]:
            if case_id not in self.fixed and self.at[case_id] != holder:
                yield self.at[case_id], case_id

    def _pass_on(self, holder: Holder, end: Holder, onward: Mapping[Holder, tuple[int | None, Holder]]) -> None:
        while holder != end:
            case_id, following = onward[holder]
            if case_id is not None:
                self._move(case_id, following)
            holder = following

    def _move(self, case_id: int, holder: Holder, *, movable: int = 1) -> None:
        for one, change in ((self.at[case_id], -1), (holder, 1)):
            if one is not NOBODY:
                self.load[one] += change
                self.movable[one] += change * movable
        self.at[case_id] = holder


def _options(model: Model, prices: Mapping[int, int]) -> Iterator[tuple[int, list[Holder]]]:
    """Where each case can be in a best plan, dearest wish first."""
    for case_id, gain in gains(model, prices).items():
        takers = model.takers[case_id]
        paying = (one for one, points in takers.items() if model.bonus + points - prices[one] == gain)
        options = sorted(paying, key=lambda one: (-takers[one], one))
        yield case_id, [*options] if gain else [*options, NOBODY]
