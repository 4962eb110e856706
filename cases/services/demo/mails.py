"""Mails that reached the desk of the demo and wait for its staff."""

from email.message import EmailMessage
from email.utils import formataddr

from cases.services.demo.acts import Row
from cases.services.demo.papers import paper
from mediso.desks.models import Desk
from mediso.mailbox.services import leave_to_staff, receive


def make_mail(desk: Desk, row: Row) -> None:
    """As the mailbox would have handed it over; `key` names it, so that it is one mail however often it comes."""
    mail = EmailMessage()
    mail["From"] = formataddr((row["name"], row["address"]))
    mail["To"] = "desk@desk.example"
    mail["Subject"] = row["subject"]
    mail["Message-ID"] = f"<{row['key']}@desk.example>"
    mail.set_content(row["text"])
    if "paper" in row:
        file = paper(desk.name_ja, row["paper"])
        mail.add_attachment(file.read(), maintype="application", subtype="pdf", filename=file.name)
    leave_to_staff(mail_id=receive(mail.as_bytes()).pk)
