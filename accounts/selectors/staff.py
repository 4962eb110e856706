from django.db.models import QuerySet

from accounts.enums import Role
from accounts.models import User
from mediso.desks.models import Desk


def staff_of(desk: Desk) -> QuerySet[User]:
    """The staff of the desk who can sign in, by name."""
    return User.objects.filter(is_active=True, grants__role=Role.STAFF, grants__desk=desk).order_by("name", "pk")
