"""Interned combinations of topics (docs/adr/0002)."""

from collections.abc import Collection, Iterable

from django.db import transaction

from mediso.desks.models import TopicSet, TopicSetMember


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
