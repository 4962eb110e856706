"""The one door to a case: pages, API, search, export and mails get cases only from here. Invisible is 404.

| who | sees |
| --- | --- |
| founder | the cases of consultations they asked themselves, no colleague's |
| supporter, part-time | cases they accepted, after declaring no conflict |
| supporter, full-time | every case of their desk, but none of an organisation they declared an interest in |
| staff | every case of their desk |
| manager, administrator | none (figures only) |
"""

from django.db.models import Q, QuerySet
from django.utils import timezone

from accounts.enums import Role
from accounts.models import User
from cases.enums import AssignmentState
from cases.models import Assignment, Case, Consultation
from cases.models.assignment import HAS_ACCEPTED
from supporters.enums import Employment
from supporters.selectors.roster import appointed_on, interests_on


def visible_cases(user: User) -> QuerySet[Case]:
    if not user.is_authenticated or not user.is_active:
        return Case.objects.none()
    sees = Q(consultation__asked_by=user)
    if user.has_role(Role.STAFF):
        sees |= Q(desk__in=user.desk_ids(Role.STAFF))
    if user.has_role(Role.SUPPORTER):
        sees |= Q(pk__in=Assignment.objects.filter(supporter__user=user, state__in=HAS_ACCEPTED).values("case"))
        sees |= _cases_of_full_time_supporter(user)
    return Case.objects.filter(sees)


def _cases_of_full_time_supporter(user: User) -> Q:
    today = timezone.localdate()
    appointed = appointed_on(today).filter(user=user, employment=Employment.FULL_TIME)
    ties = interests_on(today).filter(supporter__user=user)
    conflicted = Q(organisation__in=ties.exclude(organisation=None).values("organisation")) | Q(
        organisation__normalised_name__in=ties.values("normalised_name")
    )
    return Q(desk__in=appointed.values("desk")) & ~conflicted


def visible_consultations(user: User) -> QuerySet[Consultation]:
    """Drafts and submitted consultations of this person; nobody else ever sees a draft."""
    return Consultation.objects.filter(asked_by=user)


def visible_proposals(user: User) -> QuerySet[Assignment]:
    """Open proposals to this supporter: a teaser is shown from these, the case itself only after acceptance."""
    return Assignment.objects.filter(supporter__user=user, state=AssignmentState.PROPOSED)
