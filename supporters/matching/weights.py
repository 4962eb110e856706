"""How much each part of a score counts."""

from dataclasses import asdict, dataclass

from supporters.matching.codes import PartCode

TOTAL = 100
THOUSANDTHS = 1000


@dataclass(frozen=True, slots=True)
class Weights:
    """Points a part can give at most. The defaults are those of a new desk.

    Raises ValueError for a negative weight, or when they do not add up to 100.
    """

    coverage: int = 40
    product_type: int = 15
    modality: int = 5
    continuity: int = 10
    free_hours: int = 15
    fair_share: int = 15
    capacity: int = 0

    def __post_init__(self) -> None:
        weights = asdict(self)
        if min(weights.values()) < 0 or sum(weights.values()) != TOTAL:
            raise ValueError(f"Weights must be 0 or more and add up to {TOTAL}: {weights}")

    def maximum(self, code: PartCode) -> int:
        """In thousandths of a point."""
        weight: int = getattr(self, code)
        return weight * THOUSANDTHS


DEFAULT_WEIGHTS = Weights()
