"""What a classified case is about; a test that reads it of an unclassified one fails here."""

from cases.models import Case
from mediso.desks.models import ProductType, Topic, TopicSet


def product_type_of(case: Case) -> ProductType:
    assert case.product_type is not None
    return case.product_type


def topic_set_of(case: Case) -> TopicSet:
    assert case.topic_set is not None
    return case.topic_set


def topics_of(case: Case) -> list[Topic]:
    return list(topic_set_of(case).topics.all())
