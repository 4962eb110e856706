"""Three tables over the same three things: product types, kinds of organisation and topics, two by two.

Where no case of a type is of a kind, its cases with a topic are among those of the other kinds; so each table sets
bounds for the next. All that follows from the three together follows from the numbers of type, kind and topic, which
nobody prints.
"""

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property

from reports.dimensions.base import Member
from reports.dimensions.table import DIMENSIONS
from reports.scope import Scope, Where
from reports.selectors.ends import with_ends
from reports.selectors.tally import Groups, crossed, grouped, members_of

TABLES = frozenset({"topic_share", "topic_by_kind", "kind_by_product_type"})
SIDES = ("product_type", "kind", "topic")


@dataclass(frozen=True)
class Cube:
    """`cases` by type and kind, `topics` by type, kind and topic: each of these a condition as it stands in addresses.

    Every case is of one type and one kind, and has any number of topics.
    """

    cases: Mapping[tuple[Where, Where], int]
    topics: Mapping[tuple[Where, Where, Where], int]

    @cached_property
    def numbers(self) -> dict[Where, int]:
        """All of them, and their sums over types and over kinds, by their conditions together."""
        found: Counter[Where] = Counter()
        for (one, kind), cases in self.cases.items():
            found[one + kind] += cases
        for (one, kind, topic), cases in self.topics.items():
            for where in (one + kind + topic, one + topic, kind + topic):
                found[where] += cases
        return dict(found)

    def sums(self) -> Iterator[tuple[Where, list[Where]]]:
        """Cases of a type with a topic are those of all kinds; cases of a kind with a topic those of all types."""
        parts: dict[Where, list[Where]] = {}
        for one, kind, topic in self.topics:
            parts.setdefault(one + topic, []).append(one + kind + topic)
            parts.setdefault(kind + topic, []).append(one + kind + topic)
        yield from parts.items()

    def overlaps(self) -> Iterator[tuple[Where, list[Where]]]:
        """Cases of a type and a kind, and those of them with each topic."""
        parts: dict[Where, list[Where]] = {one + kind: [] for one, kind in self.cases}
        for one, kind, topic in self.topics:
            parts[one + kind].append(one + kind + topic)
        yield from parts.items()


def cube_of(scope: Scope) -> Cube:
    """One query for the cases."""
    counted = with_ends(scope)
    types, kinds, topics = (DIMENSIONS[code] for code in SIDES)
    groups = grouped(counted, types, kinds, topics)
    down, across, deep = (members_of(one, counted, groups, place) for place, one in enumerate((types, kinds, topics)))
    by_kind = {kind.where: crossed(_of(groups, kind), down, deep) for kind in across}
    pairs = crossed(_by_type_and_kind(groups), down, across)
    return Cube(
        {(one.where, kind.where): pairs[one.value][kind.value] for one in down for kind in across},
        {
            (one.where, kind.where, topic.where): by_kind[kind.where][one.value][topic.value]
            for one in down
            for kind in across
            for topic in deep
        },
    )


def _of(groups: Groups, kind: Member) -> Groups:
    """The cases of one kind, by type and topics."""
    counts: Groups = Counter()
    for (of_type, of_kind, topics), cases in groups.items():
        if of_kind in kind.keys:
            counts[of_type, topics] += cases
    return counts


def _by_type_and_kind(groups: Groups) -> Groups:
    counts: Groups = Counter()
    for (of_type, of_kind, _topics), cases in groups.items():
        counts[of_type, of_kind] += cases
    return counts
