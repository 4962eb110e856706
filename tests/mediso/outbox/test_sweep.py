import datetime as dt
from collections.abc import Callable

import pytest
from django.conf import settings
from django.core import mail
from django.utils import timezone

from mediso.outbox import tasks
from mediso.outbox.models import MailState, OutboxMail
from mediso.outbox.services import MOST_ATTEMPTS, sweep
from tests.support.broker import Taken

pytestmark = pytest.mark.django_db

Write = Callable[..., OutboxMail]
SECOND = dt.timedelta(seconds=1)
STUCK_AFTER = settings.OUTBOX_STUCK_AFTER


def change(row: OutboxMail, **values: object) -> None:
    OutboxMail.objects.filter(pk=row.pk).update(**values)


def test_what_is_due_is_queued_and_nothing_else(write: Write, queued: Callable[[], Taken]) -> None:
    due = write("due")
    change(write("later"), due_at=timezone.now() + dt.timedelta(hours=1))
    change(write("sent"), state=MailState.SENT)
    change(write("dead"), state=MailState.DEAD)
    change(write("sending"), state=MailState.SENDING, claimed_at=timezone.now())

    tasks.sweep()

    assert queued() == [("outbox.deliver", [due.pk])]


def test_mail_whose_sender_died_is_taken_up(write: Write, queued: Callable[[], Taken]) -> None:
    now = timezone.now()
    stuck, working = write("stuck"), write("working")
    change(stuck, state=MailState.SENDING, attempts=1, claimed_at=now - STUCK_AFTER - SECOND)
    change(working, state=MailState.SENDING, attempts=1, claimed_at=now - STUCK_AFTER + dt.timedelta(minutes=1))

    assert sweep() == 1

    assert queued() == [("outbox.deliver", [stuck.pk])]
    tasks.deliver(stuck.pk)
    stuck.refresh_from_db()
    assert (stuck.state, stuck.attempts) == (MailState.SENT, 2)
    assert len(mail.outbox) == 1


def test_mail_that_kills_its_senders_is_given_up(write: Write, queued: Callable[[], Taken]) -> None:
    row = write(secret=True)
    change(row, state=MailState.SENDING, attempts=MOST_ATTEMPTS, claimed_at=timezone.now() - STUCK_AFTER - SECOND)

    assert sweep() == 0

    row.refresh_from_db()
    assert (row.state, row.body) == (MailState.DEAD, "")
    assert queued() == []


def test_sweeping_twice_sends_once(write: Write, queued: Callable[[], Taken]) -> None:
    write()
    sweep()
    sweep()
    for _task, (mail_id,) in queued():
        tasks.deliver(mail_id)
    assert len(mail.outbox) == 1
