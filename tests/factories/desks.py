"""A desk and its reference data."""

# factory_boy's declarations carry no types.
# mypy: allow-untyped-calls, allow-untyped-decorators

from factory.declarations import LazyAttribute, Sequence, SubFactory
from factory.django import DjangoModelFactory

from mediso.desks.models import Desk, ProductType, Topic, TopicSet
from mediso.desks.services import intern_topic_set


class DeskFactory(DjangoModelFactory[Desk]):
    class Meta:
        model = Desk

    code = Sequence(lambda n: f"desk-{n}")
    number_prefix = Sequence(lambda n: f"D{n}")
    name_ja = Sequence(lambda n: f"第{n}窓口")
    name_en = Sequence(lambda n: f"Desk {n}")
    notice_email = LazyAttribute(lambda desk: f"{desk.code}@example.jp")


class ProductTypeFactory(DjangoModelFactory[ProductType]):
    class Meta:
        model = ProductType

    desk = SubFactory(DeskFactory)
    name_ja = Sequence(lambda n: f"製品区分{n}")
    name_en = Sequence(lambda n: f"Product type {n}")
    position = Sequence(lambda n: n)


class TopicFactory(DjangoModelFactory[Topic]):
    class Meta:
        model = Topic

    desk = SubFactory(DeskFactory)
    name_ja = Sequence(lambda n: f"相談内容{n}")
    name_en = Sequence(lambda n: f"Topic {n}")
    position = Sequence(lambda n: n)


def topic_set(*topics: Topic) -> TopicSet:
    """The interned combination of these topics."""
    return intern_topic_set([topic.pk for topic in topics])
