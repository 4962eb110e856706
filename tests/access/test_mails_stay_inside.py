"""What people write by mail: marks in every part of it, read by the desk it was written to and by nobody else."""

from collections.abc import Callable
from typing import Any

import pytest
from django.db.models import Q
from django.test import Client

from cases.models import Case, Message
from cases.services import incoming, messages
from mediso.mailbox.models import IncomingMail
from mediso.outbox.models import OutboxMail
from tests.access.test_leaks import marks_in, pages_within_reach
from tests.support.mails import waiting_mail
from tests.support.scene import Scene

pytestmark = pytest.mark.django_db

SignIn = Callable[..., Client]
IN_A_MAIL = {"秘密件名", "秘密差出人", "秘密本文", "秘密引用", "秘密ファイル"}
IN_THE_THREAD = {"秘密返信"}


def planted_mail(case: Case | None) -> IncomingMail:
    """Every part of it has a mark: subject, sender, text, folded part, name of a file."""
    mail = waiting_mail(case, subject="秘密件名", sender="秘密差出人 <stranger@example.com>", file="秘密ファイル.pdf")
    IncomingMail.objects.filter(pk=mail.pk).update(text="秘密本文", folded="> 秘密引用")
    return mail


@pytest.fixture
def written(own_scene: Scene) -> Scene:
    """A mail that waits for the staff of the founder's case, and a message in its thread."""
    planted_mail(own_scene.own)
    messages.write_to_founder(case_id=own_scene.own.pk, actor=own_scene.people["staff"], text="秘密返信")
    return own_scene


def found(scene: Scene, sign_in: SignIn, name: str) -> set[str]:
    pages = pages_within_reach(sign_in(scene.people[name]))
    return set().union(*marks_in(pages).values())


def test_the_staff_of_the_desk_read_all_of_it(written: Scene, sign_in: SignIn) -> None:
    assert found(written, sign_in, "staff") == IN_A_MAIL | IN_THE_THREAD


@pytest.mark.parametrize("name", ["founder", "supporter", "full_time"])
def test_whoever_reads_the_case_reads_its_thread_and_no_mail_that_waits(
    name: str, written: Scene, sign_in: SignIn
) -> None:
    assert found(written, sign_in, name) == IN_THE_THREAD


@pytest.mark.parametrize(
    "name",
    [
        "colleague",
        "other_founder",
        "proposed",
        "other_supporter",
        "conflicted",
        "other_staff",
        "manager",
        "administrator",
    ],
)
def test_nobody_else_reads_a_word(name: str, written: Scene, sign_in: SignIn) -> None:
    assert found(written, sign_in, name) == set()


def test_once_filed_its_words_are_the_thread_s(written: Scene, sign_in: SignIn) -> None:
    """Also what came to no case, and which every desk could read until then."""
    mail = planted_mail(None)
    assert found(written, sign_in, "other_staff") == IN_A_MAIL
    incoming.file_by_hand(mail=mail, case=written.own, actor=written.people["staff"])
    assert found(written, sign_in, "founder") == {"秘密差出人", "秘密本文", "秘密引用", "秘密ファイル", "秘密返信"}
    assert found(written, sign_in, "other_staff") == set()


def test_no_mail_carries_what_came_by_mail_or_stands_in_the_thread(written: Scene) -> None:
    """But a message to somebody without an account, who could read it nowhere else."""
    staff = written.people["staff"]
    incoming.file_by_hand(mail=planted_mail(None), case=written.own, actor=staff)
    messages.write_to_desk(case_id=written.own.pk, actor=written.people["founder"], text="秘密返信")
    messages.write_to_founder(case_id=written.own.pk, actor=staff, text="秘密返信")
    told: dict[str, Any] = {
        mail.key: mail.subject + mail.body for mail in OutboxMail.objects.exclude(kind="message_by_mail")
    }
    assert OutboxMail.objects.filter(Q(kind="message_sent") | Q(kind="message_received")).count() >= 4
    assert Message.objects.filter(text__contains="秘密", sent_at__isnull=False).count() == 4
    assert marks_in(told) == {}
