"""Dimensions whose members are rows of the desks: product types, topics, the desks themselves.

Rows and columns stand in the desk's order; a retired one shows only when it has cases. What bears the same Japanese
name at several desks is one member.
"""

from collections.abc import Callable, Collection, Sequence

from django.db.models import Q, QuerySet
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from mediso.desks.models import ProductType, Topic, TopicSetMember
from reports.dimensions.base import NONE, Condition, Dimension, Key, Member
from reports.figures.labels import UNCLASSIFIED, Label
from reports.scope import Scope

Reference = QuerySet[ProductType] | QuerySet[Topic]


def _shown(rows: Reference, scope: Scope, found: Collection[Key]) -> dict[Label, list[int]]:
    """The rows to show, in the desks' order, with the ids that bear each name."""
    last_day = scope.period.last or timezone.localdate()
    desks = [desk.pk for desk in scope.desks]
    ids = [key for key in found if isinstance(key, int)]
    shown: dict[str, tuple[Label, list[int]]] = {}
    for row in rows.filter(Q(desk__in=desks) | Q(pk__in=ids)).order_by("desk__code", "position", "pk"):
        if row.pk in ids or row.offered_on(last_day):
            shown.setdefault(row.name_ja, (Label.of(row), []))[1].append(row.pk)
    return dict(shown.values())


def _unclassified(code: str) -> Member:
    return Member(NONE, UNCLASSIFIED, frozenset([None]), ((code, NONE),))


def _product_types(scope: Scope, found: Collection[Key]) -> list[Member]:
    """Cases without a product type have a row while there are any."""
    members = [
        Member(label.ja, label, frozenset(ids), (("product_type", label.ja),))
        for label, ids in _shown(ProductType.objects.all(), scope, found).items()
    ]
    return [*members, _unclassified("product_type")] if None in found else members


def _topics(scope: Scope, found: Collection[Key]) -> list[Member]:
    """The database groups by topic set, of which there are few (docs/adr/0002); a member holds all sets with its topic.

    Cases without topics count in no column: the shares say of how many.
    """
    sets_with: dict[int, list[int]] = {}
    members = TopicSetMember.objects.filter(topic_set__in=[key for key in found if key is not None])
    for topic_set, topic in members.values_list("topic_set_id", "topic_id"):
        sets_with.setdefault(topic, []).append(topic_set)
    return [
        Member(
            label.ja,
            label,
            frozenset(topic_set for topic in ids for topic_set in sets_with.get(topic, ())),
            (("topic", label.ja),),
        )
        for label, ids in _shown(Topic.objects.all(), scope, sets_with).items()
    ]


def _desks(scope: Scope, _found: Collection[Key]) -> list[Member]:
    return [Member(desk.code, Label.of(desk), frozenset([desk.pk]), (("desk", desk.code),)) for desk in scope.desks]


def _names(rows: Reference) -> Callable[[Scope], Sequence[tuple[str, str]]]:
    def choices(scope: Scope) -> Sequence[tuple[str, str]]:
        found = rows.filter(desk__in=[desk.pk for desk in scope.desks]).order_by("desk__code", "position", "pk")
        named = {row.name_ja: str(row) for row in found}
        return [*named.items(), (NONE, str(UNCLASSIFIED))]

    return choices


def _of_product_type(value: str, _scope: Scope) -> Q:
    if value == NONE:
        return Q(product_type=None)
    return Q(product_type__in=ProductType.objects.filter(name_ja=value))


def _of_topic(value: str, _scope: Scope) -> Q:
    if value == NONE:
        return Q(topic_set=None)
    return Q(topic_set__in=TopicSetMember.objects.filter(topic__name_ja=value).values("topic_set"))


PRODUCT_TYPE = Dimension(
    "product_type",
    _("Product type"),
    "product_type_id",
    _product_types,
    Condition("product_type", _("Product type"), _of_product_type, _names(ProductType.objects.all()), is_frozen=True),
)
TOPIC = Dimension(
    "topic",
    _("Topic"),
    "topic_set_id",
    _topics,
    Condition("topic", _("Topic"), _of_topic, _names(Topic.objects.all()), is_frozen=True),
    is_multiple=True,
)
DESKS = Dimension("desk", _("Desk"), "desk_id", _desks, condition=None)
REFERENCE = (PRODUCT_TYPE, TOPIC, DESKS)
