"""What readers must think possible of every small number, and the tables that make them think so."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import Self

import numpy as np

from reports.suppression.model import Mask, Model, Whole
from reports.suppression.programme import Nearest


@dataclass(frozen=True, eq=False)
class Needs:
    """One a place: that the number of its column is `values` or beyond, seen from the true one.

    `signs` is 1 where beyond is more, -1 where it is less.
    """

    columns: Whole
    values: Whole
    signs: Whole

    @classmethod
    def of(cls, model: Model, nearest: Nearest, threshold: int) -> Self:
        """The range of a small number is to hold `threshold` whole numbers, from the least that it can be at all.

        That is nearly always 1, so they are 1 to `threshold`; a sum of three numbers that are not 0 is 3 at least.
        Where the range starts says nothing about the true number: it follows from where the tables have a 0.
        """
        found = []
        columns = np.flatnonzero(model.small)
        for column, least in zip(columns, _leasts(nearest, columns), strict=True):
            found.append((column, least + threshold - 1, 1))
            if least < model.values[column]:
                found.append((column, least, -1))
        columns, values, signs = np.array(found, np.int64).reshape(-1, 3).T
        return cls(columns, values, signs)

    def met_by(self, table: Whole) -> Mask:
        return (table[self.columns] - self.values) * self.signs >= 0


def _leasts(nearest: Nearest, columns: Whole) -> Iterator[int]:
    """The least that each of these numbers can be. A table in which they are least together settles it for most."""
    together = nearest.least(columns)
    for column in columns:
        yield int(together[column] if together[column] == 1 else nearest.least(np.array([column]))[column])


@dataclass(frozen=True, eq=False)
class Witness:
    """A table that readers must think possible."""

    table: Whole
    needs: Needs

    @cached_property
    def met(self) -> Mask:
        return self.needs.met_by(self.table)


def unmet(needs: Needs, witnesses: Iterable[Witness]) -> Mask:
    met = np.zeros(len(needs.columns), bool)
    for witness in witnesses:
        met |= witness.met
    return ~met
