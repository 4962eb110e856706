"""Reading is an event too: a founder can see who opened the case."""

import datetime as dt

from django.utils import timezone

from accounts.models import User
from cases.enums import EventKind
from cases.models import Case, CaseEvent

# Going from part to part of one chart within this time is one reading.
ONE_READING = dt.timedelta(minutes=30)


def record_view(case: Case, *, actor: User) -> None:
    """Note that somebody other than the asker opened the chart."""
    if case.consultation.asked_by_id != actor.pk:
        CaseEvent.objects.create(case=case, kind=EventKind.VIEWED, actor=actor)


def record_turning(case: Case, *, actor: User) -> None:
    """As `record_view`, for one part of the chart: nothing is noted where the actor opened it just before."""
    since = timezone.now() - ONE_READING
    if not case.events.filter(kind=EventKind.VIEWED, actor=actor, recorded_at__gt=since).exists():
        record_view(case, actor=actor)
