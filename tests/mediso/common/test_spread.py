from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mediso.common.spread import gini

values = st.lists(st.fractions(min_value=0, max_value=9), max_size=12)


@pytest.mark.parametrize(
    ("spread", "found"),
    [
        ([], 0),
        ([0, 0], 0),
        ([5], 0),
        ([2, 2, 2], 0),
        ([0, 1], Fraction(1, 2)),
        ([0, 0, 0, 7], Fraction(3, 4)),
        ([1, 3], Fraction(1, 4)),
    ],
    ids=str,
)
def test_worked_out_on_paper(spread: list[int], found: Fraction) -> None:
    assert gini(spread) == found


@given(values, st.fractions(min_value=Fraction(1, 9), max_value=9), st.randoms())
def test_it_is_half_the_mean_difference_by_the_mean_in_any_order_and_unit(spread, unit, order) -> None:  # type: ignore[no-untyped-def]
    shuffled = order.sample(spread, len(spread))
    assert gini(one * unit for one in shuffled) == gini(spread)
    if sum(spread):
        differences = sum(abs(one - other) for one in spread for other in spread)
        assert gini(spread) == differences / (2 * len(spread) * sum(spread))
        assert 0 <= gini(spread) <= 1 - Fraction(1, len(spread))


def test_nothing_is_less_than_nothing() -> None:
    with pytest.raises(ValueError, match="from 0 on, not of -1"):
        gini([3, -1])
