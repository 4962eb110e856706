"""The reminders that wait for a follow-up, late ones first."""

import datetime as dt

from django.db.models import QuerySet

from accounts.enums import Role
from accounts.models import User
from cases.models import FollowUpReminder
from cases.selectors.visibility import visible_cases

# How far ahead the list of what is coming looks.
COMING = dt.timedelta(days=31)


def reminders_of(user: User) -> QuerySet[FollowUpReminder]:
    """Every reminder of the desks whose staff the person is, done or not."""
    cases = visible_cases(user).filter(desk__in=user.desk_ids(Role.STAFF))
    return FollowUpReminder.objects.filter(case__in=cases).order_by("due_on", "case__number")


def waiting(reminders: QuerySet[FollowUpReminder]) -> QuerySet[FollowUpReminder]:
    return reminders.filter(done_at=None)


def due_by(reminders: QuerySet[FollowUpReminder], today: dt.date) -> QuerySet[FollowUpReminder]:
    return reminders.filter(due_on__lte=today)


def coming_after(reminders: QuerySet[FollowUpReminder], today: dt.date) -> QuerySet[FollowUpReminder]:
    return reminders.filter(due_on__gt=today, due_on__lte=today + COMING)
