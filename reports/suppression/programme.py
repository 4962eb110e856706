"""The linear programme: which table is nearest to the true one among those in which one number is another.

It is in what is added to each number and what is taken away, two columns a number: each costs the number's weight
where it is shown and nothing where it is hidden. So the cheapest answer changes little of what is shown. The simplex
method goes on from the last answer, and only bounds and costs change, so that hundreds of questions take a second.
"""

from collections.abc import Sequence

import highspy
import numpy as np
import numpy.typing as npt

from mediso.common.highs import NEAR, NotSolved, run, solver_of
from reports.suppression.model import Model, Row, Whole

Floats = npt.NDArray[np.float64]


def posed(rows: Sequence[Row], slack: Floats, lower: Floats, upper: Floats) -> highspy.HighsLp:
    """Columns within bounds, at no cost yet; each row at most its slack, and exactly so where it is `exact`."""
    programme = highspy.HighsLp()
    programme.num_col_, programme.num_row_ = len(lower), len(rows)
    programme.col_cost_ = np.zeros(len(lower))
    programme.col_lower_, programme.col_upper_ = lower, upper
    programme.row_lower_ = np.where([row.exact for row in rows], slack, -np.inf)
    programme.row_upper_ = slack
    programme.a_matrix_.format_ = highspy.MatrixFormat.kRowwise
    programme.a_matrix_.index_ = np.array([place for row in rows for place in row.columns], np.int32)
    programme.a_matrix_.value_ = np.array([sign for row in rows for sign in row.signs], float)
    programme.a_matrix_.start_ = np.cumsum([0, *(len(row.columns) for row in rows)]).astype(np.int32)
    return programme


class Nearest:
    """Asks for tables. Columns are those of the model; everything that is not hidden yet has its price."""

    def __init__(self, model: Model) -> None:
        self._values = model.values
        self._count = count = len(model.keys)
        self._upper = np.concatenate([np.full(count, np.inf), model.values - 1.0])
        both = [
            Row(
                (*row.columns, *(place + count for place in row.columns)),
                (*row.signs, *(-s for s in row.signs)),
                row.exact,
            )
            for row in model.rows
        ]
        slack = -model.sums(model.values).astype(float)
        self._solver = solver_of(posed(both, slack, np.zeros(2 * count), self._upper))
        self._costs = np.concatenate([model.weights, model.weights]).astype(float)
        self._all = np.arange(2 * count, dtype=np.int32)
        self._solver.changeColsCost(2 * count, self._all, self._costs)

    def hide(self, columns: Whole) -> None:
        """From now on these change for nothing."""
        both = np.concatenate([columns, columns + self._count]).astype(np.int32)
        self._costs[both] = 0
        self._solver.changeColsCost(len(both), both, self._costs[both])

    def hold(self, columns: Whole) -> None:
        """From now on these do not change."""
        for place in (*columns, *(columns + self._count)):
            self._upper[place] = 0
            self._solver.changeColBounds(int(place), 0, 0)

    def release(self, column: int) -> None:
        """What was held changes again."""
        self._upper[[column, column + self._count]] = np.inf, self._values[column] - 1
        for place in (column, column + self._count):
            self._solver.changeColBounds(int(place), 0, self._upper[place])

    def reaching(self, column: int, value: int) -> Whole | None:
        """The cheapest table in which the number is `value`, or further from the true one; None if there is none."""
        moved = value - int(self._values[column])
        place, other = (column, column + self._count) if moved > 0 else (column + self._count, column)
        if abs(moved) > self._upper[place]:
            return None
        self._solver.changeColBounds(place, abs(moved), self._upper[place])
        self._solver.changeColBounds(other, 0, 0)
        table = self._table()
        for one in (place, other):
            self._solver.changeColBounds(one, 0, self._upper[one])
        return table

    def least(self, columns: Whole) -> Whole:
        """A table in which these numbers are least in sum, whatever would have to be hidden for it."""
        costs = np.zeros(len(self._all))
        costs[columns], costs[columns + self._count] = 1, -1
        self._solver.changeColsCost(len(self._all), self._all, costs)
        table = self._table()
        self._solver.changeColsCost(len(self._all), self._all, self._costs)
        if table is None:
            raise NotSolved("HiGHS finds no table, not even the true one.")
        return table

    def _table(self) -> Whole | None:
        """In whole numbers: where the corner found is none, they are asked for."""
        table = self._solved()
        if table is None or _is_whole(table):
            return _rounded(self._values, table)
        kinds = np.full(len(self._all), int(highspy.HighsVarType.kInteger), np.uint8)
        self._solver.changeColsIntegrality(len(self._all), self._all, kinds)
        table = self._solved()
        self._solver.changeColsIntegrality(len(self._all), self._all, np.zeros_like(kinds))
        return _rounded(self._values, table)

    def _solved(self) -> Floats | None:
        if not run(self._solver):
            return None
        found = np.array(self._solver.getSolution().col_value)
        changes: Floats = found[: self._count] - found[self._count :]
        return changes


def _is_whole(table: Floats) -> bool:
    return bool(np.abs(table - np.rint(table)).max(initial=0) <= NEAR)


def _rounded(values: Whole, changes: Floats | None) -> Whole | None:
    return None if changes is None else values + np.rint(changes).astype(np.int64)
