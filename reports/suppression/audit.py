"""What readers can work out: the range of every small number, from nothing but what is published.

It shares no step with the search for what to hide, and asks the solver for ends where that one has tables to show.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from math import ceil, floor

import highspy
import numpy as np

from mediso.common.highs import NEAR, NotSolved, run, solver_of
from reports.suppression.model import Mask, Model
from reports.suppression.programme import Floats, posed
from reports.suppression.values import Key, Suppression, Tables

# So many times everything that is published, together, is no end.
FAR = 10


@dataclass(frozen=True, slots=True)
class Range:
    """The whole numbers from `least` to `most`; None where nothing sets an end (`FAR`)."""

    least: int
    most: int | None

    def protects(self, threshold: int) -> bool:
        """Whether it holds that many whole numbers. As it begins at 1 or later, some of them are then not small."""
        return self.most is None or self.most - self.least + 1 >= threshold


def audit(tables: Tables, suppression: Suppression) -> Mapping[Key, Range]:
    """Of every small number, hidden or not: what it can be, where hidden numbers may be any from 1 on.

    Readers are not told which hidden numbers are small. The ends are those of real numbers, rounded inwards: whole
    tables reach them wherever the relations are those of rows and columns, and may fall short of them otherwise.
    Raises NotSolved when the solver gives no end.
    """
    model = Model.of(tables)
    hidden = np.array([key in suppression.hidden for key in model.keys], bool)
    ranges = {column: Range(int(model.values[column]), int(model.values[column])) for column in _columns(model.small)}
    ranges |= _ranges(model, hidden)
    return {model.keys[column]: found for column, found in ranges.items()}


def unprotected(tables: Tables, suppression: Suppression) -> frozenset[Key]:
    """The small numbers that readers can work out, or narrow down too far. Raises NotSolved as `audit`."""
    ranges = audit(tables, suppression)
    return frozenset(key for key, one in ranges.items() if not one.protects(tables.threshold))


def _programme(model: Model, hidden: Mask) -> highspy.HighsLp:
    """In what is added to each number: nothing to what is shown."""
    slack = -model.sums(model.values).astype(float)
    return posed(model.rows, slack, np.where(hidden, 1.0 - model.values, 0.0), np.where(hidden, np.inf, 0.0))


def _ranges(model: Model, hidden: Mask) -> Iterator[tuple[int, Range]]:
    """Of what is small and hidden. Where all of these are least in sum, most are as little as they can be at all."""
    columns = _columns(model.small & hidden)
    if not columns:
        return
    solver = solver_of(_programme(model, hidden))
    together = model.values + _added(solver, columns, 1)
    for column in columns:
        true, far = int(model.values[column]), FAR * int(model.values.sum())
        least = 1.0 if together[column] < 1 + NEAR else true + _added(solver, [column], 1)[column]
        # What has no end is cut off far away: the solver is surer of an optimum than of there being none.
        solver.changeColBounds(column, 1 - true, far)
        most = _added(solver, [column], -1)[column]
        solver.changeColBounds(column, 1 - true, np.inf)
        yield column, Range(ceil(least - NEAR), None if most > far - 1 else floor(true + most + NEAR))


def _added(solver: highspy.Highs, columns: list[int], cost: int) -> Floats:
    """What is added to each number where these are least in sum, or greatest if that costs less than nothing."""
    places = np.array(columns, np.int32)
    solver.changeColsCost(len(places), places, np.full(len(places), float(cost)))
    if not run(solver):
        raise NotSolved("HiGHS finds no table, not even the true one.")
    added = np.array(solver.getSolution().col_value)
    solver.changeColsCost(len(places), places, np.zeros(len(places)))
    return added


def _columns(mask: Mask) -> list[int]:
    return [int(column) for column in np.flatnonzero(mask)]
