"""Reading is an event too: a founder can see who opened the case."""

from accounts.models import User
from cases.enums import EventKind
from cases.models import Case, CaseEvent


def record_view(case: Case, *, actor: User) -> None:
    """Note that somebody other than the asker opened the chart."""
    if case.consultation.asked_by_id != actor.pk:
        CaseEvent.objects.create(case=case, kind=EventKind.VIEWED, actor=actor)
