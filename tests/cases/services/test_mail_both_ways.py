"""Mails as people's programs write them, really sent and really collected: into the thread, a new case, or nothing."""

import smtplib
from email.message import EmailMessage

import pytest
from pytest_django import Settings

from accounts.models import User
from cases.enums import Channel, State
from cases.models import Case, Message
from cases.tasks import collect_mails
from mediso.desks.models import Desk
from mediso.mailbox.addresses import reply_address
from mediso.mailbox.models import IncomingMail
from tests.cases.services.test_taking_in import take_in
from tests.conftest import MakeCase
from tests.mediso.mailbox.corpus import SAMPLES, Sample
from tests.support.mail_servers import MailServers
from tests.support.mails import letter
from tests.support.papers import PDF

pytestmark = pytest.mark.django_db

WAYS = (("iso-2022-jp", "7bit"), ("iso-2022-jp", "base64"), ("utf-8", "quoted-printable"), ("utf-8", "base64"))


@pytest.fixture
def case(make_case: MakeCase) -> Case:
    return make_case(State.SUPPORTING)


def send(servers: MailServers, *mails: bytes, sender: str = "founder@example.jp", to: str = "desk@example.jp") -> None:
    with smtplib.SMTP("127.0.0.1", servers.smtp_port) as server:
        for mail in mails:
            server.sendmail(sender, [to], mail.replace(b"\n", b"\r\n"))


def as_sent(sample: Sample, number: int, case: Case, founder: User) -> bytes:
    """In one of the four ways in turn; what ISO-2022-JP cannot say goes as UTF-8."""
    charset, encoding = WAYS[number % len(WAYS)]
    try:
        sample.body.encode(charset)
    except UnicodeEncodeError:
        charset, encoding = "utf-8", "base64"
    mail = letter(case, founder.email, message_id=f"<{sample.name}@example.jp>")
    mail.set_content(sample.body, charset=charset, cte=encoding)
    return mail.as_bytes()


def test_answers_of_every_program_stand_in_the_thread_without_what_they_quote(
    servers: MailServers, case: Case, founder: User
) -> None:
    """Outlook, Gmail, iPhone and others, ISO-2022-JP and UTF-8, quoted-printable and base64."""
    send(servers, *(as_sent(sample, number, case, founder) for number, sample in enumerate(SAMPLES)))
    collect_mails()
    received = {one.incoming.message_id: one for one in Message.objects.select_related("incoming") if one.incoming}
    told = {sample.name: received[f"{sample.name}@example.jp"] for sample in SAMPLES}
    # Where nothing was written the subject stands.
    wanted = {one.name: one.text or "Re: 窓口からのメッセージ" for one in SAMPLES}
    assert {name: one.text.strip() for name, one in told.items()} == wanted
    wrong = [one.name for one in SAMPLES if not told[one.name].folded.startswith(one.folds_from)]
    assert (wrong, len(received)) == ([], len(SAMPLES))


def test_an_answer_that_is_a_page_is_read_as_text(servers: MailServers, case: Case, founder: User) -> None:
    mail = letter(case, founder.email)
    mail.set_content(
        "<html><style>p {color: red}</style><p>資料を送ります。</p><script>alert(1)</script>"
        "<blockquote>前のメール</blockquote></html>",
        subtype="html",
    )
    send(servers, mail.as_bytes())
    collect_mails()
    text = Message.objects.get().text
    assert ("資料を送ります。" in text, "alert" in text, "color" in text) == (True, False, False)


MACHINES = {
    "out of office": {"Auto_Submitted": "auto-replied", "subject": "不在通知: Re: 窓口からのメッセージ"},
    "a loop": {"X_Consultation_Desk": "notice"},
}


@pytest.mark.parametrize("machine", MACHINES)
def test_what_a_machine_sends_is_kept_and_goes_nowhere(
    machine: str, servers: MailServers, case: Case, founder: User
) -> None:
    send(servers, letter(case, founder.email, **MACHINES[machine]).as_bytes())
    collect_mails()
    assert (IncomingMail.objects.get().state, Message.objects.count()) == ("ignored", 0)


def new_question() -> EmailMessage:
    mail = letter(None, "日比野 千尋 <hibino@example.com>", "必要な試験を知りたい。", subject="薬事の相談")
    mail.add_attachment(PDF, maintype="application", subtype="pdf", filename="計画書.pdf")
    return mail


def test_a_new_question_by_mail_becomes_a_case_with_its_words_and_files(
    servers: MailServers, desk: Desk, staff: User, settings: Settings
) -> None:
    send(servers, new_question().as_bytes(), sender="hibino@example.com")
    collect_mails()
    kept = IncomingMail.objects.get()
    assert (kept.state, kept.sender_name, kept.subject) == ("waiting", "日比野 千尋", "薬事の相談")

    case = take_in(desk, staff, channel=Channel.MAIL, mail=kept)
    kept.refresh_from_db()
    first = case.messages.get()
    assert (kept.state, case.channel, case.unanswered_since) == ("filed", "mail", None)
    assert (first.text, [one.file.name for one in first.attachments.all()]) == (
        "必要な試験を知りたい。",
        ["計画書.pdf"],
    )


def test_what_comes_twice_is_there_once(servers: MailServers, case: Case, founder: User) -> None:
    mail = letter(case, founder.email).as_bytes()
    send(servers, mail, mail, to=reply_address(case.number))
    collect_mails()
    send(servers, mail)
    collect_mails()
    assert (IncomingMail.objects.count(), Message.objects.count()) == (1, 1)
