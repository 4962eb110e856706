import threading
from collections.abc import Iterator
from email.message import EmailMessage

import pytest
from django.core.exceptions import ImproperlyConfigured
from django.core.files.storage import storages
from django.core.mail import EmailMessage as SentMessage
from django.db import connection
from pytest_django import Settings

from mediso.mailbox.enums import IncomingNote, IncomingState
from mediso.mailbox.imap import LOCK, Mailbox, collect, mailbox
from mediso.mailbox.models import IncomingMail
from mediso.mailbox.selectors import letter_of
from tests.support.mail_servers import MailServers, free_port

pytestmark = pytest.mark.django_db


def mail(number: int, text: str = "本文です。", **headers: str) -> bytes:
    message = EmailMessage()
    message["Message-ID"] = f"<{number}@mail.example.jp>"
    message["From"] = f"person-{number % 100}@example.jp"
    message["To"] = "desk@example.jp"
    message["Subject"] = f"件名 {number}"
    for name, value in headers.items():
        message[name] = value
    message.set_content(text)
    return message.as_bytes()


def kept_ids() -> list[str]:
    return sorted(IncomingMail.objects.values_list("message_id", flat=True))


def test_what_is_sent_arrives_once(servers: MailServers) -> None:
    SentMessage(
        "相談があります",
        "申請書について伺います。\n\n-- \n青山",
        "青山 <aoyama@example.jp>",
        ["desk@example.jp"],
        attachments=[("計画書.pdf", b"%PDF", "application/pdf")],
        headers={"Message-ID": "<first@example.jp>"},
    ).send()

    assert [collect(), collect()] == [1, 0]

    row = IncomingMail.objects.get()
    assert (row.message_id, row.sender_address, row.sender_name) == ("first@example.jp", "aoyama@example.jp", "青山")
    assert (row.subject, row.text, row.folded) == ("相談があります", "申請書について伺います。", "-- \n青山")
    assert (row.state, row.note, row.attachment_count) == (IncomingState.NEW, "", 1)
    assert [(part.name, part.content) for part in letter_of(row).parts] == [("計画書.pdf", b"%PDF")]
    assert (servers.inside("INBOX"), len(servers.inside("Desk"))) == ([], 1)


@pytest.mark.parametrize("hidden", [b"", b"MOVE", b"UIDPLUS"])
def test_taken_mails_leave_the_inbox(servers: MailServers, hidden: bytes) -> None:
    servers.relay.hides = hidden
    servers.put(mail(1), mail(2))
    assert collect() == 2
    assert (servers.inside("INBOX"), len(servers.inside("Desk"))) == ([], 2)
    assert collect() == 0


def test_without_move_and_uidplus_a_taken_mail_is_marked(servers: MailServers) -> None:
    servers.relay.hides = b"MOVE"
    servers.put(mail(1))
    assert collect() == 1
    assert len(servers.inside("Desk")) == 1


def test_a_mail_that_is_there_already_is_moved_and_not_kept_again(servers: MailServers) -> None:
    servers.put(mail(1), mail(1))
    assert collect() == 2
    assert kept_ids() == ["1@mail.example.jp"]
    assert len(list(walk("mails"))) == 1


def walk(folder: str) -> Iterator[str]:
    folders, files = storages["attachments"].listdir(folder)
    yield from files
    for one in folders:
        yield from walk(f"{folder}/{one}")


def test_of_a_mail_that_is_too_large_only_the_headers_are_fetched(servers: MailServers, settings: Settings) -> None:
    settings.MAILBOX_MOST_BYTES = 2000
    servers.put(mail(1, "x" * 900 + "\n" + "y" * 5000), mail(2))
    assert collect() == 2
    row = IncomingMail.objects.get(message_id="1@mail.example.jp")
    assert (row.state, row.note, row.text) == (IncomingState.WAITING, IncomingNote.TOO_LARGE, "")
    assert row.size > 5000
    assert storages["attachments"].size(row.stored_as) < 1000


def test_a_mail_that_cannot_be_kept_stops_no_other(
    servers: MailServers, settings: Settings, caplog: pytest.LogCaptureFixture
) -> None:
    servers.put(mail(1), mail(2), mail(3))
    with connection.cursor() as cursor:
        cursor.execute("ALTER TABLE mailbox_incomingmail ADD CONSTRAINT no CHECK (message_id NOT LIKE '2@%')")
    assert collect() == 2
    assert kept_ids() == ["1@mail.example.jp", "3@mail.example.jp"]
    assert servers.inside("INBOX") == [mail(2).replace(b"\n", b"\r\n")]
    assert "could not be kept (IntegrityError)" in caplog.text
    assert "本文です。" not in caplog.text
    assert len(list(walk("mails"))) == 2

    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE; ALTER TABLE mailbox_incomingmail DROP CONSTRAINT no")
    assert collect() == 1
    assert servers.inside("INBOX") == []


@pytest.mark.parametrize("cut_after", range(300, 5000, 370))
def test_wherever_the_connection_breaks_nothing_is_lost_or_doubled(servers: MailServers, cut_after: int) -> None:
    servers.put(*(mail(number, "本文です。" * 30) for number in range(4)))
    servers.relay.cut_after = cut_after
    collect()
    servers.relay.cut_after = None
    collect()
    assert kept_ids() == [f"{number}@mail.example.jp" for number in range(4)]
    assert servers.inside("INBOX") == []


def test_a_server_that_is_away_is_logged(
    servers: MailServers, settings: Settings, caplog: pytest.LogCaptureFixture
) -> None:
    settings.MAILBOX_URL = f"imap://desk@127.0.0.1:{free_port()}"
    assert collect() == 0
    assert "The mailbox at 127.0.0.1 was left after 0 mails" in caplog.text


def test_a_wrong_password_is_logged(servers: MailServers, settings: Settings, caplog: pytest.LogCaptureFixture) -> None:
    settings.MAILBOX_PASSWORD = "wrong"
    assert collect() == 0
    assert "was left" in caplog.text
    assert "wrong" not in caplog.text


@pytest.mark.django_db(transaction=True)
def test_one_collector_at_a_time(servers: MailServers) -> None:
    servers.put(mail(1))
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_lock(%s)", [LOCK])
    taken: list[int] = []

    def run() -> None:
        taken.append(collect())
        connection.close()

    thread = threading.Thread(target=run)
    thread.start()
    thread.join()
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_unlock(%s)", [LOCK])
    assert (taken, collect()) == ([0], 1)


def test_no_mailbox_nothing_to_do(settings: Settings) -> None:
    settings.MAILBOX_URL = ""
    assert collect() == 0


PLAIN, ENCRYPTED = False, True


@pytest.mark.parametrize(
    ("url", "where"),
    [
        ("imaps://desk@mail.example.jp/INBOX", ("mail.example.jp", 993, ENCRYPTED, "desk", "INBOX")),
        ("imaps://a%40example.jp@mail.example.jp", ("mail.example.jp", 993, ENCRYPTED, "a@example.jp", "INBOX")),
        ("imaps://desk@mail.example.jp:1993/In/Desk", ("mail.example.jp", 1993, ENCRYPTED, "desk", "In/Desk")),
        ("imap://desk@localhost", ("localhost", 143, PLAIN, "desk", "INBOX")),
        ("imap://desk@[::1]:144", ("::1", 144, PLAIN, "desk", "INBOX")),
    ],
)
def test_where_the_mailbox_is(url: str, where: tuple[str, int, bool, str, str], settings: Settings) -> None:
    settings.MAILBOX_URL = url
    assert mailbox() == Mailbox(*where)


@pytest.mark.parametrize(
    "url",
    ["imap://desk@mail.example.jp", "https://desk@x", "imaps://mail.example.jp", "imaps://a:secret@b", "nonsense"],
)
def test_an_address_of_no_mailbox_is_said(url: str, settings: Settings) -> None:
    settings.MAILBOX_URL = url
    with pytest.raises(ImproperlyConfigured, match="MAILBOX_URL") as said:
        mailbox()
    assert "secret" not in str(said.value)


def test_the_moment_is_that_of_the_mail(servers: MailServers) -> None:
    servers.put(mail(1, Date="Sat, 21 Nov 2026 14:05:00 +0900"))
    collect()
    sent_at = IncomingMail.objects.get().sent_at
    assert sent_at is not None
    assert sent_at.isoformat() == "2026-11-21T05:05:00+00:00"
