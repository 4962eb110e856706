"""The parts of a score. Each gives an exact share between none and all of its weight."""

from collections.abc import Callable, Mapping
from operator import itemgetter
from typing import NamedTuple

from supporters.matching.answers import Part, Values
from supporters.matching.codes import PartCode
from supporters.matching.values import MAX_LEVEL, Candidate, CaseNeed
from supporters.matching.weights import Weights

# From this many earlier cases with the organisation on, continuity is full.
FULL_CONTINUITY = 3


class Share(NamedTuple):
    """`numerator` / `denominator` of a part's weight, with what it was worked out from."""

    numerator: int
    denominator: int
    values: Values


def _coverage(need: CaseNeed, candidate: Candidate) -> Share:
    """The mean over the case's topics of level / 5."""
    levels = [[topic_id, candidate.expertise.get(topic_id, 0)] for topic_id in sorted(need.topic_ids)]
    levels.sort(key=itemgetter(1), reverse=True)
    covered = [level for _, level in levels if level]
    return Share(
        sum(covered), MAX_LEVEL * len(levels), {"covered": len(covered), "asked": len(levels), "levels": levels}
    )


def _product_type(need: CaseNeed, candidate: Candidate) -> Share:
    declared = need.product_type_id in candidate.product_type_ids
    return Share(int(declared), 1, {"declared": declared})


def _continuity(_need: CaseNeed, candidate: Candidate) -> Share:
    count = candidate.cases_with_organisation
    return Share(min(count, FULL_CONTINUITY), FULL_CONTINUITY, {"count": count})


def _capacity(_need: CaseNeed, candidate: Candidate) -> Share:
    values = {"open": candidate.open_cases, "cap": candidate.max_open_cases}
    return _left_of_cap(candidate.open_cases, candidate.max_open_cases, values)


def _fair_share(_need: CaseNeed, candidate: Candidate) -> Share:
    """Measured against the supporter's own cap: who offers more is asked more."""
    values = {"count": candidate.proposals_last_90_days, "cap": candidate.max_open_cases}
    return _left_of_cap(candidate.proposals_last_90_days, candidate.max_open_cases, values)


def _left_of_cap(used: int, cap: int, values: Values) -> Share:
    return Share(max(cap - used, 0), max(cap, 1), values)


# In the order in which parts are shown.
PARTS: Mapping[PartCode, Callable[[CaseNeed, Candidate], Share]] = {
    PartCode.COVERAGE: _coverage,
    PartCode.PRODUCT_TYPE: _product_type,
    PartCode.CONTINUITY: _continuity,
    PartCode.CAPACITY: _capacity,
    PartCode.FAIR_SHARE: _fair_share,
}


def score(need: CaseNeed, candidate: Candidate, weights: Weights) -> tuple[Part, ...]:
    """The parts alone, whether or not a hard rule excludes the supporter."""
    return tuple(_part(code, share(need, candidate), weights.maximum(code)) for code, share in PARTS.items())


def _part(code: PartCode, share: Share, maximum: int) -> Part:
    """Rounded half up to a thousandth of a point, in whole numbers: no float decides who comes first."""
    numerator, denominator, values = share
    points = (2 * numerator * maximum + denominator) // (2 * denominator)
    return Part(code, points, maximum, values)
