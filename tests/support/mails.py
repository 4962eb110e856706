"""Mails as people send them to the desk's address, and as the desk keeps them."""

from email.message import EmailMessage
from itertools import count

from cases.models import Case
from cases.services import incoming
from mediso.mailbox.addresses import reply_address
from mediso.mailbox.enums import IncomingState
from mediso.mailbox.models import IncomingMail
from mediso.mailbox.services import receive
from tests.support.papers import PDF

IDS = count(1)


def letter(case: Case | None, sender: str, text: str = "資料を送ります。", **headers: str) -> EmailMessage:
    """To the reply address of the case, or without one to the desk."""
    mail = EmailMessage()
    mail["From"] = sender
    mail["To"] = reply_address(case.number) if case else "desk@example.jp"
    mail["Subject"] = headers.pop("subject", "Re: 窓口からのメッセージ")
    mail["Message-ID"] = headers.pop("message_id", "<one@example.jp>")
    for name, value in headers.items():
        mail[name.replace("_", "-")] = value
    mail.set_content(text)
    return mail


def arrives(mail: EmailMessage) -> IncomingMail:
    """The mail as it was kept, and filed if it can be."""
    kept = receive(mail.as_bytes())
    incoming.file_new_mails()
    kept.refresh_from_db()
    return kept


def arrived(
    case: Case | None = None, sender: str = "stranger@example.com", text: str = "", **headers: str
) -> IncomingMail:
    """One more mail, with an id of its own; from a stranger it waits."""
    headers = {"subject": "薬事の相談", "message_id": f"<{next(IDS)}.test@example.com>"} | headers
    return arrives(letter(case, sender, text or "治験の前に必要な試験を知りたい。", **headers))


def waiting_mail(case: Case | None = None, *, file: str = "計画書.pdf", **changes: str) -> IncomingMail:
    """A stranger's mail that waits for the staff, of the case's desk if one is given; needs no mailbox."""
    changes = {"subject": "薬事の相談", "message_id": f"<{next(IDS)}.waiting@example.com>"} | changes
    text = "治験の前に必要な試験を知りたい。\n\n> 以前のメール\n"
    mail = letter(None, changes.pop("sender", "見知らぬ 人 <stranger@example.com>"), text, **changes)
    mail.add_attachment(PDF, maintype="application", subtype="pdf", filename=file)
    kept = receive(mail.as_bytes())
    kept.state, kept.case_number = IncomingState.WAITING, case.number if case else ""
    kept.save(update_fields=["state", "case_number"])
    return kept
