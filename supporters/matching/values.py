"""What the engine is asked: one case and the supporters who might take it, as plain values."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from typing import Self

MAX_LEVEL = 5


@dataclass(frozen=True, slots=True)
class CaseNeed:
    """A case as matching sees it on one day.

    `on` is the day in Japan on which interests and terms are judged. `organisation_names` holds every name under
    which a conflict counts, as written or normalised. `involved_ids` are supporters proposed to or working on the case
    now; `declined_ids` those who declined it. `language` is an ISO 639-1 code.

    Raises ValueError without a topic: a case has one or more.
    """

    case_id: int
    product_type_id: int
    topic_ids: frozenset[int]
    organisation_id: int | None
    organisation_names: frozenset[str]
    on: date
    involved_ids: frozenset[int] = frozenset()
    declined_ids: frozenset[int] = frozenset()
    language: str = "ja"

    def __post_init__(self) -> None:
        if not self.topic_ids:
            raise ValueError(f"Case {self.case_id} has no topic: nobody can be ranked for it.")

    def before_asking(self, supporter_id: int) -> Self:
        """The same need as if this supporter were not on the case yet: what the check at acceptance looks at."""
        return replace(self, involved_ids=self.involved_ids - {supporter_id})


@dataclass(frozen=True, slots=True)
class Tie:
    """A declared interest. Both dates belong to it; None means from ever, or until further notice."""

    organisation_id: int | None
    organisation_name: str
    kind: str
    since: date | None = None
    until: date | None = None

    def holds_on(self, day: date) -> bool:
        return (self.since is None or self.since <= day) and (self.until is None or day <= self.until)


@dataclass(frozen=True, slots=True)
class Candidate:
    """A supporter on the day of the case's `on`.

    `expertise` gives each topic's level, 1 to 5. `term_end` is the last day of the term. `open_cases` are accepted and
    not completed. Hours are those of the calendar month of `on`. `cases_with_organisation` counts this supporter's
    earlier cases with the case's organisation.

    Raises ValueError for a level outside 1 to 5.
    """

    supporter_id: int
    expertise: Mapping[int, int]
    product_type_ids: frozenset[int]
    languages: frozenset[str]
    term_start: date
    term_end: date | None
    open_cases: int
    max_open_cases: int
    hours_per_month: Decimal | int
    hours_used_this_month: Decimal | int
    interests: tuple[Tie, ...] = ()
    cases_with_organisation: int = 0
    proposals_last_90_days: int = 0

    def __post_init__(self) -> None:
        for topic_id, level in self.expertise.items():
            if not 1 <= level <= MAX_LEVEL:
                who = f"Supporter {self.supporter_id}, topic {topic_id}"
                raise ValueError(f"{who}: level {level} is not 1 to {MAX_LEVEL}.")
