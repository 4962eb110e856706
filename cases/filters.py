"""The filters of the case list; what a reader may ask for is listed here and nothing else is read."""

import datetime as dt
from typing import TYPE_CHECKING, Any

import django_filters
from django import forms
from django.db.models import F, OrderBy, Q, QuerySet
from django.http import QueryDict
from django.utils.http import urlencode
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from accounts.enums import OrganisationKind, Prefecture, Role
from accounts.models import User
from cases.enums import Channel, DevelopmentStage, State
from cases.models import Case
from cases.selectors.due import DeskDays
from mediso.common.formats import written_date
from mediso.desks.models import ProductType, Topic

if TYPE_CHECKING:
    from django.utils.functional import _StrPromise

ME, NOBODY = "me", "nobody"
LATE, SOON = "late", "soon"

DUE_FIRST = F("due_on").asc(nulls_last=True)
DUE_LAST = F("due_on").desc(nulls_last=True)
SORTS: dict[str, tuple[str | OrderBy, ...]] = {
    "received": ("received_on", "number"),
    "number": ("number",),
    "organisation": ("organisation__name", "number"),
    "state": ("state", "number"),
    "responsible": (F("responsible__name").asc(nulls_last=True), "number"),
    "due": (DUE_FIRST, "received_on", "number"),
}
LATE_FIRST, NEWEST = "due", "-received"


def _choice(label: "_StrPromise", choices: "list[tuple[str, _StrPromise]]", **more: Any) -> django_filters.ChoiceFilter:
    return django_filters.ChoiceFilter(label=label, choices=choices, empty_label=_("All"), **more)


def _day(label: "_StrPromise", lookup: str) -> django_filters.DateFilter:
    widget = forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    return django_filters.DateFilter(label=label, field_name="received_on", lookup_expr=lookup, widget=widget)


class CaseFilter(django_filters.FilterSet):  # type: ignore[misc]  # django-filter carries no types
    q = django_filters.CharFilter(
        label=_("Number, title, organisation or product"),
        method="search",
        max_length=100,
        widget=forms.TextInput(attrs={"data-shortcut": "/"}),
    )
    state = _choice(_("State"), State.choices)
    responsible = _choice(_("In charge"), [], method="in_charge")
    due = _choice(
        pgettext_lazy("case list", "Due"),
        [(LATE, pgettext_lazy("queue", "Late")), (SOON, _("Today or next business day"))],
        method="by_due_date",
    )
    product_type = django_filters.ModelChoiceFilter(
        label=_("Product type"), queryset=ProductType.objects.all(), empty_label=_("All")
    )
    topic = django_filters.ModelChoiceFilter(
        label=_("Topic"), queryset=Topic.objects.all(), field_name="topic_set__topics", empty_label=_("All")
    )
    channel = _choice(_("Channel"), Channel.choices)
    kind = _choice(_("Kind of organisation"), OrganisationKind.choices, field_name="organisation_kind")
    prefecture = _choice(_("Location"), Prefecture.choices)
    stage = _choice(_("Stage of development"), DevelopmentStage.choices, field_name="development_stage")
    received_from = _day(_("Received from"), "gte")
    received_until = _day(_("Received until"), "lte")

    class Meta:
        model = Case
        fields: list[str] = []

    def __init__(self, data: QueryDict, *, queryset: QuerySet[Case], reader: User, days: DeskDays) -> None:
        super().__init__(data, queryset=queryset)
        self.reader, self.days = reader, days
        self.desk_ids = reader.desk_ids(Role.STAFF) | reader.desk_ids(Role.SUPPORTER)
        for name in ("product_type", "topic"):
            field = self.filters[name]
            field.queryset = field.queryset.filter(desk__in=self.desk_ids)
        self.filters["responsible"].extra["choices"] = self._people()

    @property
    def is_in_use(self) -> bool:
        return any(self.data.get(name) for name in self.base_filters)

    @property
    def is_narrowed(self) -> bool:
        """Whether one of the conditions that the page keeps folded is in use."""
        return any(self.data.get(name) for name in FOLDED)

    def told(self) -> list[tuple[str, str]]:
        """The conditions in use, in words: what each is called, and what was chosen."""
        fields, values = self.form.fields, self.form.cleaned_data if self.form.is_valid() else {}
        return [(str(fields[name].label), _words(fields[name], value)) for name, value in values.items() if value]

    def search(self, queryset: QuerySet[Case], _name: str, value: str) -> QuerySet[Case]:
        for word in value.split():
            queryset = queryset.filter(
                Q(number__icontains=word)
                | Q(consultation__title__icontains=word)
                | Q(organisation__name__icontains=word)
                | Q(product_name__icontains=word)
            )
        return queryset

    def in_charge(self, queryset: QuerySet[Case], _name: str, value: str) -> QuerySet[Case]:
        if value == NOBODY:
            return queryset.filter(responsible=None)
        return queryset.filter(responsible=self.reader.pk if value == ME else int(value))

    def by_due_date(self, queryset: QuerySet[Case], _name: str, value: str) -> QuerySet[Case]:
        return queryset.filter(self.days.late() if value == LATE else self.days.soon(self.desk_ids))

    def _people(self) -> list[tuple[str, "str | _StrPromise"]]:
        """Me, nobody, the staff; and whoever else a kept address names: they may have left and still be in charge."""
        chosen = self.data.get("responsible", "")
        named = Q(pk=chosen, pk__in=self.queryset.values("responsible")) if chosen.isdecimal() else Q(pk=None)
        staff = Q(grants__role=Role.STAFF, grants__desk__in=self.desk_ids, is_active=True)
        people = User.objects.filter(staff | named).order_by("name", "pk").distinct()
        return [(ME, _("Me")), (NOBODY, _("Nobody")), *((str(one.pk), str(one)) for one in people)]


SHOWN_AT_ONCE = ("q", "state", "responsible")
FOLDED = tuple(name for name in CaseFilter.base_filters if name not in SHOWN_AT_ONCE)


def _words(field: forms.Field, value: object) -> str:
    if isinstance(value, dt.date):
        return written_date(value)
    if isinstance(field, forms.ChoiceField) and not isinstance(field, forms.ModelChoiceField):
        return str(dict(field.choices)[value])  # type: ignore[arg-type]
    return str(value)


def sorted_cases(queryset: QuerySet[Case], sort: str, default: str) -> QuerySet[Case]:
    """By `?sort=` of the list; anything not in `SORTS` falls back to the default.

    Not `mediso.common.lists.sort_rows`: these orders are the indexes', or a million cases would be sorted.
    """
    descending = sort.startswith("-")
    fields = SORTS.get(sort.removeprefix("-"))
    if fields is None:
        return sorted_cases(queryset, default, NEWEST)
    return queryset.order_by(*map(_backwards, fields)) if descending else queryset.order_by(*fields)


def _backwards(field: str | OrderBy) -> str | OrderBy:
    """Rows without a value stay last."""
    return f"-{field}" if isinstance(field, str) else field.expression.desc(nulls_last=True)


def kept_query(data: QueryDict) -> str:
    """What of an address makes the list: its filters, queue and sort, each once and in one order."""
    names = (*CaseFilter.base_filters, "queue", "sort")
    return urlencode([(name, str(data[name])) for name in names if data.get(name)])
