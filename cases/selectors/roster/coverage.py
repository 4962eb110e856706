"""Which topics of which product types somebody could take, and where it hangs on one person."""

import datetime as dt
from collections import Counter
from collections.abc import Collection
from dataclasses import dataclass, replace
from typing import Self

from django.db.models import Count, QuerySet

from cases.models import Case
from cases.selectors.roster.unasked import a_year_before
from mediso.common.fiscal import FiscalYear
from mediso.desks.models import Desk, ProductType, Topic, TopicSetMember
from mediso.desks.selectors.rules import offered_product_types, offered_topics
from supporters.models import Supporter
from supporters.selectors.available import leaves_on, signed_for
from supporters.selectors.roster import appointed_on


@dataclass(frozen=True, slots=True)
class Cell:
    """`who` could take such a case; `lost` when one more could, who is thought to be on leave."""

    topic: Topic
    product_type: ProductType
    who: tuple[Supporter, ...]
    cases: int
    lost: bool = False

    @property
    def count(self) -> int:
        return len(self.who)

    @property
    def only(self) -> Supporter | None:
        return self.who[0] if len(self.who) == 1 else None

    def without(self, away: Supporter) -> Self:
        left = tuple(one for one in self.who if one != away)
        return replace(self, who=left, lost=len(left) < len(self.who))


@dataclass(frozen=True, slots=True)
class Row:
    topic: Topic
    cells: tuple[Cell, ...]


@dataclass(frozen=True, slots=True)
class Coverage:
    """`available` are in term, signed for the fiscal year and not on leave or paused. `unsorted` cases of the last
    twelve months stand in no cell, as they have no product type or no topics yet."""

    product_types: tuple[ProductType, ...]
    rows: tuple[Row, ...]
    available: tuple[Supporter, ...]
    wanted_level: int
    unsorted: int

    @property
    def most(self) -> int:
        return max((cell.count for cell in self._cells), default=0)

    @property
    def thin(self) -> list[Cell]:
        """Cells with nobody or one, most cases first, but for those with nobody and no case; `idle` counts these."""
        cells = [cell for cell in self._cells if cell.count == 1 or (not cell.count and cell.cases)]
        return sorted(cells, key=lambda cell: (-cell.cases, cell.count))

    @property
    def idle(self) -> int:
        return sum(not cell.count and not cell.cases for cell in self._cells)

    @property
    def _cells(self) -> list[Cell]:
        return [cell for row in self.rows for cell in row.cells]

    def without(self, away: Supporter) -> Self:
        """As if this supporter were on leave. Nothing is read again."""
        rows = (Row(row.topic, tuple(cell.without(away) for cell in row.cells)) for row in self.rows)
        return replace(self, rows=tuple(rows))


def available_on(supporters: QuerySet[Supporter], today: dt.date) -> QuerySet[Supporter]:
    """In term, signed for the fiscal year, and neither on leave nor paused."""
    return supporters.filter(
        pk__in=appointed_on(today).filter(pk__in=signed_for(FiscalYear.of(today).year).values("pk")).values("pk")
    ).exclude(pk__in=leaves_on(today).values("supporter"))


def coverage_of(desk: Desk, supporters: QuerySet[Supporter], cases: QuerySet[Case], today: dt.date) -> Coverage:
    """Of the rows of that desk among `supporters` and `cases`. A supporter counts in a cell with expertise in the topic
    from the desk's `wanted_level` on and with the product type declared. In a constant number of queries."""
    topics = list(offered_topics(desk, today))
    product_types = tuple(offered_product_types(desk, today))
    available = tuple(available_on(supporters.filter(desk=desk), today).order_by("name", "pk"))
    received, unsorted = _received(cases.filter(desk=desk, received_on__gt=a_year_before(today)))
    covered = {one.pk: _covered(one, desk.wanted_level) for one in available}

    def cell(topic: Topic, product_type: ProductType) -> Cell:
        who = tuple(one for one in available if (topic.pk, product_type.pk) in covered[one.pk])
        return Cell(topic, product_type, who, received[topic.pk, product_type.pk])

    rows = tuple(Row(topic, tuple(cell(topic, one) for one in product_types)) for topic in topics)
    return Coverage(product_types, rows, available, desk.wanted_level, unsorted)


def _covered(supporter: Supporter, level: int) -> Collection[tuple[int, int]]:
    """Topic and product type, of what the supporters of `supporters_visible_to` bring along."""
    known = [one.topic_id for one in supporter.expertise.all() if one.level >= level]
    types = [one.pk for one in supporter.product_types.all()]
    return {(topic, product_type) for topic in known for product_type in types}


def _received(cases: QuerySet[Case]) -> tuple[Counter[tuple[int, int]], int]:
    """How many cases by topic and product type, one with two topics in two cells; and how many without either."""
    groups = list(cases.order_by().values_list("product_type", "topic_set").annotate(n=Count("pk")))
    members: dict[int, list[int]] = {}
    sets = {topic_set for _, topic_set, _ in groups if topic_set is not None}
    for topic_set, topic in TopicSetMember.objects.filter(topic_set__in=sets).values_list("topic_set", "topic"):
        members.setdefault(topic_set, []).append(topic)
    found: Counter[tuple[int, int]] = Counter()
    unsorted = 0
    for product_type, topic_set, n in groups:
        if product_type is None or topic_set is None:
            unsorted += n
        else:
            found.update({(topic, product_type): n for topic in members[topic_set]})
    return found, unsorted
