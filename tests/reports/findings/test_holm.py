import pytest
from hypothesis import given
from hypothesis import strategies as st

from reports.findings.holm import holm


def test_four_tests_of_a_textbook() -> None:
    """0.005 × 4, 0.01 × 3, 0.03 × 2, and 0.04 × 1, which may not be smaller than the one before."""
    assert holm([0.01, 0.04, 0.03, 0.005]) == pytest.approx((0.03, 0.06, 0.06, 0.02))


def test_no_p_becomes_larger_than_one_and_none_remains_none() -> None:
    assert holm([0.9, 0.4, 0.6]) == (1.0, 1.0, 1.0)
    assert holm([0.03]) == (0.03,)
    assert holm([]) == ()


# Parts of 1,024, whose multiples are exact.
exact = st.integers(0, 1024).map(lambda part: part / 1024)


@given(st.lists(exact, max_size=12), exact)
def test_what_is_adjusted_to_the_level_is_what_stepping_down_rejects(ps: list[float], level: float) -> None:
    """Holm's own procedure: from the smallest p on, reject while p ≤ level ÷ number of those left."""
    rejected = set()
    left = sorted(range(len(ps)), key=lambda at: ps[at])
    while left and ps[left[0]] * len(left) <= level:
        rejected.add(left.pop(0))
    assert {at for at, p in enumerate(holm(ps)) if p <= level} == rejected | (
        {*range(len(ps))} if level == 1 else set()
    )
