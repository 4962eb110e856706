import datetime as dt
import socket
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
import time_machine
from django.core import mail
from django.db import connection
from django.utils import timezone
from pytest_django import Settings

from mediso.outbox.models import MailState, OutboxMail
from mediso.outbox.services import MOST_ATTEMPTS, deliver

pytestmark = pytest.mark.django_db

Write = Callable[..., OutboxMail]
MINUTE = dt.timedelta(minutes=1)


@pytest.fixture
def mail_server_away(settings: Settings) -> None:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        settings.EMAIL_PORT = free.getsockname()[1]  # nobody listens there once this closes
    settings.EMAIL_HOST = "127.0.0.1"
    settings.EMAIL_BACKEND = "mediso.outbox.smtp.EmailBackend"


def test_sent_once_however_often_it_is_delivered(write: Write) -> None:
    row = write()

    assert [deliver(row.pk), deliver(row.pk), deliver(row.pk)] == [True, False, False]

    assert len(mail.outbox) == 1
    row.refresh_from_db()
    assert (row.state, row.attempts, row.last_error) == (MailState.SENT, 1, "")
    assert row.sent_at is not None


def test_mail_has_the_rows_own_id_and_asks_for_no_automatic_reply(write: Write) -> None:
    row = write()
    deliver(row.pk)
    headers = mail.outbox[0].extra_headers
    assert headers == {
        "Message-ID": f"<outbox.{row.pk}@localhost>",
        "Auto-Submitted": "auto-generated",
        "X-Consultation-Desk": "notice",
    }
    assert mail.outbox[0].reply_to == []


@pytest.mark.django_db(transaction=True)
def test_two_workers_send_one_mail(write: Write) -> None:
    row = write()

    def work(_number: int) -> bool:
        try:
            return deliver(row.pk)
        finally:
            connection.close()

    with ThreadPoolExecutor(4) as workers:
        assert sorted(workers.map(work, range(4))) == [False, False, False, True]
    assert len(mail.outbox) == 1


@pytest.mark.parametrize("state", [state for state in MailState if state not in {"pending", "digested"}])
def test_only_what_waits_is_sent(state: MailState, write: Write) -> None:
    row = write()
    OutboxMail.objects.update(state=state)
    assert deliver(row.pk) is False
    assert mail.outbox == []


def test_what_is_not_due_yet_waits(write: Write) -> None:
    row = write()
    OutboxMail.objects.update(due_at=timezone.now() + MINUTE)
    assert deliver(row.pk) is False
    with time_machine.travel(timezone.now() + 2 * MINUTE):
        assert deliver(row.pk) is True


def test_mail_that_is_gone_is_no_error(write: Write) -> None:
    assert deliver(write().pk + 1) is False


@pytest.mark.usefixtures("mail_server_away")
def test_put_off_for_longer_each_time_then_given_up(write: Write) -> None:
    row = write()
    pauses = []
    for _ in range(MOST_ATTEMPTS):
        with time_machine.travel(row.due_at, tick=False):
            assert deliver(row.pk) is False
            assert deliver(row.pk) is False  # not due again so soon
            row.refresh_from_db()
            pauses.append((row.due_at - timezone.now()) // MINUTE)
    assert pauses == [1, 2, 4, 8, 16, 32, 64, 128]
    assert (row.state, row.attempts) == (MailState.DEAD, MOST_ATTEMPTS)
    assert "refused" in row.last_error


def test_sent_after_the_mail_server_is_back(write: Write, request: pytest.FixtureRequest) -> None:
    row = write()
    settings = request.getfixturevalue("settings")
    working = settings.EMAIL_BACKEND
    request.getfixturevalue("mail_server_away")
    deliver(row.pk)

    settings.EMAIL_BACKEND = working
    with time_machine.travel(timezone.now() + 2 * MINUTE):
        assert deliver(row.pk) is True

    row.refresh_from_db()
    assert (row.state, row.attempts, row.last_error) == (MailState.SENT, 2, "")


@pytest.mark.parametrize(("secret", "kept"), [(True, ""), (False, "本文")])
def test_secret_words_are_forgotten_once_sent(secret: bool, kept: str, write: Write) -> None:
    row = write(secret=secret)
    deliver(row.pk)
    row.refresh_from_db()
    assert row.body == kept
    assert mail.outbox[0].body == "本文"


@pytest.mark.usefixtures("mail_server_away")
def test_secret_words_are_kept_while_it_is_tried_and_forgotten_when_given_up(write: Write) -> None:
    row = write(secret=True)
    deliver(row.pk)
    row.refresh_from_db()
    assert row.body == "本文"

    OutboxMail.objects.update(attempts=MOST_ATTEMPTS - 1, due_at=timezone.now())
    deliver(row.pk)

    row.refresh_from_db()
    assert (row.state, row.body) == (MailState.DEAD, "")


def test_mails_of_the_demo_are_files(write: Write, settings: Settings, tmp_path: Path) -> None:
    settings.EMAIL_BACKEND, settings.EMAIL_FILE_PATH = "django.core.mail.backends.filebased.EmailBackend", tmp_path
    row = write(subject="Subject")
    assert deliver(row.pk) is True
    (file,) = tmp_path.iterdir()
    assert "Subject: Subject\n" in file.read_text(encoding="utf-8")
