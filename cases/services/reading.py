"""Reading is an event too: a founder can see who opened the case."""

import datetime as dt

from django.utils import timezone

from accounts.models import User
from cases.enums import EventKind
from cases.models import Attachment, Case, CaseEvent

# Coming back within this time, or going from part to part of one chart, is one reading.
ONE_READING = dt.timedelta(hours=1)


def record_view(case: Case, *, actor: User) -> None:
    """Note that somebody other than the asker opened the case: once an hour for each person."""
    if case.consultation.asked_by_id == actor.pk:
        return
    since = timezone.now() - ONE_READING
    if not case.events.filter(kind=EventKind.VIEWED, actor=actor, recorded_at__gt=since).exists():
        CaseEvent.objects.create(case=case, kind=EventKind.VIEWED, actor=actor)


def record_download(attachment: Attachment, *, actor: User) -> None:
    """Note that somebody other than the asker took a file along: once an hour for each person and file.

    A file of one's own draft is nobody's business yet.
    """
    message = attachment.message
    if message.is_draft or message.case.consultation.asked_by_id == actor.pk:
        return
    event = {"kind": EventKind.FILE_READ, "actor": actor, "payload": {"file": attachment.pk}}
    since = timezone.now() - ONE_READING
    if not message.case.events.filter(**event, recorded_at__gt=since).exists():
        CaseEvent.objects.create(case=message.case, **event)
