"""The tables without words: numbers become columns, relations become rows of signs.

Numbers of 0 are left out. They are always shown, so readers know them, and they add nothing to any row.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Self

import numpy as np
import numpy.typing as npt

from reports.suppression.values import Key, Relation, Tables
from reports.suppression.weights import default_weights

Whole = npt.NDArray[np.int64]
Mask = npt.NDArray[np.bool_]


@dataclass(frozen=True, slots=True)
class Row:
    """The sum of these columns, each times its sign, is 0 if `exact`, otherwise 0 or less."""

    columns: tuple[int, ...]
    signs: tuple[int, ...]
    exact: bool


@dataclass(frozen=True, eq=False)
class Model:
    """`values` and `weights` by column; `small` marks what is hidden for itself."""

    keys: tuple[Key, ...]
    values: Whole
    weights: Whole
    small: Mask
    rows: tuple[Row, ...]

    @classmethod
    def of(cls, tables: Tables) -> Self:
        """Raises ValueError as `default_weights`."""
        values = {key: value for key, value in tables.values.items() if value}
        column = {key: place for place, key in enumerate(values)}
        weights = default_weights(tables) | dict(tables.weights)
        rows = (_row(relation, column) for relation in tables.relations)
        return cls(
            tuple(values),
            np.array([*values.values()], np.int64),
            np.array([weights[key] for key in values], np.int64),
            np.array([tables.is_small(value) for value in values.values()], bool),
            tuple(dict.fromkeys(row for row in rows if row.columns)),
        )

    @cached_property
    def _flat(self) -> tuple[Whole, Whole, Whole]:
        """Columns and signs of all rows in one line each, and where the rows begin."""
        lengths = [len(row.columns) for row in self.rows]
        return (
            np.array([place for row in self.rows for place in row.columns], np.int64),
            np.array([sign for row in self.rows for sign in row.signs], np.int64),
            np.cumsum([0, *lengths])[:-1],
        )

    @cached_property
    def exact(self) -> Mask:
        return np.array([row.exact for row in self.rows], bool)

    def sums(self, table: Whole) -> Whole:
        """Of each row, in a table with a number for each column."""
        columns, signs, starts = self._flat
        return np.add.reduceat(table[columns] * signs, starts) if self.rows else np.zeros(0, np.int64)

    def is_possible(self, table: Whole, hidden: Mask) -> bool:
        """Whether readers who are not shown `hidden` must think that the table may be the true one.

        In whole numbers, and whatever made the table: shown numbers are as published, hidden ones 1 or more, since a 0
        would be shown, and every relation holds.
        """
        sums = self.sums(table)
        as_published = (table == self.values) | (hidden & (table >= 1))
        return bool(as_published.all() and (sums <= 0).all() and (sums[self.exact] == 0).all())


def _row(relation: Relation, column: Mapping[Key, int]) -> Row:
    terms = [(column[key], sign) for key, sign in relation.terms if key in column]
    return Row(tuple(place for place, _ in terms), tuple(sign for _, sign in terms), relation.exact)
