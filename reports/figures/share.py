from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Share:
    """相談割合: `cases` of `of`. The denominator travels with the number, so it can always be shown."""

    cases: int
    of: int

    @property
    def percent(self) -> int | None:
        """A whole percent, half rounded up (data/README.md), in integers so that no half is lost; None of nothing."""
        if self.of == 0:
            return None
        return (200 * self.cases + self.of) // (2 * self.of)
