"""A mail is a row first, written with the change it tells of (docs/adr/0004)."""

from functools import partial

from django.db import transaction

from mediso.common.queueing import queue
from mediso.outbox.models import MailState, OutboxMail

DELIVER_TASK = "outbox.deliver"  # by name: the tasks import the services
LONGEST_SUBJECT = 300


def write_mail(
    *,
    key: str,
    to: str,
    subject: str,
    body: str,
    kind: str = "",
    desk_id: int | None = None,
    recipient: int | None = None,
    reply_to: str = "",
    link: str = "",
    secret: bool = False,
    held: bool = False,
) -> OutboxMail | None:
    """Add the mail to the outbox in the caller's transaction; None if there is one of that `key` already.

    `kind` and `link` are those of `OutboxMail`; `recipient` is the id of the person the mail is to. The body of a
    `secret` mail is kept no longer than it takes to send it. A `held` mail waits for its reader's daily digest.
    """
    values = {
        "kind": kind,
        "desk_id": desk_id,
        "recipient_id": recipient,
        "to": to,
        "reply_to": reply_to,
        "subject": " ".join(subject.split())[:LONGEST_SUBJECT],
        "body": body,
        "link": link,
        "secret": secret,
        "state": MailState.HELD if held else MailState.PENDING,
    }
    mail, made = OutboxMail.objects.get_or_create(key=key, defaults=values)
    if made and not held:
        queue_after_commit(mail.pk)
    return mail if made else None


def queue_after_commit(mail_id: int) -> None:
    transaction.on_commit(partial(queue, DELIVER_TASK, mail_id))
