from django.db.models import QuerySet

from accounts.enums import Role
from accounts.models import User
from mediso.desks.models import Desk


def desks_staffed_by(user: User) -> QuerySet[Desk]:
    return Desk.objects.filter(pk__in=user.desk_ids(Role.STAFF))


def desks_invited_to_by(user: User) -> QuerySet[Desk]:
    """The desks whose people the user may invite: their own, or all for an administrator."""
    return Desk.objects.all() if user.has_role(Role.ADMINISTRATOR) else desks_staffed_by(user)
