"""A mail that arrived becomes a message of its case's thread, or waits for the staff to say where it belongs."""

import datetime as dt
import logging
import uuid
from io import BytesIO
from typing import Any

from django.conf import settings
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.models import User
from cases import incoming_counts
from cases.enums import EventKind, MessageKind, MessageSide, State
from cases.models import Attachment, Case, CaseEvent, Message
from cases.selectors.incoming import Writer, case_answered, charts_of_staff, visible_incoming, writer_of
from cases.services import messages
from cases.services.gate import locked_case
from mediso.common.errors import ActionRefused, StaleRow
from mediso.files.enums import Refusal
from mediso.files.refusals import FileRefused
from mediso.files.services.keeping import check_count, keep_file
from mediso.mailbox.addresses import outbox_id_of
from mediso.mailbox.enums import Automatic
from mediso.mailbox.models import IncomingMail
from mediso.mailbox.selectors import is_kept, letter_of, mails_to_file
from mediso.mailbox.services import dismiss_mail, file_mail, ignore_mail, leave_to_staff
from mediso.outbox.models import OutboxMail
from mediso.outbox.services import bounced

logger = logging.getLogger(__name__)

# After this long a mail that could not be filed by itself is left to the staff.
PATIENCE = dt.timedelta(hours=1)
MOST_REFUSALS = 20


def file_new_mails() -> int:
    """File every mail that is new; how many found their place. Each by itself: one that fails keeps back no other."""
    filed = 0
    for mail in mails_to_file():
        try:
            filed += route(mail)
        except Exception:
            logger.exception("Mail %s could not be filed", mail.pk)
            if mail.received_at < timezone.now() - PATIENCE:
                leave_to_staff(mail_id=mail.pk)
    incoming_counts.COUNTS.refresh()
    return filed


def route(mail: IncomingMail) -> bool:
    """File a new mail into the thread it answers to; whether it was filed. What fits nowhere waits for the staff."""
    if mail.automatic == Automatic.BOUNCE:
        _note_bounce(mail)
        return False
    case = case_answered(mail)
    writer = writer_of(mail, case) if case else None
    try:
        if case is None or writer is None:
            leave_to_staff(mail_id=mail.pk)
            return False
        _file(mail, case, writer)
    except StaleRow:  # somebody was quicker
        return False
    except ActionRefused:  # the case was withdrawn
        leave_to_staff(mail_id=mail.pk)
        return False
    return True


@transaction.atomic
def _note_bounce(mail: IncomingMail) -> None:
    """A mail of ours came back: the desk's list of mails says so.

    The ids of our mails are running numbers that anybody could name; whoever names the right reader too is believed.
    """
    ignore_mail(mail_id=mail.pk)
    sent = OutboxMail.objects.filter(pk=outbox_id_of(mail.bounced_message_id) or 0).first()
    is_late_only = mail.bounced_status.startswith("4")  # RFC 3463: it is still being tried
    if sent is not None and not is_late_only and sent.to.lower() == mail.bounced_recipient.lower():
        bounced(sent.pk, f"{mail.bounced_recipient} {mail.bounced_status}".strip())


def file_by_hand(*, mail: IncomingMail, case: Case, actor: User) -> Message:
    """Staff say that the mail belongs to this case of theirs. It stands there as its sender's words.

    Raises `StaleRow` when somebody sorted it meanwhile, `ActionRefused` for whoever is not of the desk's staff or asked
    the case themself, and when the case was withdrawn.
    """
    if not charts_of_staff(actor).filter(pk=case.pk).exists():
        raise ActionRefused(_("Only the staff of the desk can do this."))
    return _file(mail, case, writer_of(mail, case) or Writer(), sorted_by=actor)


def file_taken_in(*, mail: IncomingMail, case: Case, actor: User) -> Message:
    """The mail from which the case was taken in: the first message of its thread, which waits for nobody.

    Raises `StaleRow` when somebody sorted it meanwhile, `ActionRefused` for whoever may not read it.
    """
    return _file(mail, case, writer_of(mail, case) or Writer(), waits=False, sorted_by=actor)


@transaction.atomic
def dismiss(*, mail: IncomingMail, actor: User, reason: str) -> None:
    """Nothing comes of the mail; it stays listed with who said so and why.

    Raises `StaleRow` when somebody sorted it meanwhile, `ActionRefused` for whoever may not read it.
    """
    dismiss_mail(mail_id=mail.pk, actor_id=actor.pk, because=reason)
    _check_reader(mail, actor)


def _check_kept(mail: IncomingMail) -> None:
    """Asked by whoever presses; a mail that files itself tries again."""
    if not is_kept(mail):
        raise ActionRefused(_("The mail itself is missing, with its files. Ask whoever runs the desk to restore it."))


def _check_reader(mail: IncomingMail, actor: User) -> None:
    """While the mail is held: what was read of it before may have been sorted since, which is told first."""
    if not visible_incoming(actor).filter(pk=mail.pk).exists():
        raise ActionRefused(_("Only the staff of the desk can do this."))
    transaction.on_commit(incoming_counts.COUNTS.refresh, robust=True)


@transaction.atomic
def _file(
    mail: IncomingMail, case: Case, writer: Writer, *, waits: bool = True, sorted_by: User | None = None
) -> Message:
    filed = file_mail(mail_id=mail.pk)
    if sorted_by is not None:
        _check_reader(filed, sorted_by)
        _check_kept(filed)
    locked = locked_case(case.pk)
    message = Message.objects.create(
        case=locked,
        side=MessageSide.FOUNDER,
        author=writer.user,
        author_name=writer.name or mail.sender_name or mail.sender_address,
        incoming=filed,
        **_words(filed),
    )
    message.refused = _attach(message, filed)
    message.save(update_fields=["refused"])
    if writer.user is not None and waits:
        return messages.send(case_id=locked.pk, actor=writer.user, token=message.token)
    return _received(locked, message, waits=waits, filed_by=sorted_by)


def _received(case: Case, message: Message, *, waits: bool, filed_by: User | None) -> Message:
    """Nobody signed in for it, so the event has no actor; the mail says who wrote."""
    if case.state == State.WITHDRAWN:
        raise ActionRefused(_("This case was withdrawn."))
    message.kind, message.sent_at = MessageKind.MESSAGE, timezone.now()
    message.save(update_fields=["kind", "sent_at"])
    payload = {"message": message.pk} | ({"filed_by": filed_by.pk} if filed_by else {})
    CaseEvent.objects.create(case=case, kind=EventKind.MESSAGE_RECEIVED, payload=payload)
    if waits:
        messages.wait_for_the_desk(case, message)
    return message


def _words(mail: IncomingMail) -> dict[str, Any]:
    """A mail that is nothing but quoted text shows it."""
    text, folded = (mail.text, mail.folded) if mail.text.strip() else (mail.folded, "")
    return {"text": text or mail.subject or _("(a mail without text)"), "folded": folded, "token": uuid.uuid4()}


def _attach(message: Message, mail: IncomingMail) -> list[dict[str, Any]]:
    """Keep the mail's files one at a time; what was not kept, with the reason. The mail itself has them all."""
    refused: list[FileRefused] = []
    sizes: list[int] = []
    parts = letter_of(mail).parts
    for part in parts:
        if len(sizes) == settings.ATTACHMENTS_MOST_COUNT:
            refused.append(FileRefused(Refusal.TOO_MANY, count=len(parts), most=len(sizes)))
            break
        try:
            content = part.content
            check_count([*sizes, len(content)])
            kept = keep_file(name=part.name, content=BytesIO(content))
        except FileRefused as refusal:
            refused.append(refusal)
            continue
        Attachment.objects.create(message=message, file=kept)
        sizes.append(kept.size)
    return [one.told for one in refused[:MOST_REFUSALS]]
