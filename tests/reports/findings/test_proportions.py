"""Against numbers that were published or worked on paper, and against the same formulas from the standard library."""

from fractions import Fraction
from math import erfc, sqrt
from statistics import NormalDist

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reports.findings.proportions import _wilson, interval_of_difference, two_sided_p
from reports.findings.values import Share

# Newcombe 1998, table II, method 10: two shares and the ends of the interval of their difference.
PUBLISHED = [
    ((56, 70), (48, 80), (0.0524, 0.3339)),
    ((9, 10), (3, 10), (0.1705, 0.8090)),
    ((6, 7), (2, 7), (0.0582, 0.8062)),
    ((5, 56), (0, 29), (-0.0381, 0.1926)),
    ((0, 10), (0, 20), (-0.1611, 0.2775)),
]

shares = st.integers(10, 5000).flatmap(lambda of: st.builds(Share, st.integers(1, of - 1), st.just(of)))


@pytest.mark.parametrize(("here", "rest", "ends"), PUBLISHED, ids=str)
def test_the_interval_is_the_published_one(
    here: tuple[int, int], rest: tuple[int, int], ends: tuple[float, float]
) -> None:
    assert [round(end / 100, 4) for end in interval_of_difference(Share(*here), Share(*rest))] == [*ends]


def test_p_of_a_comparison_worked_on_paper() -> None:
    """60 of 200 and 80 of 400: z² = 600 × (60 × 320 − 140 × 80)² ÷ (200 × 400 × 140 × 460) = 1200/161, z = 2.7301."""
    assert two_sided_p(Share(60, 200), Share(80, 400)) == pytest.approx(0.0063316, abs=5e-8)
    assert two_sided_p(Share(80, 400), Share(60, 200)) == pytest.approx(0.0063316, abs=5e-8)
    assert two_sided_p(Share(20, 100), Share(80, 400)) == 1.0


@given(shares, shares)
def test_both_are_what_the_formulas_give(here: Share, rest: Share) -> None:
    own, other = Fraction(here.cases, here.of), Fraction(rest.cases, rest.of)
    pooled = Fraction(here.cases + rest.cases, here.of + rest.of)
    z_squared = (own - other) ** 2 / (pooled * (1 - pooled) * (Fraction(1, here.of) + Fraction(1, rest.of)))
    assert two_sided_p(here, rest) == pytest.approx(erfc(sqrt(z_squared / 2)), rel=1e-9, abs=1e-300)
    (own_low, own_high), (other_low, other_high) = wilson(own, here.of), wilson(other, rest.of)
    difference = float(own - other)
    assert interval_of_difference(here, rest) == pytest.approx(
        (
            100 * (difference - sqrt((float(own) - own_low) ** 2 + (other_high - float(other)) ** 2)),
            100 * (difference + sqrt((own_high - float(own)) ** 2 + (float(other) - other_low) ** 2)),
        ),
        abs=1e-9,
    )


def wilson(share: Fraction, of: int) -> tuple[float, float]:
    """Both roots of (share − x)² = z² x (1 − x) ÷ of (Wilson 1927)."""
    z_squared = NormalDist().inv_cdf(0.975) ** 2
    a, b, c = of + z_squared, -(2 * float(share) * of + z_squared), float(share) ** 2 * of
    root = sqrt(b * b - 4 * a * c)
    return (-b - root) / (2 * a), (-b + root) / (2 * a)


@given(shares, shares)
def test_both_are_what_the_library_says_whole(here: Share, rest: Share) -> None:
    from scipy.stats import binomtest, chi2_contingency  # loaded late, as everywhere

    table = [[share.cases, share.of - share.cases] for share in (here, rest)]
    assert two_sided_p(here, rest) == pytest.approx(
        chi2_contingency(table, correction=False).pvalue, rel=1e-9, abs=1e-300
    )
    ends = binomtest(here.cases, here.of).proportion_ci(0.95, method="wilson")
    assert _wilson(here) == pytest.approx((ends.low, here.cases / here.of, ends.high), rel=1e-9)
