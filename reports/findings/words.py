"""Findings as sentences, in the reader's language."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from itertools import groupby

from babel.lists import format_list
from django.utils.functional import Promise
from django.utils.translation import get_language, to_locale
from django.utils.translation import gettext as _

from reports.findings.answers import Direction, Finding, Findings
from reports.findings.find import LEAST_CASES, LEAST_OF_EACH, LEVEL

MINUS = "\u2212"
# Below it an exact p says no more.
LEAST_P = 0.001

Sentences = Mapping[Direction, str | Promise]


@dataclass(frozen=True, slots=True)
class Sentence:
    """What is said of one row in one direction; its findings with the largest difference first."""

    findings: tuple[Finding, ...]
    said: str | Promise

    @property
    def text(self) -> str:
        columns = format_list([str(one.column) for one in self.findings], locale=to_locale(get_language() or "ja"))
        return str(self.said) % {"row": self.findings[0].row, "columns": columns}

    @property
    def evidence(self) -> tuple[str, ...]:
        """A line for each finding: the two shares with their counts, the difference, its interval and p."""
        return tuple(evidence_text(finding) for finding in self.findings)

    def __str__(self) -> str:
        """The sentence, and below it a line of evidence for each column."""
        return "\n".join((self.text, *self.evidence))


def sentences_of(findings: Findings, said: Sentences) -> tuple[Sentence, ...]:
    """Row by row as in the table, what is higher before what is lower."""
    return tuple(_sentences(findings, said))


def _sentences(findings: Findings, said: Sentences) -> Iterator[Sentence]:
    for _row, of_row in groupby(findings.said, lambda finding: finding.row):
        ordered = sorted(of_row, key=lambda finding: -abs(finding.difference))
        for direction in Direction:
            alike = tuple(finding for finding in ordered if finding.direction is direction)
            if alike:
                yield Sentence(alike, said[direction])


def evidence_text(finding: Finding) -> str:
    low, high = finding.interval
    return _(
        "%(column)s: %(share)s%% (%(cases)s of %(of)s cases), others %(other_share)s%% (%(other_cases)s of "
        "%(other_of)s), difference %(difference)s points (95%% interval %(low)s to %(high)s), adjusted %(p)s"
    ) % {
        "column": finding.column,
        "share": finding.here.percent,
        "cases": f"{finding.here.cases:,}",
        "of": f"{finding.here.of:,}",
        "other_share": finding.rest.percent,
        "other_cases": f"{finding.rest.cases:,}",
        "other_of": f"{finding.rest.of:,}",
        "difference": points_text(finding.difference),
        "low": points_text(low),
        "high": points_text(high),
        "p": p_text(finding.adjusted_p),
    }


def account_text(findings: Findings) -> str:
    """How many comparisons there were, and what came of them."""
    return _(
        "Comparisons: %(compared)s. Tested: %(tested)s, of which %(said)s show a difference and %(not_significant)s do "
        "not. Too few cases: %(too_few)s."
    ) % {
        "compared": findings.compared,
        "tested": findings.tested,
        "said": len(findings.said),
        "not_significant": findings.not_significant,
        "too_few": findings.too_few,
    }


def method_text() -> str:
    """By what rule something is said (docs/findings.md)."""
    return _(
        "Each row is compared with all other rows together by a two-sided test of two shares, where both have "
        "%(cases)s cases or more and at least %(each)s with and %(each)s without. Said is what has a p of %(level)s "
        "at most after Holm's adjustment over the whole table. What is not said may be alike or not: the cases do not "
        "tell."
    ) % {"cases": LEAST_CASES, "each": LEAST_OF_EACH, "level": LEVEL}


def in_points(points: Fraction | float) -> Decimal:
    """One decimal, half away from zero, so that a difference and its mirror image read alike."""
    numerator, denominator = points.as_integer_ratio()
    tenths = (20 * abs(numerator) + denominator) // (2 * denominator)
    return Decimal(tenths if points > 0 else -tenths).scaleb(-1)


def points_text(points: Fraction | float) -> str:
    """+8.3, −10.1, ±0.0."""
    written = in_points(points)
    return f"{written:+}".replace("-", MINUS) if written else "±0.0"


def in_thousandths(p: float) -> Decimal:
    """Three decimals; `LEAST_P` where it is smaller."""
    return Decimal(f"{max(p, LEAST_P):.3f}")


def p_text(p: float) -> str:
    return f"p<{LEAST_P}" if p < LEAST_P else f"p={in_thousandths(p)}"
