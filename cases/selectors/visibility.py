"""The one door to a case: pages, API, search, export and mails get cases only from here. Invisible is 404.

A role counts at its desk, and whoever lost it sees nothing there any more.

| who | sees |
| --- | --- |
| founder | the cases of consultations they asked themselves, no colleague's |
| supporter, part-time | cases they accepted, after declaring no conflict |
| supporter, full-time | every case of their desk, but none of an organisation they have a tie to, or that names one |
| staff | every case of their desk |
| manager, administrator | none |
"""

from collections.abc import Callable, Mapping
from functools import reduce
from operator import or_

from django.db.models import Q, QuerySet
from django.utils import timezone

from accounts.enums import Role
from accounts.models import User
from cases.enums import AssignmentState
from cases.models import Assignment, Case, Consultation
from cases.models.assignment import HAS_ACCEPTED
from cases.selectors.tied import in_conflict_with
from supporters.enums import Employment
from supporters.selectors.roster import appointed_on


def visible_cases(user: User) -> QuerySet[Case]:
    """Each role adds what it sees; somebody without a role sees nothing.

    A role that the person has not is left out rather than asked for: staff read one desk in the order of one index.
    """
    if not user.is_authenticated or not user.is_active:
        return Case.objects.none()
    sees = [what(user) for role, what in SEEN_BY_ROLE.items() if user.has_role(role)]
    return Case.objects.filter(reduce(or_, sees)) if sees else Case.objects.none()


def _asked_by(user: User) -> Q:
    return Q(consultation__in=Consultation.objects.filter(asked_by=user))


def _of_staff(user: User) -> Q:
    return Q(desk__in=user.desk_ids(Role.STAFF))


def _of_supporter(user: User) -> Q:
    accepted = _assignments(user).filter(state__in=HAS_ACCEPTED)
    return Q(pk__in=accepted.values("case")) | _cases_of_full_time_supporter(user)


SEEN_BY_ROLE: Mapping[Role, Callable[[User], Q]] = {
    Role.FOUNDER: _asked_by,
    Role.STAFF: _of_staff,
    Role.SUPPORTER: _of_supporter,
}


def _cases_of_full_time_supporter(user: User) -> Q:
    today = timezone.localdate()
    appointed = appointed_on(today).filter(
        user=user, employment=Employment.FULL_TIME, desk__in=user.desk_ids(Role.SUPPORTER)
    )
    return Q(desk__in=appointed.values("desk")) & ~in_conflict_with(user)


def visible_consultations(user: User) -> QuerySet[Consultation]:
    """Drafts and submitted consultations of this person; nobody else ever sees a draft."""
    return Consultation.objects.filter(asked_by=user)


def visible_proposals(user: User) -> QuerySet[Assignment]:
    """Open proposals to this supporter: a teaser is shown from these, the case itself only after acceptance."""
    if not user.is_active:
        return Assignment.objects.none()
    return _assignments(user).filter(state=AssignmentState.PROPOSED)


def ended_proposals(user: User) -> QuerySet[Assignment]:
    """What came of this supporter's proposals. The register's rows were never proposed here."""
    if not user.is_active:
        return Assignment.objects.none()
    return _assignments(user).exclude(state=AssignmentState.PROPOSED).exclude(proposed_at=None)


def _assignments(user: User) -> QuerySet[Assignment]:
    return Assignment.objects.filter(supporter__user=user, supporter__desk__in=user.desk_ids(Role.SUPPORTER))
