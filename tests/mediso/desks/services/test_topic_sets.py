import pytest
from pytest_django import DjangoAssertNumQueries

from mediso.desks.models import Desk, TopicSet, TopicSetMember
from mediso.desks.services import intern_topic_set, intern_topic_sets, topic_set_key
from tests.factories.desks import TopicFactory

pytestmark = pytest.mark.django_db


def test_a_combination_is_one_row_in_any_order(desk: Desk) -> None:
    first, second, third = TopicFactory.create_batch(3, desk=desk)
    row = intern_topic_set([third.pk, first.pk])
    assert row.key == f"{first.pk},{third.pk}"
    assert set(row.members.values_list("topic", flat=True)) == {first.pk, third.pk}
    assert intern_topic_set({first.pk, third.pk}) == intern_topic_set([first.pk, third.pk, first.pk]) == row
    assert intern_topic_set([first.pk, second.pk, third.pk]) != row
    assert (TopicSet.objects.count(), TopicSetMember.objects.count()) == (2, 5)


def test_keys_sort_by_number_and_not_by_letter() -> None:
    assert topic_set_key([10, 9, 100]) == "9,10,100"


def test_no_topic_is_no_combination() -> None:
    with pytest.raises(ValueError, match=r"^a topic set has one or more topics$"):
        intern_topic_set([])
    assert TopicSet.objects.count() == 0


@pytest.mark.parametrize("count", [1, 3])
def test_many_combinations_cost_as_many_queries_as_one(
    count: int, desk: Desk, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    combinations = [[topic.pk] for topic in TopicFactory.create_batch(count, desk=desk)]
    with django_assert_num_queries(6):
        assert len(intern_topic_sets(combinations)) == count
    with django_assert_num_queries(3):
        assert len(intern_topic_sets(combinations)) == count
