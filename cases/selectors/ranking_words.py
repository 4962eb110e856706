"""The pieces of a ranking in words, of today and of a stored answer alike: parts, levels, reasons, weights."""

from collections.abc import Iterable
from dataclasses import asdict, dataclass

from cases.selectors.rule_names import rule_name
from supporters.matching import Exclusion, Part, PartCode, Ranking, RuleCode, Weights
from supporters.matching.sentences import PART_NAMES
from supporters.matching.words import Labels, exclusion_sentence, part_name, part_sentence, points_text


@dataclass(frozen=True, slots=True)
class ShownPart:
    name: str
    sentence: str
    points: str
    weight: int
    """The most that the part can give, in points."""
    share: int
    """Whole percent of the weight, for the bar."""


@dataclass(frozen=True, slots=True)
class ShownLevel:
    topic: str
    level: int
    """0 for no expertise."""


@dataclass(frozen=True, slots=True)
class ShownReason:
    code: RuleCode
    rule: str
    sentence: str


@dataclass(frozen=True, slots=True)
class ShownWeight:
    name: str
    points: int


def shown_part(part: Part, labels: Labels) -> ShownPart:
    share = 100 * part.points // part.maximum if part.maximum else 0
    weight = part.maximum // 1000
    return ShownPart(part_name(part), part_sentence(part, labels), points_text(part.points), weight, share)


def shown_levels(parts: Iterable[Part], labels: Labels) -> list[ShownLevel]:
    """The level in each topic of the case, the best first, as the part for coverage keeps it."""
    found = (part.values["levels"] for part in parts if part.code is PartCode.COVERAGE)
    return [ShownLevel(labels.topics.get(pk, str(pk)), level) for pk, level in next(found, [])]


def free_hours_of(parts: Iterable[Part]) -> str:
    """Hours before the target date; empty where the answer tells of none."""
    found = (part.values.get("hours") for part in parts if part.code == "free_hours")
    return str(next(found, None) or "")


def shown_reasons(reasons: Iterable[Exclusion], labels: Labels) -> list[ShownReason]:
    return [ShownReason(one.code, rule_name(one.code), exclusion_sentence(one, labels)) for one in reasons]


def shown_weights(weights: Weights) -> list[ShownWeight]:
    """What counts, in the order of the parts."""
    points = asdict(weights)
    return [ShownWeight(str(PART_NAMES[code]), points[code]) for code in PartCode if points[code]]


def places_of(ranking: Ranking) -> dict[int, int]:
    """Supporter → place among the ranked, from 1."""
    return {one.supporter_id: place for place, one in enumerate(ranking.ranked, start=1)}
