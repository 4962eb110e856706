"""The filters and sortable columns of the list of people."""

from typing import Any

import django_filters
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from accounts.enums import DESK_ROLES, Role
from accounts.models import User
from accounts.selectors.people import named_like, with_role

SORTS = {"name": "name", "email": "email", "joined": "joined_at"}
DEFAULT_SORT = "name"


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
