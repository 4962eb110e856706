import time
from collections.abc import Callable

import pytest
from django.core import mail
from django.db import transaction

from mediso.outbox.models import MailState, OutboxMail
from mediso.outbox.services import sweep
from mediso.outbox.tasks import deliver
from tests.support.broker import Taken

pytestmark = pytest.mark.django_db(transaction=True)

Write = Callable[..., OutboxMail]


def test_commit_queues_the_mail_and_the_task_sends_it(write: Write, queued: Callable[[], Taken]) -> None:
    with transaction.atomic():
        row = write()
        assert queued() == []

    assert queued() == [("outbox.deliver", [row.pk])]
    deliver(row.pk)
    (message,) = mail.outbox
    assert (message.to, message.subject, message.body) == (["reader@example.jp"], "件名", "本文")


def test_rollback_leaves_no_mail(write: Write, queued: Callable[[], Taken]) -> None:
    with transaction.atomic():
        write()
        transaction.set_rollback(True)

    assert not OutboxMail.objects.exists()
    assert queued() == []


def test_same_key_twice_is_one_mail(write: Write, queued: Callable[[], Taken]) -> None:
    first = write(body="最初の本文")
    again = write(body="別の本文", to="other@example.jp")

    assert (again.pk, again.body, again.to) == (first.pk, "最初の本文", "reader@example.jp")
    assert OutboxMail.objects.count() == 1
    assert queued() == [("outbox.deliver", [first.pk])]


def test_subject_stays_on_one_line(write: Write) -> None:
    assert write(subject="件名\r\nBcc: all@example.jp\n").subject == "件名 Bcc: all@example.jp"


@pytest.mark.usefixtures("broker_away")
def test_change_is_committed_soon_while_the_broker_is_away(write: Write) -> None:
    began = time.monotonic()
    row = write()

    assert time.monotonic() - began < 5
    assert (row.state, row.attempts) == (MailState.PENDING, 0)


def test_sweeper_queues_what_was_written_while_the_broker_was_away(
    write: Write, request: pytest.FixtureRequest
) -> None:
    request.getfixturevalue("broker_away")
    row = write()

    queued = request.getfixturevalue("queued")
    assert queued() == []
    assert sweep() == 1
    assert queued() == [("outbox.deliver", [row.pk])]
    deliver(row.pk)
    assert len(mail.outbox) == 1
