"""What a mail server answers, and that no mail is sent twice whatever happens in between."""

import datetime as dt
import os
import signal
from collections.abc import Callable, Iterator

import pytest
from django.conf import settings
from django.db import connection
from django.utils import timezone
from pytest_django import Settings

from mediso.outbox.models import MailState, OutboxMail
from mediso.outbox.services import bounced, deliver, delivery, sweep
from mediso.outbox.smtp import Handover, hand_over
from tests.mediso.outbox.mail_server import HANG_UP, MailServer, mail_server

pytestmark = pytest.mark.django_db

Write = Callable[..., OutboxMail]
SECOND = dt.timedelta(seconds=1)
STUCK_AFTER = settings.OUTBOX_STUCK_AFTER


@pytest.fixture
def server(settings: Settings) -> Iterator[MailServer]:
    with mail_server() as mails:
        settings.EMAIL_BACKEND = "mediso.outbox.smtp.EmailBackend"
        settings.EMAIL_HOST, settings.EMAIL_PORT, settings.EMAIL_TIMEOUT = "127.0.0.1", mails.port, 5
        yield mails


def long_ago(row: OutboxMail) -> None:
    OutboxMail.objects.filter(pk=row.pk).update(claimed_at=timezone.now() - STUCK_AFTER - SECOND)


def test_sent_to_a_real_server(server: MailServer, write: Write) -> None:
    row = write(reply_to="case@desk.example")
    assert deliver(row.pk) is True
    row.refresh_from_db()
    assert row.state == MailState.SENT
    assert row.handed_over_at is not None
    (message,) = server.taken
    for header in (b"Reply-To: case@desk.example", b"Auto-Submitted: auto-generated", b"X-Consultation-Desk: notice"):
        assert header in message.split(b"\r\n")


# What the server answers where → state, what staff read, how often it was given the message.
ANSWERS = [
    ({"RCPT": b"550 no such user"}, MailState.DEAD, "550 no such user", 0),
    ({"RCPT": b"450 mailbox busy"}, MailState.PENDING, "450 mailbox busy", 0),
    ({"RCPT": b"421 closing"}, MailState.PENDING, "421 closing", 0),
    ({"RCPT": HANG_UP}, MailState.PENDING, "Connection unexpectedly closed", 0),
    ({"MAIL": b"550 not you"}, MailState.PENDING, "550 not you", 0),
    ({"hello": b"554 no service"}, MailState.PENDING, "554 no service", 0),
    ({"DATA": b"451 later"}, MailState.PENDING, "451 later", 0),
    ({"DATA": b"554 refused"}, MailState.DEAD, "554 refused", 0),
    ({"taken": b"452 disk full"}, MailState.PENDING, "452 disk full", 1),
    ({"taken": b"554 unwanted"}, MailState.DEAD, "554 unwanted", 1),
    ({"taken": HANG_UP}, MailState.UNSURE, "Connection unexpectedly closed", 1),
    ({"QUIT": HANG_UP}, MailState.SENT, "", 1),
]


@pytest.mark.parametrize(
    ("answers", "state", "error", "given"), ANSWERS, ids=[f"{[*a]}-{[*a.values()]}" for a, *_ in ANSWERS]
)
def test_what_the_server_answers(
    answers: dict[str, bytes], state: MailState, error: str, given: int, server: MailServer, write: Write
) -> None:
    row = write()
    server.answers |= answers
    assert deliver(row.pk) is (state == MailState.SENT)
    row.refresh_from_db()
    assert (row.state, row.last_error) == (state, error)
    assert len(server.taken) == given


def test_an_answer_that_never_comes_leaves_it_unsure_for_good(
    server: MailServer, settings: Settings, write: Write
) -> None:
    row = write()
    server.answers["taken"] = HANG_UP
    deliver(row.pk)
    for _ in range(2):
        sweep()
        assert deliver(row.pk) is False
    row.refresh_from_db()
    assert (row.state, row.attempts, len(server.taken)) == (MailState.UNSURE, 1, 1)


@pytest.mark.parametrize(("handed", "state"), [(True, MailState.UNSURE), (False, MailState.PENDING)])
@pytest.mark.parametrize("secret", [True, False])
def test_a_sender_that_died(handed: bool, state: MailState, secret: bool, write: Write) -> None:
    row = write(secret=secret)
    now = timezone.now()
    OutboxMail.objects.update(
        state=MailState.SENDING, attempts=1, claimed_at=now, handed_over_at=now if handed else None
    )
    long_ago(row)
    sweep()
    row.refresh_from_db()
    assert row.state == state
    assert row.body == ("" if handed and secret else "本文")


def test_a_sender_taken_for_dead_gives_nothing_away(server: MailServer, write: Write) -> None:
    """It stood still for a quarter of an hour before DATA; meanwhile another has sent the mail."""
    row = write()
    claimed = timezone.now()
    OutboxMail.objects.update(state=MailState.SENDING, attempts=1, claimed_at=claimed)
    row.refresh_from_db()
    long_ago(row)
    sweep()
    assert deliver(row.pk) is True

    with pytest.raises(delivery._ClaimLost):
        hand_over(delivery._message(row), Handover(begin=lambda: delivery._note_handover(row)))
    assert len(server.taken) == 1


@pytest.mark.django_db(transaction=True)
def test_a_worker_killed_while_the_server_has_the_message(server: MailServer, write: Write) -> None:
    """Killed for real, between the end of the message and our note of the answer: no second copy."""
    row = write()
    connection.close()
    child = os.fork()
    if not child:
        delivery._note = lambda *_args, **_values: os.kill(os.getpid(), signal.SIGKILL)
        delivery.deliver(row.pk)
        os._exit(1)
    _pid, status = os.waitpid(child, 0)
    assert os.WTERMSIG(status) == signal.SIGKILL
    row.refresh_from_db()
    assert (row.state, len(server.taken)) == (MailState.SENDING, 1)
    long_ago(row)
    sweep()
    assert deliver(row.pk) is False
    row.refresh_from_db()
    assert (row.state, len(server.taken)) == (MailState.UNSURE, 1)


# From which states a mail can come back.
@pytest.mark.parametrize(
    ("state", "can"),
    [(state, state in {"sent", "unsure"}) for state in MailState.values if state != MailState.DIGESTED],
)
def test_only_what_was_sent_comes_back(state: str, can: bool, write: Write) -> None:
    row = write()
    OutboxMail.objects.update(state=state)
    assert bounced(row.pk, "550 no such user") is can
    row.refresh_from_db()
    assert (row.state, row.last_error) == ((MailState.BOUNCED, "550 no such user") if can else (state, ""))
