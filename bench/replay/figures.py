"""What a replay comes to, and the row of docs/routing.md that says so."""

from dataclasses import dataclass
from fractions import Fraction
from statistics import quantiles

from mediso.common.spread import gini

HUNDRED = 100
HEADINGS = (
    "| | cases | placed | topics covered at level ≥ 3 | of at most | conflicts | proposals a case | declined | lapsed "
    "| refused at the answer | days to the lead's yes (median, 90 %) | Gini of loads |",
    "| --- | --- | --- | --- | --- | --- | --- | --- | --- | --- | --- | --- |",
)


@dataclass(frozen=True, slots=True)
class Figures:
    """Counts of a replay. `days` are business days from receipt to the acceptance of the lead, one a placed case.

    `topics` are those of all cases, `covered` those of them that somebody on the case knows at the wanted level,
    `coverable` those that somebody of the roster, in term on the day of receipt and without a tie, knows at it.
    `conflicts` are accepted cases of the supporter's own affiliation, counted apart from the rules of matching. `loads`
    are accepted cases and cap of each supporter.
    """

    cases: int
    placed: int
    topics: int
    covered: int
    coverable: int
    conflicts: int
    accepted: int
    declined: int
    lapsed: int
    refused: int
    days: tuple[int, ...]
    loads: tuple[tuple[int, int], ...]

    @property
    def proposals(self) -> int:
        return self.accepted + self.declined + self.lapsed + self.refused

    @property
    def coverage(self) -> str:
        """In percent of all topics of the cases."""
        return _percent(self.covered, self.topics)

    @property
    def most_coverage(self) -> str:
        return _percent(self.coverable, self.topics)

    @property
    def spread(self) -> Fraction:
        """The Gini coefficient of the loads."""
        return gini(Fraction(count, cap) for count, cap in self.loads if cap)

    @property
    def median_and_90(self) -> tuple[int, int]:
        """Business days."""
        cuts = quantiles(self.days, n=10, method="inclusive")
        return round(cuts[4]), round(cuts[8])


def row(name: str, figures: Figures) -> str:
    median, slow = figures.median_and_90
    cells = (
        name,
        f"{figures.cases:,}",
        f"{figures.placed:,}",
        figures.coverage,
        figures.most_coverage,
        f"{figures.conflicts}",
        f"{figures.proposals / figures.cases:.2f}",
        f"{figures.declined:,}",
        f"{figures.lapsed:,}",
        f"{figures.refused:,}",
        f"{median}, {slow}",
        f"{float(figures.spread):.3f}",
    )
    return f"| {' | '.join(cells)} |"


def _percent(part: int, whole: int) -> str:
    return f"{HUNDRED * part / whole:.1f} %"
