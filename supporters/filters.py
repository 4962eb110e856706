"""The filters and sortable columns of the roster."""

from typing import Any

import django_filters
from django.db.models import Q, QuerySet
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from mediso.desks.models import Desk, ProductType, Topic
from supporters.enums import Employment
from supporters.models import Expertise, Supporter
from supporters.selectors.roster import appointed_on

SORTS = {
    "name": "name",
    "employment": "employment",
    "open": "open_cases",
    "hours": "hours_per_month",
    "term": "term_end",
}
DEFAULT_SORT = "employment"
TERMS = [("now", _("in term")), ("past", _("term ended")), ("later", _("term to come"))]


class SupporterFilter(django_filters.FilterSet):  # type: ignore[misc]  # django-filter carries no types
    q = django_filters.CharFilter(label=_("Name or affiliation"), method="search")
    topic = django_filters.ModelChoiceFilter(
        label=_("Expertise"), queryset=Topic.objects.none(), empty_label=_("All"), method="know"
    )
    product_type = django_filters.ModelChoiceFilter(
        label=_("Product type"), queryset=ProductType.objects.none(), field_name="product_types", empty_label=_("All")
    )
    employment = django_filters.ChoiceFilter(label=_("Employment"), choices=Employment.choices, empty_label=_("All"))
    term = django_filters.ChoiceFilter(label=_("Term"), choices=TERMS, empty_label=_("All"), method="be_in_term")

    class Meta:
        model = Supporter
        fields: list[str] = []

    def __init__(self, *args: Any, desk: Desk, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.filters["topic"].queryset = Topic.objects.filter(desk=desk)
        self.filters["product_type"].queryset = ProductType.objects.filter(desk=desk)

    def search(self, queryset: QuerySet[Supporter], _name: str, value: str) -> QuerySet[Supporter]:
        for word in value.split():
            queryset = queryset.filter(
                Q(name__icontains=word) | Q(affiliation__icontains=word) | Q(affiliation_kind__icontains=word)
            )
        return queryset

    def know(self, queryset: QuerySet[Supporter], _name: str, topic: Topic) -> QuerySet[Supporter]:
        return queryset.filter(pk__in=Expertise.objects.filter(topic=topic).values("supporter"))

    def be_in_term(self, queryset: QuerySet[Supporter], _name: str, value: str) -> QuerySet[Supporter]:
        today = timezone.localdate()
        if value == "past":
            return queryset.filter(term_end__lt=today)
        if value == "later":
            return queryset.filter(term_start__gt=today)
        return queryset & appointed_on(today)
