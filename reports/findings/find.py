"""Findings in a table of counts: which comparisons are tested, and which are borne by the data (docs/findings.md)."""

from reports.findings.answers import Finding, Findings, NotSaid, Reason
from reports.findings.holm import holm
from reports.findings.proportions import interval_of_difference, two_sided_p
from reports.findings.values import CountTable, Share

# The usual level, for a whole table: at most one table in twenty says anything that is chance alone.
LEVEL = 0.05
# A group of fewer cases is not spoken of.
LEAST_CASES = 30
# With and without what is counted, in each group: the usual rule for the normal approximation (Cochran 1954,
# Biometrics 10:417-451), which speaks of the expected counts. The counts themselves are asked for as well.
LEAST_OF_EACH = 5


def findings_of(table: CountTable) -> Findings:
    """Each row against all other rows, in each column. All tests of the table are one family, adjusted by Holm."""
    comparisons = [*table.comparisons()]
    ps = [two_sided_p(here, rest) if is_enough(here, rest) else None for _row, _column, here, rest in comparisons]
    adjusted = iter(holm([p for p in ps if p is not None]))
    said, not_said = [], []
    for (row, column, here, rest), p in zip(comparisons, ps, strict=True):
        if p is None:
            not_said.append(NotSaid(row, column, Reason.TOO_FEW_CASES))
        elif (adjusted_p := next(adjusted)) > LEVEL:
            not_said.append(NotSaid(row, column, Reason.NOT_SIGNIFICANT))
        else:
            interval = interval_of_difference(here, rest)
            said.append(Finding(row, column, here, rest, interval, p, adjusted_p))
    return Findings(tuple(said), tuple(not_said))


def is_enough(here: Share, rest: Share) -> bool:
    """Whether both groups have enough cases, and enough of them with and without what is counted.

    Enough as counted, and as expected were both groups alike.
    """
    if min(here.of, rest.of) < LEAST_CASES:
        return False
    cases, of = here.cases + rest.cases, here.of + rest.of
    # In whole numbers, `of` times as many: as counted, and as expected.
    return all(
        LEAST_OF_EACH * of <= count <= (group.of - LEAST_OF_EACH) * of
        for group in (here, rest)
        for count in (group.cases * of, cases * group.of)
    )
