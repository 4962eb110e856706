"""What the engine is asked: cases and the supporters who might take them, as plain values."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from decimal import Decimal
from types import MappingProxyType
from typing import Self

from supporters.matching.conflicts import ASKER, Key, keys_of
from supporters.matching.free_hours import NO_FREE_HOURS, Away, FreeHours

MAX_LEVEL = 5


@dataclass(frozen=True, slots=True)
class Related:
    """An organisation in whose favour or against whose interest the case is; `kind` is "parent" or "competitor"."""

    kind: str
    name: str
    corporate_number: str = ""


@dataclass(frozen=True, slots=True)
class CaseNeed:
    """A case as matching sees it on one day.

    `on` is the day in Japan on which everything is judged. `organisation_names` and `corporate_numbers` are all that
    the asker is known by, as written or normalised; `related` are organisations a tie to which is a conflict as well.
    `involved_ids` are supporters proposed to or working on the case now; `declined_ids` those who declined it.
    `language` is an ISO 639-1 code. `modality` is empty while it is not known. `due_on` is the target date: the day by
    which the asker should have the desk's answer; None where there is none.

    `sides` follows from these: the organisations of the case by what they are known by, each with its side and name.

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
    corporate_numbers: frozenset[str] = frozenset()
    related: tuple[Related, ...] = ()
    modality: str = ""
    due_on: date | None = None
    sides: Mapping[Key, tuple[str, str]] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        if not self.topic_ids:
            raise ValueError(f"Case {self.case_id} has no topic: nobody can be ranked for it.")
        sides: dict[Key, tuple[str, str]] = {}
        for key, side in self._sides():
            sides.setdefault(key, side)
        object.__setattr__(self, "sides", MappingProxyType(sides))

    def _sides(self) -> Iterator[tuple[Key, tuple[str, str]]]:
        """The asker before all others: a tie to an organisation with two sides is told by the nearer one."""
        for key in keys_of(self.organisation_id, self.organisation_names, self.corporate_numbers):
            yield key, (ASKER, "")
        for one in self.related:
            for key in keys_of(None, (one.name,), (one.corporate_number,)):
                yield key, (one.kind, one.name)

    def before_asking(self, supporter_id: int) -> Self:
        """The same need as if this supporter were not on the case yet: what the check at acceptance looks at."""
        return replace(self, involved_ids=self.involved_ids - {supporter_id})


@dataclass(frozen=True, slots=True)
class Tie:
    """A declared interest. Both dates belong to it; None means from ever, or until further notice.

    `other_names` are those of the same organisation that were not declared. `keys` follows from all of them.
    """

    organisation_id: int | None
    organisation_name: str
    kind: str
    since: date | None = None
    until: date | None = None
    corporate_number: str = ""
    other_names: frozenset[str] = frozenset()
    keys: frozenset[Key] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        names = (self.organisation_name, *self.other_names)
        keys = frozenset(keys_of(self.organisation_id, names, (self.corporate_number,)))
        object.__setattr__(self, "keys", keys)

    def holds_on(self, day: date) -> bool:
        return (self.since is None or self.since <= day) and (self.until is None or day <= self.until)


@dataclass(frozen=True, slots=True)
class Candidate:
    """A supporter on the day of the cases' `on`, for as many cases as wanted: what depends on the case is by case.

    `expertise` gives each topic's level, 1 to 5. `term_end` is the last day of the term. `open_cases` are accepted and
    not completed; `open_proposals` the ids of cases for which an answer is still owed. Hours are those of the calendar
    month of `on`, proposals those of its ISO week (Monday first; no cap on them is None) and of the last 90 days, the
    day itself among them. `undertakings` are signed: kind and fiscal year. `earlier_cases` are the ids of cases on
    which the supporter works or worked, by organisation. `free_hours` reach up to the latest target date asked about.

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
    undertakings: frozenset[tuple[str, int]] = frozenset()
    leaves: tuple[Away, ...] = ()
    modalities: frozenset[str] = frozenset()
    open_proposals: frozenset[int] = frozenset()
    proposals_this_week: int = 0
    proposals_per_week: int | None = None
    proposals_last_90_days: int = 0
    earlier_cases: Mapping[int, frozenset[int]] = field(default_factory=dict)
    free_hours: FreeHours = NO_FREE_HOURS

    def __post_init__(self) -> None:
        for topic_id, level in self.expertise.items():
            if not 1 <= level <= MAX_LEVEL:
                who = f"Supporter {self.supporter_id}, topic {topic_id}"
                raise ValueError(f"{who}: level {level} is not 1 to {MAX_LEVEL}.")

    @property
    def own_case_ids(self) -> frozenset[int]:
        """The cases that this supporter has to do with: only for these a cap or continuity depends on the case's id."""
        return self.open_proposals.union(*self.earlier_cases.values())
