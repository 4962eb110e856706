"""Who keeps the chart of one case beside oneself: whom a note may mention and a task be given to."""

from dataclasses import dataclass

from django.db.models import QuerySet
from django.utils import timezone

from accounts.enums import Role
from accounts.models import User
from accounts.selectors.staff import staff_of
from cases.enums import AssignmentState, NoteAudience
from cases.models import Case
from cases.selectors.tied import people_kept_from
from supporters.enums import Employment
from supporters.models import Supporter
from supporters.selectors.roster import appointed_on


@dataclass(frozen=True, slots=True)
class Colleague:
    """`reads` are the notes they may read."""

    user: User
    reads: frozenset[NoteAudience]


EVERY_NOTE = frozenset(NoteAudience)
TEAM_NOTES = frozenset({NoteAudience.TEAM})


def colleagues_on(case: Case) -> list[Colleague]:
    """The desk's staff, its full-time supporters without a tie to the organisation, and who works on the case.

    Each once and by name, the asker never; three queries.
    """
    full_time = _signing_in(case).filter(
        pk__in=appointed_on(timezone.localdate()).filter(employment=Employment.FULL_TIME).values("pk")
    )
    sorters = [*staff_of(case.desk), *_users_of(full_time.exclude(user__in=people_kept_from(case)))]
    working = _signing_in(case).filter(assignments__case=case, assignments__state=AssignmentState.ACCEPTED)
    found = {user.pk: Colleague(user, TEAM_NOTES) for user in _users_of(working)}
    found |= {user.pk: Colleague(user, EVERY_NOTE) for user in sorters}
    found.pop(case.consultation.asked_by_id or 0, None)
    return sorted(found.values(), key=lambda one: (one.user.name, one.user.pk))


def _signing_in(case: Case) -> QuerySet[Supporter]:
    """The supporters of the case's desk who hold the role there and whose account is open."""
    return Supporter.objects.filter(
        desk=case.desk_id,
        user__is_active=True,
        user__grants__role=Role.SUPPORTER,
        user__grants__desk=case.desk_id,
    )


def _users_of(supporters: QuerySet[Supporter]) -> list[User]:
    return [row.user for row in supporters.select_related("user") if row.user]
