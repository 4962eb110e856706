import datetime as dt
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
import time_machine
from django.core.files.storage import storages
from django.db import IntegrityError, connection, transaction
from django.utils import timezone
from pytest_django import Settings

from accounts.models import User
from mediso.common.errors import StaleRow
from mediso.mailbox.addresses import reply_address
from mediso.mailbox.enums import Automatic, IncomingNote, IncomingState
from mediso.mailbox.models import IncomingMail
from mediso.mailbox.selectors import letter_of, mails_to_file
from mediso.mailbox.services import dismiss_mail, file_mail, leave_to_staff, receive, receive_too_large
from tests.mediso.mailbox.corpus import MACHINES, POSTFIX_BOUNCE, Machine

pytestmark = pytest.mark.django_db
NOW = dt.datetime(2026, 11, 21, 5, 5, tzinfo=dt.UTC)


@pytest.fixture(autouse=True)
def mailbox(settings: Settings) -> None:
    settings.MAILBOX_ADDRESS = "desk@example.jp"


def mail(number: int = 1, sender: str = "aoyama@example.jp", headers: str = "", text: str = "本文です。") -> bytes:
    return (
        f"Message-ID: <{number}@mail.example.jp>\r\nFrom: {sender}\r\nTo: desk@example.jp\r\nSubject: x\r\n"
        f"{headers}Content-Type: text/plain; charset=utf-8\r\n\r\n{text}\r\n"
    ).encode()


def kept_files() -> int:
    return sum(1 for path in Path(storages["attachments"].path("")).rglob("*") if path.is_file())


def test_a_mail_is_kept_as_it_came() -> None:
    row = receive(mail())
    with storages["attachments"].open(row.stored_as) as file:
        assert file.read() == mail()
    assert (row.size, row.state, row.received_at.tzinfo) == (len(mail()), IncomingState.NEW, dt.UTC)
    assert "aoyama" not in row.stored_as
    assert list(mails_to_file()) == [row]
    assert letter_of(row).text == "本文です。"


def test_the_same_mail_again_is_the_row_that_is_there() -> None:
    row = receive(mail())
    file_mail(mail_id=row.pk)
    by_another_way = receive(b"Received: from a list\r\n" + mail())
    assert (by_another_way.pk, by_another_way.state) == (row.pk, IncomingState.FILED)
    assert kept_files() == 1


def test_a_mail_without_an_id_is_known_by_its_bytes() -> None:
    nameless = b"From: a@example.jp\r\n\r\nx"
    assert receive(nameless).pk == receive(nameless).pk
    assert receive(nameless + b"y").pk != receive(nameless).pk


def test_an_id_that_another_used_makes_no_mail_disappear() -> None:
    first, second = receive(mail(sender="stranger@example.com")), receive(mail())
    assert first.pk != second.pk
    assert second.message_id.startswith("sha256.")
    assert receive(mail()).pk == second.pk
    assert kept_files() == 2


@pytest.mark.django_db(transaction=True)
def test_twice_at_once_is_one_row() -> None:
    def work(_number: int) -> int:
        try:
            return receive(mail()).pk
        finally:
            connection.close()

    with ThreadPoolExecutor(4) as workers:
        assert len(set(workers.map(work, range(8)))) == 1
    assert (IncomingMail.objects.count(), kept_files()) == (1, 1)


@pytest.mark.parametrize("machine", MACHINES, ids=lambda machine: machine.name)
def test_what_a_machine_wrote_is_kept_and_not_answered(machine: Machine) -> None:
    row = receive(machine.source.encode())
    assert row.automatic == (machine.kind or "")
    of_a_person = IncomingState.NEW if row.sender_address else IncomingState.WAITING
    states = {None: of_a_person, Automatic.BOUNCE: IncomingState.NEW}
    assert row.state == states.get(machine.kind, IncomingState.IGNORED)


def test_an_answer_that_came_through_a_list_is_filed() -> None:
    to_its_case = f"Cc: {reply_address('M2024-0001')}\r\nPrecedence: list\r\n"
    row = receive(mail(headers=to_its_case))
    assert (row.automatic, row.state) == (Automatic.LIST, IncomingState.NEW)


def test_what_came_back_names_our_mail() -> None:
    row = receive(POSTFIX_BOUNCE.encode())
    assert (row.bounced_message_id, row.bounced_recipient, row.bounced_status) == (
        "outbox.42@example.jp",
        "nobody@example.com",
        "5.1.1",
    )


def test_two_programs_that_answer_each_other_are_stopped(settings: Settings) -> None:
    settings.MAILBOX_MOST_AN_HOUR = 3
    with time_machine.travel(NOW, tick=False):
        states = [receive(mail(number)).state for number in range(5)]
        assert receive(mail(9, sender="other@example.jp")).state == IncomingState.NEW
    assert states == [IncomingState.NEW] * 3 + [IncomingState.WAITING] * 2
    assert set(IncomingMail.objects.filter(state=IncomingState.WAITING).values_list("note", flat=True)) == {
        IncomingNote.TOO_MANY
    }
    with time_machine.travel(NOW + dt.timedelta(hours=1), tick=False):
        assert receive(mail(10)).state == IncomingState.NEW


def test_of_a_mail_that_is_too_large_the_headers_wait() -> None:
    headers = mail().split(b"\r\n\r\n")[0] + b"\r\n\r\n"
    row = receive_too_large(headers=headers, size=50_000_000)
    assert (row.state, row.note, row.size, row.sender_address) == (
        IncomingState.WAITING,
        IncomingNote.TOO_LARGE,
        50_000_000,
        "aoyama@example.jp",
    )
    assert receive_too_large(headers=headers, size=50_000_000).pk == row.pk


def test_mail_without_a_sender_waits() -> None:
    row = receive(b"Subject: x\r\n\r\ntext")
    assert (row.state, row.note) == (IncomingState.WAITING, IncomingNote.NOBODY)


def test_dismissed_with_by_whom_when_and_why(staff: User) -> None:
    row = leave_to_staff(mail_id=receive(mail()).pk)
    assert row.state == IncomingState.WAITING
    with time_machine.travel(NOW, tick=False):
        dismiss_mail(mail_id=row.pk, actor_id=staff.pk, because="広告です。")
    row.refresh_from_db()
    assert (row.state, row.dismissed_by, row.dismissed_at, row.dismissed_because) == (
        IncomingState.DISMISSED,
        staff,
        NOW,
        "広告です。",
    )


@pytest.mark.parametrize("ended", ["filed", "dismissed"])
def test_what_is_sorted_is_sorted_once(staff: User, ended: str) -> None:
    row = receive(mail())
    if ended == "filed":
        file_mail(mail_id=row.pk)
    else:
        dismiss_mail(mail_id=row.pk, actor_id=staff.pk, because="x")
    before = IncomingMail.objects.values().get()
    with pytest.raises(StaleRow):
        file_mail(mail_id=row.pk)
    with pytest.raises(StaleRow):
        leave_to_staff(mail_id=row.pk)
    with pytest.raises(StaleRow):
        dismiss_mail(mail_id=row.pk, actor_id=staff.pk, because="x")
    assert IncomingMail.objects.values().get() == before


@pytest.mark.parametrize(
    ("changes", "constraint"),
    [
        ({"state": "elsewhere"}, "incoming_state_is_known"),
        ({"automatic": "robot"}, "incoming_automatic_is_known"),
        ({"note": "why"}, "incoming_note_is_known"),
        ({"message_id": ""}, "incoming_mail_has_an_id"),
        ({"stored_as": ""}, "incoming_mail_is_kept"),
        ({"state": IncomingState.IGNORED}, "only_automatic_mail_is_ignored"),
        ({"state": IncomingState.DISMISSED}, "dismissed_mail_says_by_whom_and_why"),
        ({"dismissed_because": "x"}, "dismissed_mail_says_by_whom_and_why"),
        ({"dismissed_at": timezone.now()}, "dismissed_mail_says_by_whom_and_why"),
    ],
)
def test_the_database_refuses(changes: dict[str, object], constraint: str) -> None:
    receive(mail())
    with pytest.raises(IntegrityError, match=constraint), transaction.atomic():
        IncomingMail.objects.update(**changes)
