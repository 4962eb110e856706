"""The parts of a score. Each gives an exact share between none and all of its weight.

A part's numbers and its values are worked out apart: the numbers alone are enough to compare many pairs (`pairs`).
"""

from collections.abc import Callable, Hashable, Mapping
from decimal import Decimal
from functools import lru_cache
from operator import itemgetter
from typing import NamedTuple

from supporters.matching.answers import Part, Values
from supporters.matching.codes import RETIRED, PartCode
from supporters.matching.free_hours import MINUTES_AN_HOUR
from supporters.matching.rules import plain_hours
from supporters.matching.values import MAX_LEVEL, Candidate, CaseNeed
from supporters.matching.weights import Weights

# From this many earlier cases with the organisation on, continuity is full.
FULL_CONTINUITY = 3
# From this many free hours before the target date on, they are enough.
FULL_FREE_HOURS = 8

Share = tuple[int, int]
"""Numerator and denominator of what a part gives of its weight."""
ALL: Share = (1, 1)


class PartRule(NamedTuple):
    """`looks_at` is all that `share` uses of a case with which the supporter has nothing to do yet."""

    share: Callable[[CaseNeed, Candidate], Share]
    values: Callable[[CaseNeed, Candidate], Values]
    looks_at: Callable[[CaseNeed], Hashable]


def _coverage(need: CaseNeed, candidate: Candidate) -> Share:
    """The mean over the case's topics of level / 5."""
    level = candidate.expertise.get
    return sum(level(topic_id, 0) for topic_id in need.topic_ids), MAX_LEVEL * len(need.topic_ids)


def _coverage_values(need: CaseNeed, candidate: Candidate) -> Values:
    levels = [[topic_id, candidate.expertise.get(topic_id, 0)] for topic_id in sorted(need.topic_ids)]
    levels.sort(key=itemgetter(1), reverse=True)
    return {"covered": sum(level > 0 for _, level in levels), "asked": len(levels), "levels": levels}


def _product_type(need: CaseNeed, candidate: Candidate) -> Share:
    return int(need.product_type_id in candidate.product_type_ids), 1


def _modality(need: CaseNeed, candidate: Candidate) -> Share:
    """While the case's modality is not known it tells nobody from another: all have the whole share."""
    return (int(need.modality in candidate.modalities), 1) if need.modality else ALL


def _modality_values(need: CaseNeed, candidate: Candidate) -> Values:
    return {"modality": need.modality, "declared": need.modality in candidate.modalities}


def _earlier(need: CaseNeed, candidate: Candidate) -> int:
    """Other cases of the case's organisation on which the supporter works or worked."""
    if need.organisation_id is None or not candidate.earlier_cases:
        return 0
    cases = candidate.earlier_cases.get(need.organisation_id, frozenset())
    return len(cases) - (need.case_id in cases)


def _continuity(need: CaseNeed, candidate: Candidate) -> Share:
    return min(_earlier(need, candidate), FULL_CONTINUITY), FULL_CONTINUITY


def _free_hours(need: CaseNeed, candidate: Candidate) -> Share:
    if need.due_on is None:
        return ALL
    full = FULL_FREE_HOURS * MINUTES_AN_HOUR
    return min(candidate.free_hours.until(need.due_on), full), full


def _free_hours_values(need: CaseNeed, candidate: Candidate) -> Values:
    free = candidate.free_hours
    if need.due_on is None:
        return {"due_on": None, "hours": None, "full": FULL_FREE_HOURS, "assumed": free.assumed}
    hours = plain_hours(Decimal(free.until(need.due_on)) / MINUTES_AN_HOUR)
    return {"due_on": need.due_on.isoformat(), "hours": hours, "full": FULL_FREE_HOURS, "assumed": free.assumed}


def _fair_share(_need: CaseNeed, candidate: Candidate) -> Share:
    """Measured against the supporter's own cap: who offers more is asked more."""
    return _left_of_cap(candidate.proposals_last_90_days, candidate.max_open_cases)


def _capacity(_need: CaseNeed, candidate: Candidate) -> Share:
    return _left_of_cap(candidate.open_cases, candidate.max_open_cases)


def _left_of_cap(used: int, cap: int) -> Share:
    return max(cap - used, 0), max(cap, 1)


# In the order in which parts are shown.
PARTS: Mapping[PartCode, PartRule] = {
    PartCode.COVERAGE: PartRule(_coverage, _coverage_values, lambda need: need.topic_ids),
    PartCode.PRODUCT_TYPE: PartRule(
        _product_type,
        lambda need, candidate: {"declared": need.product_type_id in candidate.product_type_ids},
        lambda need: need.product_type_id,
    ),
    PartCode.MODALITY: PartRule(_modality, _modality_values, lambda need: need.modality),
    PartCode.CONTINUITY: PartRule(
        _continuity, lambda need, candidate: {"count": _earlier(need, candidate)}, lambda need: need.organisation_id
    ),
    PartCode.FREE_HOURS: PartRule(_free_hours, _free_hours_values, lambda need: need.due_on),
    PartCode.CAPACITY: PartRule(
        _capacity,
        lambda _need, candidate: {"open": candidate.open_cases, "cap": candidate.max_open_cases},
        lambda _need: None,
    ),
    PartCode.FAIR_SHARE: PartRule(
        _fair_share,
        lambda _need, candidate: {"count": candidate.proposals_last_90_days, "cap": candidate.max_open_cases},
        lambda _need: None,
    ),
}


@lru_cache(maxsize=32)
def parts_in_force(weights: Weights) -> Mapping[PartCode, int]:
    """The greatest points of each part, in the order shown; a retired part only where it has a weight."""
    return {code: weights.maximum(code) for code in PARTS if code not in RETIRED or weights.maximum(code)}


def score(need: CaseNeed, candidate: Candidate, weights: Weights) -> tuple[Part, ...]:
    """The parts alone, whether or not a hard rule excludes the supporter."""
    parts = []
    for code, maximum in parts_in_force(weights).items():
        rule = PARTS[code]
        parts.append(Part(code, points_of(rule.share(need, candidate), maximum), maximum, rule.values(need, candidate)))
    return tuple(parts)


def points_of(share: Share, maximum: int) -> int:
    """Rounded half up to a thousandth of a point, in whole numbers: no float decides who comes first."""
    numerator, denominator = share
    return (2 * numerator * maximum + denominator) // (2 * denominator)
