"""The linear relaxation, solved by HiGHS (docs/adr/0013-assigned-by-a-linear-programme.md).

A variable of 0 to 1 for every pair and for every place; a row for every case (at most one lead) and every supporter (no
more cases than places). Each column has at most one entry of a case and one of a supporter, of opposite sign once the
rows of supporters are turned round: a network, so the matrix is totally unimodular, the corners of the relaxation are
whole numbers, and so are its dual prices, since all costs are. The simplex method ends in a corner.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from itertools import chain

import highspy
import numpy as np

from mediso.common.highs import NEAR, NotSolved, run, solver_of
from supporters.matching.assigning.objective import Model


@dataclass(frozen=True, slots=True)
class Corner:
    """`chosen` is a best plan, case id → supporter id; `prices` what a place of each supporter is worth in it."""

    chosen: Mapping[int, int]
    prices: Mapping[int, int]


def solve(model: Model) -> Corner:
    """Raises NotSolved when HiGHS stops without an optimum, or away from whole numbers."""
    pairs = [(case_id, one) for case_id, points in model.takers.items() for one in points]
    if not pairs:
        return Corner({}, dict.fromkeys(model.places, 0))
    solution = _run(_programme(model, pairs))
    taken = _whole(solution.col_value)[: len(pairs)]
    duals = _whole(solution.row_dual)[len(model.takers) :]
    return Corner(
        {case_id: one for (case_id, one), value in zip(pairs, taken, strict=True) if value},
        # Minimised, a further case at a supporter lowers the objective by no more than this.
        {one: max(-dual, 0) for one, dual in zip(model.places, duals, strict=True)},
    )


def _programme(model: Model, pairs: list[tuple[int, int]]) -> highspy.HighsLp:
    """Minimises, as HiGHS does by itself. Columns: pairs by case and supporter, then places by supporter."""
    case_row = {case_id: row for row, case_id in enumerate(model.takers)}
    supporter_row = {one: row for row, one in enumerate(model.places, len(case_row))}
    places = [(supporter_row[one], cost) for one, costs in model.places.items() for cost in costs]
    programme = highspy.HighsLp()
    programme.num_col_ = columns = len(pairs) + len(places)
    programme.num_row_ = rows = len(case_row) + len(supporter_row)
    programme.col_cost_ = np.array([*(-model.worth(*pair) for pair in pairs), *(cost for _, cost in places)], float)
    programme.col_lower_, programme.col_upper_ = np.zeros(columns), np.ones(columns)
    programme.row_lower_ = np.full(rows, -np.inf)
    programme.row_upper_ = np.concatenate([np.ones(len(case_row)), np.zeros(len(supporter_row))])
    programme.a_matrix_.format_ = highspy.MatrixFormat.kColwise
    entries = chain(
        chain.from_iterable((case_row[case_id], supporter_row[one]) for case_id, one in pairs),
        (row for row, _cost in places),
    )
    programme.a_matrix_.index_ = np.fromiter(entries, np.int32)
    programme.a_matrix_.value_ = np.concatenate([np.ones(2 * len(pairs)), -np.ones(len(places))])
    programme.a_matrix_.start_ = np.concatenate(
        [np.arange(0, 2 * len(pairs), 2), 2 * len(pairs) + np.arange(len(places) + 1)]
    ).astype(np.int32)
    return programme


def _run(programme: highspy.HighsLp) -> highspy.HighsSolution:
    solver = solver_of(programme)
    if not run(solver):
        raise NotSolved("HiGHS finds no plan, not even the empty one.")
    return solver.getSolution()


def _whole(values: list[float]) -> list[int]:
    numbers = np.asarray(values)
    rounded = np.rint(numbers)
    if np.abs(numbers - rounded).max(initial=0) > NEAR:
        raise NotSolved("HiGHS stopped away from a corner of the relaxation.")
    return [int(value) for value in rounded]
