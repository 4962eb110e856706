"""Many mails, really sent, while they are collected and the connections break: none lost, none doubled."""

import random
import threading
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from email.message import EmailMessage

import pytest
from django.core.mail import get_connection
from django.core.mail.backends.smtp import EmailBackend
from django.db import connection

from mediso.mailbox.imap import collect
from mediso.mailbox.models import IncomingMail
from tests.support.mail_servers import MailServers

pytestmark = pytest.mark.django_db(transaction=True)
CHARSETS = ("utf-8", "iso-2022-jp", "shift_jis")
ENCODINGS = ("base64", "quoted-printable")
FLOOD = 1_000


def message(number: int, chance: random.Random) -> EmailMessage:
    one = EmailMessage()
    one["Message-ID"] = f"<{number}@flood.example.jp>"
    one["From"] = f"person{number % 50}@example.jp"
    one["To"] = "desk@example.jp"
    one["Subject"] = f"相談 {number}"
    charset = chance.choice(CHARSETS)
    text = f"番号は{number}です。\n" * chance.randint(1, 40)
    if chance.random() < 0.2:
        one.set_content(f"<p>番号は{number}です。</p>", subtype="html", cte="base64")
    else:
        one.set_content(text, charset=charset, cte=chance.choice(ENCODINGS))
    for place in range(chance.choice([0, 0, 0, 1, 3])):
        one.add_attachment(chance.randbytes(2000), maintype="application", subtype="pdf", filename=f"計画{place}.pdf")
    return one


def send(numbers: list[int], seed: int) -> None:
    """Sent by SMTP as they are, every tenth twice."""
    chance = random.Random(seed)
    backend = get_connection()
    assert isinstance(backend, EmailBackend)
    backend.open()
    assert backend.connection is not None
    for number in numbers:
        one = message(number, chance)
        for _ in range(2 if number % 10 == 0 else 1):
            backend.connection.send_message(one)
    backend.close()


def breaking(servers: MailServers) -> Iterator[int]:
    """Collects over and over, over connections of which two in three break somewhere."""
    chance = random.Random(1)
    while True:
        servers.relay.cut_after = chance.choice([None, chance.randint(500, 20_000), chance.randint(5_000, 400_000)])
        yield collect()


def test_none_is_lost_and_none_doubled(servers: MailServers, caplog: pytest.LogCaptureFixture) -> None:
    numbers = list(range(FLOOD))
    with ThreadPoolExecutor(2) as senders:
        jobs = [senders.submit(send, numbers[half::2], half) for half in range(2)]
        collecting = breaking(servers)
        while not all(job.done() for job in jobs):
            next(collecting)
        for job in jobs:
            job.result()
    for _ in range(5):
        next(collecting)
    servers.relay.cut_after = None
    while collect():
        pass

    assert "was left after" in caplog.text  # connections did break

    rows = IncomingMail.objects.values_list("message_id", "subject", "text")
    assert sorted(message_id for message_id, _subject, _text in rows) == sorted(
        f"{n}@flood.example.jp" for n in numbers
    )
    for message_id, subject, text in rows:
        number = message_id.split("@")[0]
        assert subject == f"相談 {number}"
        assert set(text.split("\n")) == {f"番号は{number}です。"}
    assert servers.inside("INBOX") == []
    assert len(servers.inside("Desk")) == FLOOD + len(numbers[::10])


def test_two_collectors_at_once(servers: MailServers) -> None:
    send(list(range(20)), seed=3)
    taken: list[int] = []

    def run() -> None:
        taken.append(collect())
        connection.close()

    threads = [threading.Thread(target=run) for _ in range(3)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sum(taken) + collect() == 22
    assert IncomingMail.objects.count() == 20
