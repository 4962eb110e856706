"""Two shares compared: the test and the interval, by scipy."""

from math import hypot

from reports.findings.values import Share

CONFIDENCE = 0.95


def two_sided_p(here: Share, rest: Share) -> float:
    """How often chance alone makes two shares differ at least so much, were both groups alike.

    Pearson's chi-square of the 2 × 2 table without continuity correction: its p is that of the two-sided z test of two
    proportions with the pooled share. Neither all nor none of the cases of both groups may have what is counted.
    """
    from scipy.stats import chi2_contingency

    table = [[share.cases, share.of - share.cases] for share in (here, rest)]
    return float(chi2_contingency(table, correction=False).pvalue)


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
    """The lower end, the share itself and the upper end."""
    from scipy.stats import binomtest

    ends = binomtest(share.cases, share.of).proportion_ci(CONFIDENCE, method="wilson")
    return float(ends.low), share.cases / share.of, float(ends.high)
