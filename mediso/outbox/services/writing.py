"""A mail is a row first, written with the change it tells of (docs/adr/0004); its files are rows too."""

from collections.abc import Iterable, Sequence
from functools import partial

from django.db import transaction

from mediso.common.queueing import queue
from mediso.files.models import StoredFile
from mediso.outbox.models import MailState, OutboxAttachment, OutboxMail

DELIVER_TASK = "outbox.deliver"  # by name: the tasks import the services
LONGEST_SUBJECT = 300
MOST_ATTACHED_BYTES = 10 * 1024 * 1024
"""Of all files of one mail together: what most mail servers still take, with a third more for their encoding."""


def can_be_attached(files: Iterable[StoredFile]) -> bool:
    """Whether these may go along with one mail; if not it has a link alone."""
    return sum(one.size for one in files) <= MOST_ATTACHED_BYTES


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
    attached: Sequence[StoredFile] = (),
) -> OutboxMail | None:
    """Add the mail to the outbox in the caller's transaction; None if there is one of that `key` already.

    `kind` and `link` are those of `OutboxMail`; `recipient` is the id of the person the mail is to. The body of a
    `secret` mail is kept no longer than it takes to send it. A `held` mail waits for its reader's daily digest, but one
    that takes files along, `attached`, goes at once: a digest names mails and holds no file. Whether files go along at
    all, `can_be_attached` says.
    """
    waits = held and not attached
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
        "state": MailState.HELD if waits else MailState.PENDING,
    }
    mail, made = OutboxMail.objects.get_or_create(key=key, defaults=values)
    if made:
        OutboxAttachment.objects.bulk_create([OutboxAttachment(mail=mail, file=one) for one in attached])
    if made and not waits:
        queue_after_commit(mail.pk)
    return mail if made else None


def queue_after_commit(mail_id: int) -> None:
    transaction.on_commit(partial(queue, DELIVER_TASK, mail_id))
