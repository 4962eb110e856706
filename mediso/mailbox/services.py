"""Keeping what arrives, once, and saying what became of it (docs/mailbox.md)."""

import datetime as dt
import secrets

from django.conf import settings
from django.core.files.base import ContentFile
from django.core.files.storage import storages
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from mediso.common.errors import StaleRow
from mediso.mailbox.addresses import number_of, own_addresses
from mediso.mailbox.enums import OPEN, Automatic, IncomingNote, IncomingState
from mediso.mailbox.letters import Letter, made_id, parse
from mediso.mailbox.models import IncomingMail

BRAKE = dt.timedelta(hours=1)


def receive(raw: bytes) -> IncomingMail:
    """Keep the mail and read it; the same mail again, also at the same time, is the row that is there.

    Two mails are the same by their Message-ID and sender: an id that another sender has used already does not make
    a mail disappear. `MAILBOX_MOST_AN_HOUR` mails of one address within an hour are filed, further ones wait.
    """
    return _kept(raw, size=len(raw))


def receive_too_large(*, headers: bytes, size: int) -> IncomingMail:
    """As `receive`, of a mail of which only the headers were fetched: it waits for the staff to ask its sender."""
    return _kept(headers, size=size, note=IncomingNote.TOO_LARGE)


def _kept(raw: bytes, *, size: int, note: IncomingNote | None = None) -> IncomingMail:
    letter = parse(raw, own_addresses())
    there = IncomingMail.objects.filter(message_id=letter.message_id).first()
    if there is not None and there.sender_address == letter.sender.address:
        return there
    # An id of another's mail: the bytes are the only name this one has.
    message_id = letter.message_id if there is None else made_id(raw)
    note = note or _brake(letter)
    storage = storages["attachments"]
    name = storage.save(f"mails/{timezone.now():%Y/%m}/{secrets.token_urlsafe(24)}.eml", ContentFile(raw))
    columns = _columns(letter) | {"stored_as": name, "size": size, "note": note or "", "state": _state(letter, note)}
    made = False
    try:
        mail, made = IncomingMail.objects.get_or_create(message_id=message_id, defaults=columns)
    finally:
        if not made:  # somebody was quicker, or it cannot be kept: it will be tried again, with a name of its own
            storage.delete(name)
    return mail


def _columns(letter: Letter) -> dict[str, object]:
    back = letter.bounced
    return {
        "references": list(letter.references),
        "sender_address": letter.sender.address,
        "sender_name": letter.sender.name,
        "case_number": next(filter(None, map(number_of, letter.recipients)), ""),
        "recipients": list(letter.recipients),
        "subject": letter.subject,
        "text": letter.text,
        "folded": letter.folded,
        "cut": letter.cut,
        "sent_at": letter.sent_at,
        "attachment_count": len(letter.parts),
        "automatic": letter.automatic or "",
        "bounced_message_id": back.message_id if back else "",
        "bounced_recipient": back.recipient if back else "",
        "bounced_status": back.status if back else "",
    }


def _state(letter: Letter, note: IncomingNote | None) -> IncomingState:
    # Somebody at a firm whose mails all go through a list still answers to the address of their case.
    answers = letter.automatic == Automatic.LIST and any(map(number_of, letter.recipients))
    if letter.automatic == Automatic.BOUNCE:  # our mail that came back has to be told of first
        return IncomingState.NEW
    if letter.automatic and not answers:
        return IncomingState.IGNORED
    return IncomingState.WAITING if note else IncomingState.NEW


def _brake(letter: Letter) -> IncomingNote | None:
    """Why the mail is to wait. Two programs that answer each other are stopped here, if by nothing else."""
    if not letter.sender.address:
        return IncomingNote.NOBODY
    recent = IncomingMail.objects.filter(
        sender_address=letter.sender.address, received_at__gt=timezone.now() - BRAKE
    ).count()
    return IncomingNote.TOO_MANY if recent >= settings.MAILBOX_MOST_AN_HOUR else None


@transaction.atomic
def file_mail(*, mail_id: int) -> IncomingMail:
    """Say that the mail is in its case now, in the caller's transaction: what it becomes is written with it.

    Raises `StaleRow` if it was filed or dismissed before, so that the same mail twice at once is filed once.
    """
    mail = _open(mail_id)
    mail.state = IncomingState.FILED
    mail.save(update_fields=["state"])
    return mail


@transaction.atomic
def leave_to_staff(*, mail_id: int) -> IncomingMail:
    """Let the mail wait for somebody to sort it. Raises `StaleRow` if it was filed or dismissed before."""
    mail = _open(mail_id)
    mail.state = IncomingState.WAITING
    mail.save(update_fields=["state"])
    return mail


@transaction.atomic
def ignore_mail(*, mail_id: int) -> IncomingMail:
    """Say that a machine's mail was looked at. Raises `StaleRow` if it was filed or dismissed before."""
    mail = _open(mail_id)
    mail.state = IncomingState.IGNORED
    mail.save(update_fields=["state"])
    return mail


@transaction.atomic
def dismiss_mail(*, mail_id: int, actor_id: int, because: str) -> IncomingMail:
    """Say that nothing comes of the mail: it stays in the list with who said so, when and why.

    `because` is needed. Raises `StaleRow` if it was filed or dismissed before.
    """
    mail = _open(mail_id)
    mail.state, mail.dismissed_at = IncomingState.DISMISSED, timezone.now()
    mail.dismissed_by_id, mail.dismissed_because = actor_id, because
    mail.save(update_fields=["state", "dismissed_at", "dismissed_by", "dismissed_because"])
    return mail


def _open(mail_id: int) -> IncomingMail:
    mail = IncomingMail.objects.select_for_update(of=("self",)).get(pk=mail_id)
    if mail.state not in OPEN:
        raise StaleRow(_("Somebody has sorted this mail already. Please look at the list again."))
    return mail
