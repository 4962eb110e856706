"""The filters and sortable columns of the lists of people, organisations and contacts."""

from typing import Any

import django_filters
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from accounts.enums import DESK_ROLES, Role
from accounts.models import Contact, Organisation, User
from accounts.selectors.askers import (
    contacts_named_like,
    organisations_named_like,
    suspected_contacts,
    suspected_organisations,
)
from accounts.selectors.people import named_like, with_role

SORTS = {"name": "name", "email": "email", "joined": "joined_at"}
DEFAULT_SORT = "name"
ORGANISATION_SORTS = {"name": "normalised_name", "entered": "created_at", "members": "members", "contacts": "people"}
CONTACT_SORTS = {"name": "normalised_name", "kana": "normalised_kana", "organisation": "organisation__normalised_name"}
# Without one of these a list has all that are not merged.
SHOWN = [("suspected", _("Perhaps doubled")), ("merged", _("Merged"))]


class PeopleFilter(django_filters.FilterSet):  # type: ignore[misc]  # django-filter carries no types
    q = django_filters.CharFilter(label=_("Name or e-mail address"), method="search")
    role = django_filters.ChoiceFilter(label=_("Role"), choices=Role.choices, empty_label=_("All"), method="hold")

    class Meta:
        model = User
        fields: list[str] = []

    def __init__(self, *args: Any, viewer: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.viewer = viewer
        if not viewer.has_role(Role.ADMINISTRATOR):
            self.filters["role"].extra["choices"] = [(role.value, role.label) for role in DESK_ROLES]

    def search(self, queryset: QuerySet[User], _name: str, value: str) -> QuerySet[User]:
        return named_like(queryset, value)

    def hold(self, queryset: QuerySet[User], _name: str, value: str) -> QuerySet[User]:
        return with_role(queryset, Role(value), self.viewer)


class OrganisationFilter(django_filters.FilterSet):  # type: ignore[misc]  # as above
    q = django_filters.CharFilter(label=_("Name or corporate number"), method="search")
    show = django_filters.ChoiceFilter(label=_("Show"), choices=SHOWN, empty_label=_("All"), method="keep")

    class Meta:
        model = Organisation
        fields: list[str] = []

    def search(self, queryset: QuerySet[Organisation], _name: str, value: str) -> QuerySet[Organisation]:
        return organisations_named_like(queryset, value)

    def keep(self, queryset: QuerySet[Organisation], _name: str, value: str) -> QuerySet[Organisation]:
        return queryset.exclude(merged_into=None) if value == "merged" else suspected_organisations(queryset)

    def filter_queryset(self, queryset: QuerySet[Organisation]) -> QuerySet[Organisation]:
        rows: QuerySet[Organisation] = super().filter_queryset(queryset)
        return rows if self.form.cleaned_data.get("show") else rows.filter(merged_into=None)


class ContactFilter(django_filters.FilterSet):  # type: ignore[misc]  # as above
    q = django_filters.CharFilter(label=_("Name, organisation, e-mail address or telephone"), method="search")
    show = django_filters.ChoiceFilter(label=_("Show"), choices=SHOWN, empty_label=_("All"), method="keep")

    class Meta:
        model = Contact
        fields: list[str] = []

    def search(self, queryset: QuerySet[Contact], _name: str, value: str) -> QuerySet[Contact]:
        return contacts_named_like(queryset, value)

    def keep(self, queryset: QuerySet[Contact], _name: str, value: str) -> QuerySet[Contact]:
        return queryset.exclude(merged_into=None) if value == "merged" else suspected_contacts(queryset)

    def filter_queryset(self, queryset: QuerySet[Contact]) -> QuerySet[Contact]:
        rows: QuerySet[Contact] = super().filter_queryset(queryset)
        return rows if self.form.cleaned_data.get("show") else rows.filter(merged_into=None)
