"""What a mail says already of the case that is taken in from it."""

from django.utils import timezone

from accounts.enums import Role
from accounts.models import Contact, Organisation
from accounts.selectors.duplicates import similar_contacts
from cases.enums import Channel
from mediso.mailbox.models import IncomingMail
from mediso.mailbox.subjects import plain_subject

MOST_TITLE, MOST_NAME, MOST_TEXT = 200, 100, 10_000


def said_by(mail: IncomingMail) -> dict[str, object]:
    """What the form begins with, by the names of its fields. Who asks is known by the address, never by a name."""
    contact = _contact(mail)
    organisation = contact.organisation if contact else _organisation_of_account(mail)
    return {
        "channel": Channel.MAIL,
        "received_on": timezone.localdate(mail.received_at),
        "title": plain_subject(mail.subject)[:MOST_TITLE],
        "text": _as_it_will_be_sent(mail.text if mail.text.strip() else mail.folded),
        "contact_name": contact.name if contact else mail.sender_name[:MOST_NAME],
        "contact_email": mail.sender_address,
        "organisation_name": organisation.name if organisation else "",
        "organisation": str(organisation.pk) if organisation else "",
        "contact": str(contact.pk) if contact else "",
    }


def _contact(mail: IncomingMail) -> Contact | None:
    """The only one with the address of the sender."""
    found = similar_contacts(email=mail.sender_address)
    rows = [one.row for one in [*found.same, *found.perhaps] if one.row.email == mail.sender_address]
    return rows[0] if len(rows) == 1 and mail.sender_address else None


def _organisation_of_account(mail: IncomingMail) -> Organisation | None:
    """The only one in whose name the founder with this address asks."""
    founders = {"memberships__user__email": mail.sender_address, "memberships__user__grants__role": Role.FOUNDER}
    rows = list(Organisation.objects.filter(**founders, merged_into=None).distinct()[:2])
    return rows[0] if len(rows) == 1 and mail.sender_address else None


def _as_it_will_be_sent(text: str) -> str:
    """Cut to the length of the field, in which a browser sends the end of a line as two characters."""
    lines = text.strip().replace("\r\n", "\n").replace("\n", "\r\n")[:MOST_TEXT]
    return lines.replace("\r\n", "\n").rstrip("\r")
