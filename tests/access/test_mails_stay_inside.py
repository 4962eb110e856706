"""What people write by mail: marks in every part of it, read by the desk it was written to and by nobody else."""

from collections.abc import Callable
from typing import Any

import pytest
from django.db.models import Q
from django.test import Client
from django.urls import reverse

from cases.models import Message
from cases.services import incoming, messages
from mediso.outbox.models import OutboxMail
from tests.access.planted import IN_A_MAIL, all_marks, marks_in, plant_in_the_thread, plant_mail
from tests.support.scene import Scene

pytestmark = pytest.mark.django_db

SignIn = Callable[..., Client]


def reads(client: Client, *addresses: str) -> set[str]:
    """The marks on these pages, whatever they answer."""
    return all_marks({address: client.get(address).content.decode() for address in addresses})


def test_once_filed_its_words_are_the_thread_s(own_scene: Scene, sign_in: SignIn) -> None:
    """Also what came to no case, and which every desk could read until then."""
    mail, people = plant_mail(None), own_scene.people
    as_mail = [reverse("incoming_list"), reverse("incoming_detail", args=[mail.pk])]
    thread = reverse("case_thread", args=[own_scene.own.number])
    assert reads(sign_in(people["other_staff"]), *as_mail) == IN_A_MAIL
    incoming.file_by_hand(mail=mail, case=own_scene.own, actor=people["staff"])
    assert reads(sign_in(people["founder"]), thread) == IN_A_MAIL - {"秘密題"}
    assert reads(sign_in(people["other_staff"]), *as_mail, thread) == set()


def test_no_mail_carries_what_came_by_mail_or_stands_in_the_thread(own_scene: Scene) -> None:
    """But a message to somebody without an account, who could read it nowhere else."""
    staff = own_scene.people["staff"]
    plant_in_the_thread(own_scene)
    incoming.file_by_hand(mail=plant_mail(None), case=own_scene.own, actor=staff)
    messages.write_to_desk(case_id=own_scene.own.pk, actor=own_scene.people["founder"], text="秘密返信")
    messages.write_to_founder(case_id=own_scene.own.pk, actor=staff, text="秘密返信")
    told: dict[str, Any] = {
        mail.key: mail.subject + mail.body for mail in OutboxMail.objects.exclude(kind="message_by_mail")
    }
    assert OutboxMail.objects.filter(Q(kind="message_sent") | Q(kind="message_received")).count() >= 4
    assert Message.objects.filter(text__contains="秘密", sent_at__isnull=False).count() == 4
    assert marks_in(told) == {}
