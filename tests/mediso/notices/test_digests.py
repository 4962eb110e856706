"""What is held is told once, in one mail a person, desk and day."""

import datetime as dt
from concurrent.futures import ThreadPoolExecutor

import pytest
import time_machine
from django.db import connection

from accounts.models import User
from mediso.desks.models import Desk
from mediso.notices import tasks
from mediso.notices.services import choose, write_digests, write_notice
from mediso.outbox.models import MailState, OutboxMail
from mediso.outbox.services import deliver

pytestmark = pytest.mark.django_db

MORNING = dt.datetime(2026, 11, 26, 8, 30, tzinfo=dt.timezone(dt.timedelta(hours=9)))
NEXT_DAY = MORNING + dt.timedelta(days=1)


def hold(desk: Desk, user: User, number: str) -> OutboxMail:
    choose(user_id=user.pk, choices={"case_closed": "daily"})  # type: ignore[dict-item]
    mail = write_notice(
        kind="case_closed",
        desk=desk,
        to=user.email,
        language="en",
        key=f"case_closed:{desk.pk}:{user.pk}:{number}",
        values={"name": user.name, "number": number, "address": f"https://desk.example/cases/{number}/"},
        recipient=user.pk,
    )
    assert mail is not None
    return mail


def digests() -> list[OutboxMail]:
    return list(OutboxMail.objects.filter(kind="daily_digest").order_by("pk"))


def test_one_mail_names_everything_that_was_held(desk: Desk, founder: User) -> None:
    founder.language, founder.email = "en", "moved@example.jp"
    founder.save()
    held = [hold(desk, founder, number) for number in ("2026-0001", "2026-0002")]
    assert not any(deliver(mail.pk) for mail in held)
    with time_machine.travel(MORNING):
        assert write_digests() == 1
    (digest,) = digests()
    assert (digest.key, digest.to, digest.state) == (
        f"daily_digest:{founder.pk}:{desk.pk}:2026-11-26",
        "moved@example.jp",
        MailState.PENDING,
    )
    assert digest.subject == "Today’s notices of Medical desk"
    assert (
        "\n\nYour case is closed (2026-0001)\nhttps://desk.example/cases/2026-0001/\n"
        "\nYour case is closed (2026-0002)\nhttps://desk.example/cases/2026-0002/\n\n"
    ) in digest.body
    rows = OutboxMail.objects.filter(kind="case_closed")
    assert set(rows.values_list("state", "digest")) == {(MailState.DIGESTED, digest.pk)}


def test_one_digest_a_person_and_desk(desk: Desk, other_desk: Desk, founder: User, other_founder: User) -> None:
    for one, user in ((desk, founder), (other_desk, founder), (desk, other_founder)):
        hold(one, user, "2026-0001")
    assert write_digests() == 3
    assert {(mail.desk, mail.recipient) for mail in digests()} == {
        (desk, founder),
        (other_desk, founder),
        (desk, other_founder),
    }


def test_running_again_tells_nothing_twice_and_what_came_after_waits_for_tomorrow(desk: Desk, founder: User) -> None:
    hold(desk, founder, "2026-0001")
    with time_machine.travel(MORNING):
        tasks.write_digests()
        tasks.write_digests()
        later = hold(desk, founder, "2026-0002")
        assert write_digests() == 0
    later.refresh_from_db()
    assert (len(digests()), later.state, later.digest) == (1, MailState.HELD, None)
    with time_machine.travel(NEXT_DAY):
        assert write_digests() == 1
    later.refresh_from_db()
    assert later.digest == digests()[1]


def test_a_closed_account_gets_none(desk: Desk, founder: User) -> None:
    mail = hold(desk, founder, "2026-0001")
    founder.is_active = False
    founder.save()
    assert write_digests() == 0
    mail.refresh_from_db()
    assert (mail.state, digests()) == (MailState.DISMISSED, [])


@pytest.mark.django_db(transaction=True)
def test_workers_at_once_make_one_digest(desk: Desk, founder: User) -> None:
    for number in range(5):
        hold(desk, founder, f"2026-{number:04}")

    def work(_number: int) -> int:
        try:
            return write_digests()
        finally:
            connection.close()

    with ThreadPoolExecutor(4) as workers:
        assert sorted(workers.map(work, range(4))) == [0, 0, 0, 1]
    assert OutboxMail.objects.filter(state=MailState.DIGESTED, digest=digests()[0]).count() == 5
