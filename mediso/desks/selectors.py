"""Reads of a desk's reference data."""

import datetime

from django.db.models import Q, QuerySet

from mediso.desks.models import Desk, ProductType, Topic


def offered_product_types(desk: Desk, day: datetime.date) -> QuerySet[ProductType]:
    return ProductType.objects.filter(Q(retired_on=None) | Q(retired_on__gt=day), desk=desk)


def offered_topics(desk: Desk, day: datetime.date) -> QuerySet[Topic]:
    return Topic.objects.filter(Q(retired_on=None) | Q(retired_on__gt=day), desk=desk)
