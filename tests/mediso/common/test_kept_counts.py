"""Counts of the menu: kept, worked out anew when asked to, and once more where nothing is kept."""

from collections.abc import Mapping

from django.core.cache import cache

from mediso.common.kept_counts import KeptCounts


def test_what_was_worked_out_is_kept_until_it_is_refreshed() -> None:
    asked: list[int] = []

    def count() -> Mapping[int, int]:
        asked.append(1)
        return {1: 2 * len(asked), 2: 5}

    counts = KeptCounts("test.counts", count)
    assert [counts.of(desks) for desks in ([1], [1, 2], [3], [])] == [2, 7, 0, 0]
    assert len(asked) == 1
    counts.refresh()
    assert (counts.of([1]), len(asked)) == (4, 2)
    cache.delete("test.counts")
    assert (counts.of([1]), len(asked)) == (6, 3)
