"""The share of each topic among the cases of each product type (docs/figures.md).

The database groups the cases by product type and topic set, of which there are few; the sets are then taken apart
here. That is quicker than joining every case to its topics (docs/adr/0002-topic-sets.md) and counts no case twice.
"""

from collections import Counter
from collections.abc import Collection

from django.db.models import Count, Q, QuerySet
from django.utils import timezone

from mediso.desks.models import ProductType, Topic, TopicSetMember
from reports.figures.labels import TOTAL, UNCLASSIFIED, Label
from reports.figures.share import Share
from reports.figures.topic_share import ShareRow, TopicShare
from reports.scope import Scope
from reports.selectors.counted import counted_cases

# product type id → cases, and (product type id, topic id) → cases; None stands for “not yet classified”
Counts = tuple[Counter[int | None], Counter[tuple[int | None, int]]]


def topic_share(scope: Scope) -> TopicShare:
    """Four queries, however many cases and rows.

    Rows and columns stand in the desk's order; a retired one shows only when it has cases in the period. Rows of the
    same Japanese name at several desks are one. Cases without a product type have a row while there are any.
    """
    cases, with_topic = _counts(scope)
    product_types: dict[Label, list[int | None]] = {
        label: [*ids] for label, ids in _shown(ProductType.objects.all(), scope, cases).items()
    }
    if cases[None]:
        product_types[UNCLASSIFIED] = [None]
    topics = _shown(Topic.objects.all(), scope, {topic for _product_type, topic in with_topic})
    rows = tuple(
        _row(label, product_type_ids, topics, cases, with_topic) for label, product_type_ids in product_types.items()
    )
    total = _row(TOTAL, list(cases), topics, cases, with_topic)
    return TopicShare(scope, tuple(topics), rows, total)


def _counts(scope: Scope) -> Counts:
    groups = list(
        counted_cases(scope)
        .values("product_type_id", "topic_set_id")
        .annotate(cases=Count("*"))
        .values_list("product_type_id", "topic_set_id", "cases")
    )
    topics_of: dict[int, list[int]] = {}
    members = TopicSetMember.objects.filter(topic_set__in={topic_set for _type, topic_set, _cases in groups})
    for topic_set, topic in members.values_list("topic_set_id", "topic_id"):
        topics_of.setdefault(topic_set, []).append(topic)
    cases: Counter[int | None] = Counter()
    with_topic: Counter[tuple[int | None, int]] = Counter()
    for product_type, topic_set, number in groups:
        cases[product_type] += number
        for topic in topics_of.get(topic_set, ()):
            with_topic[product_type, topic] += number
    return cases, with_topic


def _shown(
    reference: QuerySet[ProductType] | QuerySet[Topic], scope: Scope, counted: Collection[int | None]
) -> dict[Label, list[int]]:
    """The rows to show, in the desks' order, with the ids that bear each name."""
    last_day = scope.period.last or timezone.localdate()
    desks = [desk.pk for desk in scope.desks]
    shown: dict[str, tuple[Label, list[int]]] = {}
    for row in reference.filter(Q(desk__in=desks) | Q(pk__in=counted)).order_by("desk__code", "position", "pk"):
        if row.pk in counted or row.offered_on(last_day):
            shown.setdefault(row.name_ja, (Label.of(row), []))[1].append(row.pk)
    return dict(shown.values())


def _row(
    label: Label,
    product_type_ids: Collection[int | None],
    topics: dict[Label, list[int]],
    cases: Counter[int | None],
    with_topic: Counter[tuple[int | None, int]],
) -> ShareRow:
    of = sum(cases[product_type] for product_type in product_type_ids)
    shares = (
        Share(sum(with_topic[product_type, topic] for product_type in product_type_ids for topic in topic_ids), of)
        for topic_ids in topics.values()
    )
    return ShareRow(label, of, tuple(shares))
