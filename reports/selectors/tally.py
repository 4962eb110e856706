"""Counting cases by one or two dimensions: the database groups, and the few groups are folded into members here.

A case with several topics is one row of the grouping, so it counts once; joining it to its topics took 13.7 times a
`count(*)` of the table, this 2.75 times (docs/adr/0002-topic-sets.md).
"""

from collections import Counter
from collections.abc import Mapping, Sequence

from django.db.models import Count

from reports.dimensions.base import Dimension, Key, Member
from reports.scope import Scope
from reports.selectors.counted import counted_cases
from reports.selectors.together import once

Groups = Counter[tuple[Key, ...]]
Rows = list[tuple[tuple[Key, ...], int]]


def grouped(scope: Scope, *dimensions: Dimension) -> Groups:
    """Cases by the keys of these dimensions. One query, and none where `count_together` had these columns too."""
    columns = tuple(dict.fromkeys(dimension.column for dimension in dimensions))
    wider = _wider(scope)
    kept = next((one for one in wider if set(columns) <= set(one)), None)
    groups = wider[kept] if kept else _grouped(scope, dimensions, columns)
    places = [(kept or columns).index(dimension.column) for dimension in dimensions]
    if places == [*range(len(kept or columns))]:
        return Counter(dict(groups))
    counts: Groups = Counter()
    for keys, cases in groups:
        counts[tuple(keys[place] for place in places)] += cases
    return counts


def count_together(scope: Scope, *dimensions: Dimension) -> None:
    """Count by all of these at once, for the figures of a page that count by some of them each.

    For dimensions of few members: a grouping by five of them took less time than two of the five by themselves.
    """
    columns = tuple(dict.fromkeys(dimension.column for dimension in dimensions))
    _wider(scope)[columns] = _grouped(scope, dimensions, columns)


def _wider(scope: Scope) -> dict[tuple[str, ...], Rows]:
    return once(("wider", scope.key), dict)


def _grouped(scope: Scope, dimensions: Sequence[Dimension], columns: tuple[str, ...]) -> Rows:
    rows = counted_cases(scope)
    for dimension in dimensions:
        rows = dimension.prepare(rows, scope)
    counts = rows.values(*columns).annotate(cases=Count("*")).values_list(*columns, "cases")
    return [(tuple(keys), cases) for *keys, cases in counts]


def members_of(dimension: Dimension, scope: Scope, groups: Groups, place: int) -> Sequence[Member]:
    found = frozenset(keys[place] for keys in groups)
    return once(("members", dimension.code, scope.key, scope.ends, found), lambda: dimension.members(scope, found))


def along(groups: Groups, place: int) -> Counter[Key]:
    """Cases by the keys of one of the dimensions."""
    counts: Counter[Key] = Counter()
    for keys, cases in groups.items():
        counts[keys[place]] += cases
    return counts


def folded(counts: Mapping[Key, int], members: Sequence[Member]) -> Counter[str]:
    """Cases by the values of the members into which the keys fall."""
    found: Counter[str] = Counter()
    for member in members:
        found[member.value] = sum(counts[key] for key in member.keys if key in counts)
    return found


def crossed(groups: Groups, down: Sequence[Member], across: Sequence[Member]) -> dict[str, Counter[str]]:
    """Cases by the members of the first dimension, and of these by the members of the second.

    Folded row by row: a topic by month has some ten thousands of groups, and five numbers a row.
    """
    by_key: dict[Key, list[tuple[Key, int]]] = {}
    for (key, other), cases in groups.items():
        by_key.setdefault(key, []).append((other, cases))
    found = {}
    for member in down:
        counts: Counter[Key] = Counter()
        for key in member.keys:
            for other, cases in by_key.get(key, ()):
                counts[other] += cases
        found[member.value] = folded(counts, across)
    return found
