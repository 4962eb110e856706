"""The desk's lists: retired and never deleted, named in the reader's language, held by the database."""

import datetime as dt
from collections.abc import Callable

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, connection, transaction
from django.utils import translation

from mediso.desks.models import Desk, ProductType, Topic, TopicSet, TopicSetMember
from mediso.desks.selectors import offered_product_types, offered_topics
from tests.factories.desks import DeskFactory, ProductTypeFactory, TopicFactory, topic_set

pytestmark = pytest.mark.django_db

DAY = dt.date(2026, 4, 1)


def _delete_by_sql(table: str) -> None:
    with connection.cursor() as cursor:
        cursor.execute(f"DELETE FROM {table}")  # noqa: S608 - a name of this file


DELETIONS: dict[str, Callable[[], object]] = {
    "a topic": lambda: Topic.objects.get().delete(),
    "topics in bulk": lambda: Topic.objects.all().delete(),
    "topics by SQL": lambda: _delete_by_sql("desks_topic"),
    "a product type": lambda: ProductType.objects.get().delete(),
    "product types in bulk": lambda: ProductType.objects.all().delete(),
    "product types by SQL": lambda: _delete_by_sql("desks_producttype"),
}


@pytest.mark.parametrize("delete", DELETIONS.values(), ids=DELETIONS.keys())
def test_reference_rows_are_never_deleted(delete: Callable[[], object], desk: Desk) -> None:
    TopicFactory.create(desk=desk)
    ProductTypeFactory.create(desk=desk)
    with pytest.raises(IntegrityError, match=r"\d+ is retired, not deleted: set retired_on"), transaction.atomic():
        delete()
    assert (Topic.objects.count(), ProductType.objects.count()) == (1, 1)


@pytest.mark.parametrize(
    ("retired_on", "offered"),
    [
        pytest.param(None, True, id="in use"),
        pytest.param(DAY, False, id="retired from that day"),
        pytest.param(DAY + dt.timedelta(days=1), True, id="retired from the next day"),
        pytest.param(DAY - dt.timedelta(days=1), False, id="retired before"),
    ],
)
def test_a_retired_row_is_offered_no_more(retired_on: dt.date | None, offered: bool, desk: Desk) -> None:
    topic = TopicFactory.create(desk=desk, retired_on=retired_on)
    product_type = ProductTypeFactory.create(desk=desk, retired_on=retired_on)
    TopicFactory.create()
    ProductTypeFactory.create()
    assert list(offered_topics(desk, DAY)) == ([topic] if offered else [])
    assert list(offered_product_types(desk, DAY)) == ([product_type] if offered else [])
    assert topic.offered_on(DAY) == product_type.offered_on(DAY) == offered


def test_lists_are_in_the_desk_s_order(desk: Desk) -> None:
    for position, name in ((3, "三"), (1, "一"), (2, "二")):
        TopicFactory.create(desk=desk, position=position, name_ja=name)
    assert [topic.name_ja for topic in offered_topics(desk, DAY)] == ["一", "二", "三"]


def test_names_are_in_the_reader_s_language(desk: Desk) -> None:
    topic = TopicFactory.create(
        desk=desk, name_ja="法規制", name_en="Regulation", explanation_ja="説明", explanation_en="Explanation"
    )
    with translation.override("ja"):
        assert (str(desk), str(topic), topic.explanation) == ("医療の窓口", "法規制", "説明")
    with translation.override("en-gb"):
        assert (str(desk), str(topic), topic.explanation) == ("Medical desk", "Regulation", "Explanation")
    with translation.override(None):
        assert (str(desk), str(topic)) == ("医療の窓口", "法規制")


def test_one_name_once_a_desk(desk: Desk, other_desk: Desk) -> None:
    TopicFactory.create(desk=desk, name_ja="法規制")
    TopicFactory.create(desk=other_desk, name_ja="法規制")
    with pytest.raises(IntegrityError, match='"topic_name_once_per_desk"'), transaction.atomic():
        TopicFactory.create(desk=desk, name_ja="法規制")
    ProductTypeFactory.create(desk=desk, name_ja="医薬品")
    with pytest.raises(IntegrityError, match='"product_type_name_once_per_desk"'), transaction.atomic():
        ProductTypeFactory.create(desk=desk, name_ja="医薬品")


@pytest.mark.parametrize("prefix", ["医", "A-", "A B", "A/", "é", "A\n"])
def test_a_prefix_that_no_address_takes_is_refused(prefix: str) -> None:
    desk = DeskFactory.build(number_prefix=prefix)
    with translation.override("en"):
        with pytest.raises(ValidationError) as refusal:
            desk.full_clean()
        assert refusal.value.message_dict == {"number_prefix": ["Use only the letters A to Z and digits."]}
    with pytest.raises(IntegrityError, match='"number_prefix_is_plain"'), transaction.atomic():
        desk.save()


@pytest.mark.parametrize("prefix", ["", "A", "CARE1"])
def test_letters_digits_and_nothing_make_a_prefix(prefix: str) -> None:
    desk = DeskFactory.build(number_prefix=prefix)
    desk.full_clean()
    desk.save()
    assert Desk.objects.get().number_prefix == prefix


def test_two_desks_number_apart(desk: Desk) -> None:
    with pytest.raises(IntegrityError), transaction.atomic():
        DeskFactory.create(number_prefix="M")


@pytest.mark.parametrize("key", ["", "1,", "a", "1,,2"])
def test_a_topic_set_has_a_key_of_topics(key: str) -> None:
    with pytest.raises(IntegrityError, match='"topic_set_has_topics"'), transaction.atomic():
        TopicSet.objects.create(key=key)


def test_a_topic_is_in_a_set_once(desk: Desk) -> None:
    topic = TopicFactory.create(desk=desk)
    row = topic_set(topic)
    with pytest.raises(IntegrityError, match='"topic_once_per_topic_set"'), transaction.atomic():
        TopicSetMember.objects.create(topic_set=row, topic=topic)


def test_a_topic_set_names_its_topics_in_the_desk_s_order(desk: Desk) -> None:
    second = TopicFactory.create(desk=desk, position=2, name_ja="二")
    first = TopicFactory.create(desk=desk, position=1, name_ja="一")
    with translation.override("ja"):
        assert str(topic_set(second, first)) == "一、二"
