"""What is true of any tables: small numbers, so that every way of giving one away turns up."""

import numpy as np
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from reports.suppression import Suppression
from reports.suppression.audit import audit, unprotected
from reports.suppression.suppress import suppress
from tests.reports.suppression.tables import crossed, cube, possible, published

THRESHOLD = 3
# Nothing but trying: more hidden cells than these, each up to MOST, are too many tables.
CELLS, MOST = 6, 8

rows = st.integers(1, 3).flatmap(
    lambda columns: st.lists(st.lists(st.integers(0, 6), min_size=columns, max_size=columns), min_size=1, max_size=3)
)
cases = st.lists(
    st.tuples(st.integers(0, 2), st.integers(0, 2), st.frozensets(st.integers(0, 3), min_size=1, max_size=3)),
    min_size=1,
    max_size=40,
)


@given(rows)
@settings(max_examples=60)
def test_every_small_number_is_small_in_one_possible_table_and_not_in_another(rows: list[list[int]]) -> None:
    tables = crossed(*rows, threshold=THRESHOLD)
    found = suppress(tables)
    cells = [(row, column) for row in range(len(rows)) for column in range(len(rows[0]))]
    assume(len(found.hidden.intersection(cells)) <= CELLS)
    everything = possible(tables, found, cells, MOST)
    ranges = audit(tables, found)
    assert ranges.keys() == found.primary
    for key in found.primary:
        numbers = everything[key]
        assert numbers.min() < THRESHOLD <= numbers.max()
        assert np.unique(numbers).size >= THRESHOLD
        assert ranges[key].least <= numbers.min()
        assert ranges[key].most is None or ranges[key].most >= numbers.max()


@given(cases)
@settings(max_examples=40)
def test_of_tables_that_share_numbers_none_gives_a_small_one_away(cases: list[tuple[int, int, frozenset[int]]]) -> None:
    tables = published(cases, threshold=5)
    found = suppress(tables)
    small = {key for key, value in tables.values.items() if 1 <= value <= 4}
    assert found.primary == small
    assert found.primary.isdisjoint(found.complementary)
    assert all(tables.values[key] >= 5 for key in found.complementary)
    assert unprotected(tables, found) == frozenset()
    assert suppress(published(cases, threshold=5)) == found
    assert suppress(published(cases, threshold=1)) == Suppression()


@given(st.lists(st.integers(0, 7), min_size=27, max_size=27))
@settings(max_examples=15)
def test_where_the_nearest_table_is_of_fractions_one_of_whole_numbers_is_found(counts: list[int]) -> None:
    """Three ways of adding up: about every second cube has such a corner."""
    tables = cube(counts)
    found = suppress(tables)
    assert found.primary == {key for key, value in tables.values.items() if 1 <= value <= 4}
    assert unprotected(tables, found) == frozenset()
