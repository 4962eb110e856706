"""Writes of a desk's reference data."""

from collections.abc import Collection, Iterable
from typing import NotRequired, TypedDict

from django.db import transaction

from mediso.desks.models import Desk, ProductType, Topic, TopicSet, TopicSetMember


class RowDefinition(TypedDict):
    name_ja: str
    name_en: str
    explanation_ja: NotRequired[str]
    explanation_en: NotRequired[str]


class DeskDefinition(TypedDict):
    """The shape of `data/mediso-desk.json`. The order of the lists is the order of every table and form."""

    code: str
    name_ja: str
    name_en: str
    number_prefix: str
    product_types: list[RowDefinition]
    topics: list[RowDefinition]


@transaction.atomic
def set_up_desk(definition: DeskDefinition) -> Desk:
    """Make the desk and whatever of its lists is missing; what is there already stays as it is.

    Rows are known by their Japanese names; administrators change them on the site.
    """
    names = {key: definition[key] for key in ("name_ja", "name_en", "number_prefix")}
    desk, _made = Desk.objects.get_or_create(code=definition["code"], defaults=names)
    for model, rows in ((ProductType, definition["product_types"]), (Topic, definition["topics"])):
        for position, row in enumerate(rows, start=1):
            model.objects.get_or_create(desk=desk, name_ja=row["name_ja"], defaults={"position": position, **row})
    return desk


def topic_set_key(topic_ids: Iterable[int]) -> str:
    return ",".join(str(topic_id) for topic_id in sorted(set(topic_ids)))


def intern_topic_set(topic_ids: Collection[int]) -> TopicSet:
    """The one row for this combination of topics, made if it has never occurred.

    Raises `ValueError` for an empty combination: a case has one or more topics.
    """
    return intern_topic_sets([topic_ids])[topic_set_key(topic_ids)]


@transaction.atomic
def intern_topic_sets(combinations: Iterable[Collection[int]]) -> dict[str, TopicSet]:
    """As `intern_topic_set` for many, keyed by `topic_set_key`, in a constant number of queries."""
    wanted = {topic_set_key(topic_ids): sorted(set(topic_ids)) for topic_ids in combinations}
    if "" in wanted:
        msg = "a topic set has one or more topics"
        raise ValueError(msg)
    found = TopicSet.objects.in_bulk(list(wanted), field_name="key")
    missing = sorted(wanted.keys() - found.keys())
    if missing:
        # Another transaction may be interning the same combination: the unique key decides, both read the winner.
        TopicSet.objects.bulk_create([TopicSet(key=key) for key in missing], ignore_conflicts=True)
        found |= TopicSet.objects.in_bulk(missing, field_name="key")
        TopicSetMember.objects.bulk_create(
            [TopicSetMember(topic_set=found[key], topic_id=topic_id) for key in missing for topic_id in wanted[key]],
            ignore_conflicts=True,
        )
    return found
