"""Putting one message into a case's thread, inside the transaction of whoever answers for it."""

import uuid

from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.models import User
from cases.enums import MessageKind, MessageSide
from cases.models import Attachment, Case, Message
from mediso.common.errors import ActionRefused


class SentAlready(ActionRefused):
    """The form was sent before; `message` is what it became."""

    def __init__(self, message: Message) -> None:
        super().__init__(_("This message was sent already."))
        self.message_sent = message


def post(
    *, case: Case, author: User, side: MessageSide, kind: MessageKind, text: str = "", draft: uuid.UUID | None = None
) -> Message:
    """Add a message to the thread: `text`, or the author's draft of that token with its attachments.

    The caller holds the case's lock. Raises `SentAlready` when the draft was sent before, `ActionRefused` when it is
    gone or empty.
    """
    message = _draft(case, author, draft) if draft else Message(case=case, author=author, text=text)
    message.side, message.kind, message.sent_at = side, kind, timezone.now()
    message.save()
    return message


def _draft(case: Case, author: User, token: uuid.UUID) -> Message:
    draft = Message.objects.select_for_update().filter(case=case, author=author, token=token).first()
    if draft is None:
        raise ActionRefused(_("This draft was discarded."))
    if not draft.is_draft:
        raise SentAlready(draft)
    if not draft.text.strip() and not Attachment.objects.filter(message=draft).exists():
        raise ActionRefused(_("Write something, or attach a file."))
    return draft


def author_lock(author: User) -> None:
    """Of two requests of one person the second waits for the first, so that one draft is made."""
    User.objects.select_for_update(no_key=True).get(pk=author.pk)
