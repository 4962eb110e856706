"""Reading is an event too: a founder can see who opened the case."""

import datetime as dt

from django.utils import timezone

from accounts.models import User
from cases.enums import EventKind
from cases.models import Case, CaseEvent

# Coming back within this time, or going from part to part of one chart, is one reading.
ONE_READING = dt.timedelta(hours=1)


def record_view(case: Case, *, actor: User) -> None:
    """Note that somebody other than the asker opened the case: once an hour for each person."""
    if case.consultation.asked_by_id == actor.pk:
        return
    since = timezone.now() - ONE_READING
    if not case.events.filter(kind=EventKind.VIEWED, actor=actor, recorded_at__gt=since).exists():
        CaseEvent.objects.create(case=case, kind=EventKind.VIEWED, actor=actor)
