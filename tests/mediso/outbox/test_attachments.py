"""Files that go along with a mail: by reference in the row, as bytes on the wire."""

from collections.abc import Callable, Iterator
from email import message_from_bytes, policy
from pathlib import Path

import pytest
from django.db.models import ProtectedError
from pytest_django import Settings

from mediso.files.allowed import PDF, XLSX
from mediso.files.models import StoredFile
from mediso.files.services.keeping import keep_made
from mediso.outbox.models import MailState, OutboxMail
from mediso.outbox.services import can_be_attached, deliver
from mediso.settings.attachments import attachments_storage
from tests.mediso.outbox.mail_server import MailServer, mail_server

pytestmark = pytest.mark.django_db

Write = Callable[..., OutboxMail]
ENDS_A_MESSAGE = b"%PDF\r\n.\r\n.\n\x00\xff"


@pytest.fixture(autouse=True)
def folder(settings: Settings, tmp_path: Path) -> Path:
    settings.STORAGES = settings.STORAGES | {"attachments": attachments_storage(tmp_path)}
    return tmp_path


@pytest.fixture
def server(settings: Settings) -> Iterator[MailServer]:
    with mail_server() as mails:
        settings.EMAIL_BACKEND = "mediso.outbox.smtp.EmailBackend"
        settings.EMAIL_HOST, settings.EMAIL_PORT, settings.EMAIL_TIMEOUT = "127.0.0.1", mails.port, 5
        yield mails


def two_files() -> list[StoredFile]:
    return [
        keep_made(name="月次報告", kind=PDF, content=ENDS_A_MESSAGE),
        keep_made(name="月次報告", kind=XLSX, content=b"PK\x03\x04"),
    ]


def test_a_real_server_is_given_every_byte_under_its_name(server: MailServer, write: Write) -> None:
    row = write(attached=two_files())
    assert deliver(row.pk) is True
    message = message_from_bytes(server.taken[0], policy=policy.default)
    got = [(part.get_filename(), part.get_content_type(), part.get_content()) for part in message.iter_attachments()]
    assert got == [
        ("月次報告.pdf", PDF.content_type, ENDS_A_MESSAGE),
        ("月次報告.xlsx", XLSX.content_type, b"PK\x03\x04"),
    ]
    body = message.get_body()
    assert body is not None
    assert body.get_content().strip() == "本文"


def test_while_the_content_cannot_be_read_the_mail_waits(folder: Path, server: MailServer, write: Write) -> None:
    file = two_files()[0]
    row = write(attached=[file])
    away = folder / "away"
    (folder / file.place).rename(away)
    assert deliver(row.pk) is False
    row.refresh_from_db()
    assert (row.state, row.attempts, server.taken) == (MailState.PENDING, 1, [])
    assert "No such file" in row.last_error
    away.rename(folder / file.place)
    OutboxMail.objects.update(due_at=row.written_at)
    assert deliver(row.pk) is True


def test_no_digest_holds_a_mail_with_files_and_no_file_goes_while_a_mail_names_it(write: Write) -> None:
    files = two_files()
    assert [write("plain", held=True).state, write(held=True, attached=files).state] == ["held", "pending"]
    with pytest.raises(ProtectedError):
        files[0].delete()


@pytest.mark.parametrize(("sizes", "can"), [((10 * 1024**2 - 1, 1), True), ((10 * 1024**2, 1), False), ((), True)])
def test_ten_megabytes_go_along_and_not_a_byte_more(sizes: tuple[int, ...], *, can: bool) -> None:
    assert can_be_attached([StoredFile(size=size) for size in sizes]) is can
