from decimal import ROUND_HALF_UP, Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reports.figures.share import percent_of


@pytest.mark.parametrize(
    ("cases", "of", "percent"),
    [
        (1, 8, 13),  # 12.5
        (3, 8, 38),  # 37.5
        (1, 200, 1),  # 0.5
        (1, 201, 0),  # 0.497…
        (199, 200, 100),  # 99.5
        (0, 7, 0),
        (7, 7, 100),
        (1, 3, 33),
        (2, 3, 67),
        (0, 0, None),
    ],
    ids=str,
)
def test_percent_is_whole_and_half_rounds_up(cases: int, of: int, percent: int | None) -> None:
    assert percent_of(cases, of) == percent


@given(st.integers(1, 10**12).flatmap(lambda of: st.tuples(st.integers(0, of), st.just(of))))
def test_percent_is_exact_at_any_size(pair: tuple[int, int]) -> None:
    cases, of = pair
    exact = (Decimal(cases) * 100 / Decimal(of)).quantize(Decimal(1), ROUND_HALF_UP)
    assert percent_of(cases, of) == int(exact)
