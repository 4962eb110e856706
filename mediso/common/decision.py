"""What a policy answers: yes, or no with a reason a person can read."""

from dataclasses import dataclass
from typing import Self

from django.utils.functional import Promise


@dataclass(frozen=True, slots=True)
class Decision:
    """Truthy when allowed. `reason` is shown beside a disabled button and in refusals; empty when allowed."""

    allowed: bool
    reason: str | Promise = ""

    @classmethod
    def yes(cls) -> Self:
        return cls(allowed=True)

    @classmethod
    def no(cls, reason: str | Promise) -> Self:
        return cls(allowed=False, reason=reason)

    def __bool__(self) -> bool:
        return self.allowed
