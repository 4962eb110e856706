"""Two shares compared: the test and the interval, with the distributions of scipy.

`scipy.stats` has both whole (`chi2_contingency`, `binomtest`), at 0.25 ms a comparison and a second to import; a page
makes some two hundred. A test holds these lines against them.
"""

from math import hypot, sqrt

from reports.findings.values import Share

CONFIDENCE = 0.95


def two_sided_p(here: Share, rest: Share) -> float:
    """How often chance alone makes two shares differ at least so much, were both groups alike.

    Pearson's chi-square of the 2 × 2 table without continuity correction: its p is that of the two-sided z test of two
    proportions with the pooled share. Neither all nor none of the cases of both groups may have what is counted.
    """
    from scipy.special import chdtrc

    cases, of = here.cases + rest.cases, here.of + rest.of
    apart = here.cases * rest.of - rest.cases * here.of
    return float(chdtrc(1, of * apart**2 / (here.of * rest.of * cases * (of - cases))))


def interval_of_difference(here: Share, rest: Share) -> tuple[float, float]:
    """The 95 % interval of `here` less `rest` in percentage points, made of the Wilson intervals of both.

    Newcombe (1998), Statistics in Medicine 17:873-890, method 10.
    """
    own_low, own, own_high = _wilson(here)
    other_low, other, other_high = _wilson(rest)
    difference = own - other
    return (
        100 * (difference - hypot(own - own_low, other_high - other)),
        100 * (difference + hypot(own_high - own, other - other_low)),
    )


def _wilson(share: Share) -> tuple[float, float, float]:
    """The lower end, the share itself and the upper end (Wilson 1927)."""
    from scipy.special import ndtri

    z = float(ndtri((1 + CONFIDENCE) / 2))
    own, of = share.cases / share.of, share.of
    middle, half = own + z**2 / (2 * of), z * sqrt(own * (1 - own) / of + z**2 / (4 * of**2))
    shrunk = 1 + z**2 / of
    return (middle - half) / shrunk, own, (middle + half) / shrunk
