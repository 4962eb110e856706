"""The filters of the case list; what a reader may ask for is listed here and nothing else is read."""

from typing import Any

import django_filters
from django import forms
from django.db.models import Q, QuerySet
from django.utils.translation import gettext_lazy as _

from cases.enums import Awaits, State
from cases.models import Case
from mediso.desks.models import ProductType, Topic

SORTS = {
    "received": ("received_on", "number"),
    "number": ("number",),
    "organisation": ("organisation__name", "number"),
    "state": ("state", "number"),
}
DEFAULT_SORT = "-received"

# `?awaits=` of this or one of `Awaits`.
OPEN = "open"


class CaseFilter(django_filters.FilterSet):  # type: ignore[misc]  # django-filter carries no types
    q = django_filters.CharFilter(
        label=_("Number, title or organisation"),
        method="search",
        max_length=100,
        widget=forms.TextInput(attrs={"data-shortcut": "/"}),
    )
    state = django_filters.ChoiceFilter(label=_("State"), choices=State.choices, empty_label=_("All"))
    awaits = django_filters.ChoiceFilter(
        label=_("Whose move"),
        choices=[(OPEN, _("All open cases")), *Awaits.choices],
        empty_label=_("All"),
        method="wait",
    )
    product_type = django_filters.ModelChoiceFilter(
        label=_("Product type"), queryset=ProductType.objects.all(), empty_label=_("All")
    )
    topic = django_filters.ModelChoiceFilter(
        label=_("Topic"), queryset=Topic.objects.all(), field_name="topic_set__topics", empty_label=_("All")
    )
    received_from = django_filters.DateFilter(
        label=_("Received from"),
        field_name="received_on",
        lookup_expr="gte",
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
    )
    received_until = django_filters.DateFilter(
        label=_("Received until"),
        field_name="received_on",
        lookup_expr="lte",
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
    )

    class Meta:
        model = Case
        fields: list[str] = []

    def __init__(self, *args: Any, desk_ids: frozenset[int], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name in ("product_type", "topic"):
            field = self.filters[name]
            field.queryset = field.queryset.filter(desk__in=desk_ids)

    @property
    def is_narrowed(self) -> bool:
        """Whether one of the conditions that the page keeps folded is in use."""
        return any(self.data.get(name) for name in ("product_type", "topic", "received_from", "received_until"))

    def wait(self, queryset: QuerySet[Case], _name: str, value: str) -> QuerySet[Case]:
        return queryset.exclude(awaits=Awaits.NOBODY) if value == OPEN else queryset.filter(awaits=value)

    def search(self, queryset: QuerySet[Case], _name: str, value: str) -> QuerySet[Case]:
        for word in value.split():
            queryset = queryset.filter(
                Q(number__icontains=word)
                | Q(consultation__title__icontains=word)
                | Q(organisation__name__icontains=word)
            )
        return queryset


def sorted_cases(queryset: QuerySet[Case], sort: str) -> QuerySet[Case]:
    """By `?sort=` of the list; anything not in `SORTS` falls back to the newest first.

    Not `mediso.common.lists.sort_rows`: these orders are the indexes', or a million cases would be sorted.
    """
    descending = sort.startswith("-")
    fields = SORTS.get(sort.removeprefix("-"))
    if fields is None:
        return sorted_cases(queryset, DEFAULT_SORT)
    return queryset.order_by(*(f"-{field}" if descending else field for field in fields))
