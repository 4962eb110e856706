"""Mails from the mailbox into the thread: sent and read over real SMTP and IMAP, or handed to the service as bytes."""

import datetime as dt
import smtplib
import uuid
from collections.abc import Callable
from email.message import EmailMessage as Mail

import pytest
import time_machine
from django.utils import timezone
from pytest_django import Settings

from accounts.models import User
from cases.enums import MessageKind, State
from cases.models import Attachment, Case, CaseEvent, Message
from cases.services import incoming, messages, triage
from cases.tasks import collect_mails
from mediso.common.errors import ActionRefused, StaleRow
from mediso.mailbox.addresses import reply_address
from mediso.mailbox.models import IncomingMail
from mediso.mailbox.services import receive
from mediso.outbox.models import OutboxMail
from mediso.outbox.services import deliver
from tests.conftest import MakeCase
from tests.factories.accounts import ContactFactory, UserFactory
from tests.support.actions import assigned
from tests.support.mail_servers import MailServers
from tests.support.mails import arrives, letter
from tests.support.papers import PDF
from tests.support.people import row_of
from tests.support.world import world

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("english")]


@pytest.fixture(autouse=True)
def _mailbox(settings: Settings) -> None:
    settings.MAILBOX_ADDRESS = "desk@example.jp"


@pytest.fixture
def case(make_case: MakeCase, supporter: User) -> Case:
    case = make_case(State.SUPPORTING)
    assigned(row_of(supporter), case)
    return case


def test_an_answer_to_a_notice_stands_in_the_thread(
    servers: MailServers, case: Case, staff: User, founder: User, settings: Settings
) -> None:
    """The whole way: the notice goes out with its reply address, the answer comes in by the mailbox."""
    messages.write_to_founder(case_id=case.pk, actor=staff, text="資料をお送りください。")
    notice = OutboxMail.objects.get(kind="message_sent")
    assert notice.reply_to == reply_address(case.number)
    deliver(notice.pk)
    (sent,) = servers.inside("INBOX")
    assert f"Reply-To: {reply_address(case.number)}".encode() in sent
    servers.empty()

    answer = letter(case, f"青山 みどり <{founder.email}>", "資料を送ります。\n\n> 資料をお送りください。\n")
    answer.add_attachment(PDF, maintype="application", subtype="pdf", filename="試験計画.pdf")
    with smtplib.SMTP("127.0.0.1", servers.smtp_port) as mail_server:
        mail_server.sendmail(founder.email, [answer["To"]], answer.as_bytes())
    collect_mails()
    collect_mails()

    received = Message.objects.get(side="founder")
    assert (received.author, received.text, received.folded.strip()) == (
        founder,
        "資料を送ります。",
        "> 資料をお送りください。",
    )
    assert [one.file.name for one in received.attachments.all()] == ["試験計画.pdf"]
    case.refresh_from_db()
    assert case.unanswered_since == received.sent_at
    assert IncomingMail.objects.get().state == "filed"
    assert servers.inside("INBOX") == []


def test_the_answer_to_a_question_is_its_answer(case: Case, staff: User, founder: User) -> None:
    triage.ask_founder(case_id=case.pk, actor=staff, seen=None, question="どの規格ですか。")
    assert arrives(letter(case, founder.email)).state == "filed"
    case.refresh_from_db()
    assert (case.state, Message.objects.get(side="founder").kind) == (State.SUPPORTING, MessageKind.ANSWER)


def test_the_same_mail_twice_is_one_message(case: Case, founder: User) -> None:
    arrives(letter(case, founder.email))
    before = world()
    arrives(letter(case, founder.email))
    assert (world(), Message.objects.count()) == (before, 1)


def test_a_draft_in_the_portal_stays_as_it_is(case: Case, founder: User) -> None:
    draft = messages.keep_draft(case=case, actor=founder, token=uuid.uuid4(), text="途中")
    arrives(letter(case, founder.email))
    draft.refresh_from_db()
    assert (draft.text, draft.is_draft, Message.objects.filter(sent_at__isnull=False).count()) == ("途中", True, 1)


OTHERS: dict[str, Callable[[Case], Mail]] = {
    "a stranger with the right address": lambda case: letter(case, "stranger@example.com"),
    "another founder": lambda case: letter(case, "other-founder@example.jp"),
    "the desk's own staff": lambda case: letter(case, "staff@example.jp"),
    "the founder without a reply address": lambda case: letter(
        None, "founder@example.jp", subject=f"Re: {case.number}"
    ),
    "a new question": lambda _case: letter(None, "new@example.com", subject="薬事の相談"),
}


@pytest.mark.parametrize("who", OTHERS)
def test_what_cannot_be_placed_waits_for_the_staff(who: str, case: Case, staff: User, other_founder: User) -> None:
    before = world()
    kept = arrives(OTHERS[who](case))
    assert (kept.state, world()) == ("waiting", before)


def test_a_guessed_reply_address_leads_nowhere(case: Case, founder: User) -> None:
    mail = letter(None, founder.email)
    mail.replace_header("To", f"desk+{case.number}.aaaaaaaaaaaaaaaa@example.jp")
    kept = arrives(mail)
    assert (kept.state, kept.case_number, Message.objects.count()) == ("waiting", "", 0)


def test_a_withdrawn_case_takes_no_mail(make_case: MakeCase, founder: User) -> None:
    case = make_case(State.WITHDRAWN)
    before = world()
    assert (arrives(letter(case, founder.email)).state, world()) == ("waiting", before)


def test_a_closed_account_writes_nothing(case: Case, founder: User) -> None:
    founder.is_active = False
    founder.save()
    assert arrives(letter(case, founder.email)).state == "waiting"


def test_a_contact_without_an_account_writes_by_mail(make_case: MakeCase, staff: User) -> None:
    case = make_case(State.TRIAGING, consultation__asked_by=None, responsible=staff)
    contact = ContactFactory.create(organisation=case.organisation, name="電話 花子", email="hanako@example.jp")
    Case.objects.update(contact=contact)
    messages.write_to_founder(case_id=case.pk, actor=staff, text="資料をお送りください。")
    assert OutboxMail.objects.get().reply_to == reply_address(case.number)
    arrives(letter(case, "hanako@example.jp"))
    received = Message.objects.get(side="founder")
    assert (received.author, received.author_name, received.text) == (None, "電話 花子", "資料を送ります。")
    event = CaseEvent.objects.get(kind="message_received")
    assert (event.actor, event.payload) == (None, {"message": received.pk})
    case.refresh_from_db()
    assert case.unanswered_since == received.sent_at
    assert OutboxMail.objects.filter(kind="message_received", to=staff.email).exists()


AUTOMATIC = {
    "out of office": {"Auto_Submitted": "auto-replied", "subject": "不在通知"},
    "a list": {"List_Id": "<all.example.jp>", "Precedence": "bulk"},
    "our own": {"X_Consultation_Desk": "notice"},
}


@pytest.mark.parametrize("kind", ["out of office", "our own"])
def test_machines_write_no_messages(kind: str, case: Case, founder: User) -> None:
    before = world()
    kept = arrives(letter(case, founder.email, **AUTOMATIC[kind]))
    assert (kept.state, world()) == ("ignored", before)


def test_a_mail_by_a_list_reaches_its_case(case: Case, founder: User) -> None:
    assert arrives(letter(case, founder.email, **AUTOMATIC["a list"])).state == "filed"


BOUNCE = """\
From: MAILER-DAEMON@example.jp
To: desk@example.jp
Subject: Undelivered Mail Returned to Sender
Message-ID: <bounce@example.jp>
MIME-Version: 1.0
Content-Type: multipart/report; report-type=delivery-status; boundary="part"

--part
Content-Type: text/plain

The mail could not be delivered.
--part
Content-Type: message/delivery-status

Reporting-MTA: dns; mx.example.jp

Final-Recipient: rfc822; {recipient}
Action: failed
Status: 5.1.1

--part
Content-Type: text/rfc822-headers

Message-ID: <outbox.{pk}@localhost>
To: {recipient}
--part--
"""


@pytest.mark.parametrize(("recipient", "state"), [("founder@example.jp", "bounced"), ("else@example.jp", "sent")])
def test_a_notice_that_came_back_is_listed(recipient: str, state: str, case: Case, staff: User) -> None:
    """Whoever names another reader invents the mail: ids of mails are running numbers."""
    messages.write_to_founder(case_id=case.pk, actor=staff, text="本文")
    notice = OutboxMail.objects.get(kind="message_sent")
    deliver(notice.pk)
    kept = receive(BOUNCE.format(recipient=recipient, pk=notice.pk).encode())
    incoming.file_new_mails()
    kept.refresh_from_db()
    notice.refresh_from_db()
    assert (kept.state, notice.state, Message.objects.count()) == ("ignored", state, 1)


def test_files_that_are_not_taken_are_named_in_the_message(case: Case, founder: User) -> None:
    mail = letter(case, founder.email)
    mail.add_attachment(b"MZ\x90\x00" * 20, maintype="application", subtype="pdf", filename="報告.pdf")
    mail.add_attachment(PDF, maintype="application", subtype="pdf", filename="計画.pdf")
    arrives(mail)
    received = Message.objects.get()
    assert [one.file.name for one in received.attachments.all()] == ["計画.pdf"]
    assert [str(one) for one in received.refusals] == [
        "“報告.pdf” is a program, and programs are not taken. Please send a document, such as a PDF, instead."
    ]


def test_five_hundred_files_are_ten_and_a_word(case: Case, founder: User) -> None:
    mail = letter(case, founder.email)
    for number in range(500):
        mail.add_attachment(PDF, maintype="application", subtype="pdf", filename=f"{number}.pdf")
    arrives(mail)
    assert Attachment.objects.count() == 10
    assert [str(one) for one in Message.objects.get().refusals] == [
        "There are 500 files, and at most 10 can be sent at once. Please send the others afterwards."
    ]


def test_a_mail_of_quotes_alone_shows_them(case: Case, founder: User) -> None:
    arrives(letter(case, founder.email, "> 資料をお送りください。\n"))
    received = Message.objects.get()
    assert (received.text.strip(), received.folded) == ("> 資料をお送りください。", "")


def test_one_that_fails_keeps_back_no_other_and_is_left_to_the_staff_in_the_end(
    case: Case, founder: User, settings: Settings, caplog: pytest.LogCaptureFixture
) -> None:
    lost = receive(letter(case, founder.email, message_id="<lost@example.jp>").as_bytes())
    IncomingMail.objects.filter(pk=lost.pk).update(stored_as="nowhere")
    arrives(letter(case, founder.email, message_id="<good@example.jp>"))
    lost.refresh_from_db()
    assert (lost.state, Message.objects.count()) == ("new", 1)
    with time_machine.travel(timezone.now() + dt.timedelta(hours=2)):
        incoming.file_new_mails()
    lost.refresh_from_db()
    assert lost.state == "waiting"
    assert f"Mail {lost.pk} could not be filed" in caplog.text


def test_staff_file_a_waiting_mail_by_hand(case: Case, staff: User) -> None:
    kept = arrives(letter(None, "stranger@example.com"))
    incoming.file_by_hand(mail=kept, case=case, actor=staff)
    kept.refresh_from_db()
    received = Message.objects.get()
    assert (kept.state, received.author, received.author_name) == ("filed", None, "stranger@example.com")
    assert CaseEvent.objects.get().payload == {"message": received.pk, "filed_by": staff.pk}
    with pytest.raises(StaleRow):
        incoming.file_by_hand(mail=kept, case=case, actor=staff)


def test_nobody_else_files_by_hand(case: Case, other_staff: User, founder: User) -> None:
    kept = arrives(letter(None, "stranger@example.com"))
    before = world()
    for user in (other_staff, founder, UserFactory.create()):
        with pytest.raises(ActionRefused):
            incoming.file_by_hand(mail=kept, case=case, actor=user)
    assert world() == before


def test_a_dismissed_mail_says_by_whom_and_why(case: Case, staff: User) -> None:
    kept = arrives(letter(None, "stranger@example.com"))
    incoming.dismiss(mail=kept, actor=staff, reason="迷惑メール")
    kept.refresh_from_db()
    assert (kept.state, kept.dismissed_by, kept.dismissed_because) == ("dismissed", staff, "迷惑メール")
