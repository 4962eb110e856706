"""How busy supporters are. Only cases know, and nothing here may import them: they register how to count at start-up.

`cases.apps` calls `count_with(…)` in `ready()`. Without it the pages leave the figures out.
"""

from collections.abc import Sequence
from typing import Protocol

from django.db.models import Expression, QuerySet
from django.utils.functional import Promise

from supporters.models import Supporter


class Workload(Protocol):
    def open_cases(self) -> Expression:
        """An expression over `Supporter`: the cases accepted and not completed yet."""

    def assignment_counts(self, supporter: Supporter) -> Sequence[tuple[str | Promise, int]]:
        """How many assignments of each state the supporter has had, with the words for the state."""


_registered: list[Workload] = []


def count_with(workload: Workload) -> None:
    _registered[:] = [workload]


def is_counted() -> bool:
    return bool(_registered)


def with_open_cases(supporters: QuerySet[Supporter]) -> QuerySet[Supporter]:
    """The supporters, each with `open_cases`, where cases are there to be counted."""
    return supporters.annotate(open_cases=_registered[0].open_cases()) if _registered else supporters


def assignment_counts(supporter: Supporter) -> Sequence[tuple[str | Promise, int]]:
    return _registered[0].assignment_counts(supporter) if _registered else []
