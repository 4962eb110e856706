"""Which numbers to hide, so that no small one can be worked out, nor narrowed down (docs/suppression.md).

For every small number two other tables are looked for that readers must think possible: one in which it is as little
as it can be, and one in which it is `threshold` - 1 more. What these tables change is hidden, and then they prove the
protection, in whole numbers and without the solver. Hiding more takes no such table away, so one pass is enough.
"""

from collections.abc import Iterable

import numpy as np

from mediso.common.highs import NotSolved
from reports.suppression.model import Mask, Model
from reports.suppression.needs import Needs, Witness, unmet
from reports.suppression.programme import Nearest
from reports.suppression.values import Key, Suppression, Tables


def suppress(tables: Tables) -> Suppression:
    """The small numbers, and others as few and cheap as one look at each of them finds.

    Equal tables have equal answers. Raises ValueError as `default_weights`, and NotSolved when the solver gives no
    answer that holds, which no tables are known to bring about.
    """
    model = Model.of(tables)
    if not model.small.any():
        return Suppression()
    search = _Search(model, tables.threshold)
    search.widen()
    search.narrow()
    search.prove()
    return Suppression(_keys(model, model.small), _keys(model, search.hidden & ~model.small))


class _Search:
    """What is hidden by now, and the tables by which every need is met."""

    def __init__(self, model: Model, threshold: int) -> None:
        self.model = model
        self.hidden: Mask = model.small.copy()
        self.nearest = Nearest(model)
        self.needs = Needs.of(model, self.nearest, threshold)
        self.witnesses = [Witness(model.values, self.needs)]
        self.nearest.hide(np.flatnonzero(self.hidden))

    def widen(self) -> None:
        """Hides what the nearest tables change, need by need.

        Each has such a table: with everything hidden any whole multiple of the true one is possible.
        """
        met = ~unmet(self.needs, self.witnesses)
        for place in range(len(met)):
            if not met[place] and (witness := self._witness(place)):
                more = (witness.table != self.model.values) & ~self.hidden
                self.nearest.hide(np.flatnonzero(more))
                self.hidden |= more
                self.witnesses.append(witness)
                met |= witness.met

    def narrow(self) -> None:
        """Shows again, the dearest first, whatever the needs can be met without."""
        self.nearest.hold(np.flatnonzero(~self.hidden))
        weights = self.model.weights
        complementary = map(int, np.flatnonzero(self.hidden & ~self.model.small))
        for column in sorted(complementary, key=lambda one: (-weights[one], one)):
            self.nearest.hold(np.array([column]))
            without = self._witnesses_without(column)
            if without is None:
                self.nearest.release(column)
            else:
                self.hidden[column], self.witnesses = False, without

    def prove(self) -> None:
        """Raises NotSolved unless readers must think the witnesses possible, and these meet every need."""
        possible = all(self.model.is_possible(one.table, self.hidden) for one in self.witnesses)
        if not possible or unmet(self.needs, self.witnesses).any():
            raise NotSolved("The tables found do not prove that every small number is protected.")

    def _witnesses_without(self, column: int) -> list[Witness] | None:
        """For every need, with the number of the column, now held, as it is; None if there are none."""
        kept = [one for one in self.witnesses if one.table[column] == self.model.values[column]]
        met = ~unmet(self.needs, kept)
        for place in range(len(met)):
            if not met[place]:
                witness = self._witness(place)
                if witness is None:
                    return None
                kept.append(witness)
                met |= witness.met
        return kept

    def _witness(self, place: int) -> Witness | None:
        table = self.nearest.reaching(int(self.needs.columns[place]), int(self.needs.values[place]))
        return None if table is None else Witness(table, self.needs)


def _keys(model: Model, columns: Iterable[bool]) -> frozenset[Key]:
    return frozenset(key for key, is_in in zip(model.keys, columns, strict=True) if is_in)
