"""Numbers by desk that stand in the menu of every page: kept in the cache, so that they cost no query there."""

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass

from django.core.cache import cache

KEPT = 10 * 60
"""Seconds. Whoever changes what is counted works it out anew at once; a number that nobody refreshed ends by itself."""


@dataclass(frozen=True, slots=True)
class KeptCounts:
    """`count` works the numbers out, by desk id; desks without one may be left out."""

    key: str
    count: Callable[[], Mapping[int, int]]

    def refresh(self) -> Mapping[int, int]:
        found = self.count()
        cache.set(self.key, found, KEPT)
        return found

    def of(self, desk_ids: Collection[int]) -> int:
        """Of these desks together, as last worked out; worked out now where that is too long ago."""
        if not desk_ids:
            return 0
        found: Mapping[int, int] | None = cache.get(self.key)
        if found is None:
            found = self.refresh()
        return sum(found.get(desk, 0) for desk in desk_ids)
