"""What a desk offers on a day, and the rules that count on it."""

import datetime
from collections.abc import Collection

from django.db.models import F, Q, QuerySet

from mediso.desks.models import ChecklistItem, Closure, Desk, PlanTemplate, ProductType, Signpost, Terms, Topic
from mediso.desks.signposts import SignpostRule, fitting


def offered_product_types(desk: Desk, day: datetime.date) -> QuerySet[ProductType]:
    return ProductType.objects.filter(_offered(day), desk=desk)


def offered_topics(desk: Desk, day: datetime.date) -> QuerySet[Topic]:
    return Topic.objects.filter(_offered(day), desk=desk)


def offered_plan_templates(
    desk: Desk, day: datetime.date, product_type_id: int | None = None
) -> QuerySet[PlanTemplate]:
    """Those for every product type and, where one is given, those for it; steps are fetched along."""
    for_it = Q(product_type=None) | Q(product_type=product_type_id)
    return PlanTemplate.objects.filter(_offered(day), for_it, desk=desk).prefetch_related("steps")


def checklist_for(desk_id: int, product_type_id: int | None, day: datetime.date) -> QuerySet[ChecklistItem]:
    """The items for every product type, then those for this one; while it is not known, the former alone."""
    for_it = Q(product_type=None) | Q(product_type=product_type_id)
    rows = ChecklistItem.objects.filter(_offered(day), for_it, desk=desk_id)
    return rows.order_by(F("product_type_id").asc(nulls_first=True), "position", "pk")


def terms_in_force(desk: Desk, day: datetime.date) -> Terms | None:
    """The version that a founder agrees to on that day; None at a desk that has none yet."""
    return Terms.objects.filter(desk=desk, in_force_from__lte=day).order_by("in_force_from", "version").last()


def closed_spans(desk_id: int) -> list[tuple[datetime.date, datetime.date]]:
    """First and last day of every closure that counts; spans may overlap."""
    rows = Closure.objects.filter(desk=desk_id, retired_on=None).order_by("first_day", "last_day")
    return list(rows.values_list("first_day", "last_day"))


def signposts_for(
    desk: Desk, day: datetime.date, *, product_type_id: int | None, topic_ids: Collection[int], text: str
) -> list[Signpost]:
    """The signposts of the desk that fit the question, in the desk's order; a constant number of queries."""
    rows = Signpost.objects.filter(_offered(day), desk=desk).prefetch_related("product_types", "topics")
    by_id = {row.pk: row for row in rows}
    rules = [rule_of(row) for row in by_id.values()]
    found = fitting(rules, product_type_id=product_type_id, topic_ids=topic_ids, text=text)
    return [by_id[rule.signpost_id] for rule in found]


def rule_of(signpost: Signpost) -> SignpostRule:
    return SignpostRule(
        signpost_id=signpost.pk,
        product_types=frozenset(row.pk for row in signpost.product_types.all()),
        topics=frozenset(row.pk for row in signpost.topics.all()),
        keywords=tuple(signpost.keywords.splitlines()),
    )


def _offered(day: datetime.date) -> Q:
    return Q(retired_on=None) | Q(retired_on__gt=day)
