"""Ranking the supporters for one case."""

from collections.abc import Collection, Iterable

from supporters.matching.answers import Excluded, Ranked, Ranking
from supporters.matching.codes import PartCode, RuleCode
from supporters.matching.parts import score
from supporters.matching.rules import check
from supporters.matching.values import Candidate, CaseNeed
from supporters.matching.weights import DEFAULT_WEIGHTS, Weights

# Raised by one whenever a rule, a part or a tie could come out differently for the same values.
RULE_VERSION = "3"


def rank(
    need: CaseNeed,
    candidates: Iterable[Candidate],
    weights: Weights = DEFAULT_WEIGHTS,
    overridden: Collection[RuleCode] = frozenset(),
) -> Ranking:
    """Everyone who may have the case, best first, and everyone who may not, with every reason.

    Equal scores: more points for coverage first, then fewer recent proposals, then the lower supporter id. The order of
    `candidates` makes no difference. `overridden` rules are asked of nobody, as `check` says. Raises ValueError when a
    supporter is given twice.
    """
    by_id = by_supporter(candidates)
    ranked: list[Ranked] = []
    excluded: list[Excluded] = []
    for supporter_id, candidate in sorted(by_id.items()):
        if reasons := check(need, candidate, overridden):
            excluded.append(Excluded(supporter_id, reasons))
        else:
            ranked.append(Ranked(supporter_id, score(need, candidate, weights)))
    ranked.sort(key=lambda answer: _place(answer, by_id[answer.supporter_id]))
    return Ranking(need, weights, RULE_VERSION, tuple(ranked), tuple(excluded))


def by_supporter(candidates: Iterable[Candidate]) -> dict[int, Candidate]:
    """Raises ValueError when a supporter is given twice."""
    by_id: dict[int, Candidate] = {}
    for candidate in candidates:
        if candidate.supporter_id in by_id:
            raise ValueError(f"Supporter {candidate.supporter_id} is given twice.")
        by_id[candidate.supporter_id] = candidate
    return by_id


def _place(answer: Ranked, candidate: Candidate) -> tuple[int, int, int, int]:
    coverage = next(part.points for part in answer.parts if part.code is PartCode.COVERAGE)
    return -answer.points, -coverage, candidate.proposals_last_90_days, answer.supporter_id
