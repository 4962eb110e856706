"""Saved views: a reader's own, and those that colleagues share with the staff of their desk."""

from django.db.models import Q, QuerySet

from accounts.enums import Role
from accounts.models import User
from cases.models import SavedView


def saved_views_of(reader: User) -> QuerySet[SavedView]:
    shared = Q(desk__in=reader.desk_ids(Role.STAFF))
    return SavedView.objects.filter(Q(owner=reader) | shared).select_related("owner", "desk")
