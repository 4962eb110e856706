"""All figures of a release as the one set of tables that suppression looks at: each number once, every relation."""

from collections.abc import Iterator, Mapping, Sequence

from reports.figures.figure import Figure, Unit
from reports.figures.public_shape import PublicShape
from reports.periods import Period
from reports.publication.cube import Cube
from reports.publication.keys import cases_cell, key_of, own_key, total_key
from reports.publication.spans import Days, spans_and_pieces
from reports.scope import Scope
from reports.suppression import AtMost, Covered, Key, Number, Relation, Sum, Tables
from reports.suppression.weights import default_weights

# What is printed costs so much more than what nobody would see.
DEARER = 10


class TablesMaker:
    """Collects numbers and relations; `tables` checks that all of them hold."""

    def __init__(self, scope: Scope, cases: int) -> None:
        self._scope = scope
        self._values: dict[Key, int] = {total_key(scope): cases}
        self._relations: list[Relation] = []
        self._unprinted: set[Key] = set()

    def add(self, shape: PublicShape, figure: Figure) -> None:
        for row in figure.all_rows:
            for column, cell in zip(figure.columns, row.cells, strict=True):
                if not shape.columns or column.code in shape.columns:
                    self._put(own_key(figure, cell), int(cell.value or 0))
        if not shape.is_in_time:
            self._relate_rows(shape, figure)
            self._relate_columns(shape, figure)

    def add_spans(self, spans: Sequence[Days], months: Mapping[Days, int]) -> None:
        """Spans of different length share their months: each is the sum of the pieces that they cut each other into."""
        for span, pieces in spans_and_pieces(spans, Days.of(self._scope.period)):
            for piece in pieces:
                cases = sum(number for month, number in months.items() if piece.holds(month))
                self._put_unprinted(self._days_key(piece), cases)
            self._sum(self._days_key(span), [self._days_key(piece) for piece in pieces])

    def add_cube(self, cube: Cube) -> None:
        """The numbers that three tables over the same three things have in common, though none of them prints them."""
        for where, cases in cube.numbers.items():
            self._put_unprinted(key_of(self._scope, where), cases)
        for whole, parts in cube.sums():
            self._sum(key_of(self._scope, whole), [key_of(self._scope, part) for part in parts])
        for whole, parts in cube.overlaps():
            self._relate(key_of(self._scope, whole), [key_of(self._scope, part) for part in parts], adds_up=False)

    def tables(self, threshold: int, hidden_before: frozenset[Key]) -> Tables:
        """What nobody prints is hidden first, then what an earlier edition hid. Raises ValueError as `Tables`."""
        relations = tuple(dict.fromkeys(self._relations))
        printed = {key: value for key, value in self._values.items() if key not in self._unprinted}
        about_printed = tuple(one for one in relations if self._unprinted.isdisjoint((one.whole, *one.parts)))
        weights = {
            key: max(1, DEARER * weight) for key, weight in default_weights(_tables(printed, about_printed, 1)).items()
        }
        weights |= dict.fromkeys(self._unprinted, 1)
        weights |= dict.fromkeys(hidden_before & weights.keys(), 1)
        return Tables(_tables(self._values, relations, 1).numbers, relations, threshold, weights)

    @property
    def printed(self) -> frozenset[Key]:
        return frozenset(self._values.keys() - self._unprinted)

    def _put(self, key: Key, value: int) -> None:
        """Raises ValueError where one number is two: then the figures do not count the same cases."""
        self._unprinted.discard(key)
        if self._values.setdefault(key, value) != value:
            raise ValueError(f"{key!r} is {self._values[key]} in one figure and {value} in another.")

    def _put_unprinted(self, key: Key, value: int) -> None:
        if key not in self._values:
            self._unprinted.add(key)
            self._values[key] = value
        elif self._values[key] != value:
            raise ValueError(f"{key!r} is {self._values[key]} in one figure and {value} in another.")

    def _days_key(self, days: Days) -> Key:
        return key_of(self._scope.over(Period.of(days)), ())

    def _relate_rows(self, shape: PublicShape, figure: Figure) -> None:
        """Each column by itself: its rows and its total."""
        for place in range(len(figure.columns)):
            rows = [own_key(figure, row.cells[place]) for row in figure.rows]
            whole = own_key(figure, figure.total.cells[place]) if figure.total else total_key(self._scope)
            self._relate(whole, rows, adds_up=shape.rows_add_up)

    def _relate_columns(self, shape: PublicShape, figure: Figure) -> None:
        """Each row by itself: all its cases and those of its columns."""
        for row in figure.all_rows:
            whole = cases_cell(figure, row)
            parts = [
                own_key(figure, cell)
                for column, cell in zip(figure.columns, row.cells, strict=True)
                if column.unit is Unit.SHARE
            ]
            if whole is not None:
                self._relate(own_key(figure, whole), parts, adds_up=shape.columns_add_up)

    def _relate(self, whole: Key, parts: Sequence[Key], *, adds_up: bool) -> None:
        if adds_up:
            self._sum(whole, parts)
            return
        self._relations += [AtMost(part, whole) for part in parts if part != whole]
        # Readers may take it that every case has a topic. Where the numbers allow it, they are protected from that too.
        if whole not in parts and sum(self._values[part] for part in parts) >= self._values[whole]:
            self._relations.append(Covered(whole, tuple(parts)))

    def _sum(self, whole: Key, parts: Sequence[Key]) -> None:
        """What the parts leave over is a number that readers would subtract, so it is protected like the others."""
        if [*parts] == [whole]:
            return
        rest = self._values[whole] - sum(self._values[part] for part in parts)
        if rest > 0:
            key = ("rest", whole, tuple(parts))
            self._put_unprinted(key, rest)
            parts = [*parts, key]
        self._relations.append(Sum(whole, tuple(parts)))


def _tables(values: Mapping[Key, int], relations: Sequence[Relation], threshold: int) -> Tables:
    return Tables(tuple(Number(key, value) for key, value in values.items()), tuple(relations), threshold)


def days_of_rows(figure: Figure) -> Iterator[tuple[Days, int]]:
    """The spans that are the rows of a figure, as far as they lie in the period, with their cases."""
    for row in figure.rows:
        cell = cases_cell(figure, row)
        if cell is not None:
            yield Days.of(figure.scope.narrowed(cell.where or ()).period), int(cell.value or 0)
