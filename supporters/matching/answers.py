"""What the engine answers. `values` of an exclusion or a part are JSON-ready, with dates in ISO 8601."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from supporters.matching.codes import PartCode, RuleCode
from supporters.matching.values import CaseNeed
from supporters.matching.weights import Weights

Values = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Exclusion:
    """Why a supporter cannot have the case, with what the rule looked at."""

    code: RuleCode
    values: Values


@dataclass(frozen=True, slots=True)
class Part:
    """One named share of a score, in thousandths of a point, out of `maximum`."""

    code: PartCode
    points: int
    maximum: int
    values: Values


@dataclass(frozen=True, slots=True)
class Ranked:
    supporter_id: int
    parts: tuple[Part, ...]

    @property
    def points(self) -> int:
        """The score in thousandths of a point, 0 to 100,000."""
        return sum(part.points for part in self.parts)


@dataclass(frozen=True, slots=True)
class Excluded:
    supporter_id: int
    reasons: tuple[Exclusion, ...]


@dataclass(frozen=True, slots=True)
class Ranking:
    """The whole answer of one day: best first, and everyone left out, by supporter id."""

    need: CaseNeed
    weights: Weights
    rule_version: str
    ranked: tuple[Ranked, ...]
    excluded: tuple[Excluded, ...]
