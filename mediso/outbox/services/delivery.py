"""Delivering each mail once: claimed by compare-and-swap, and not again once it may be taken (docs/adr/0010)."""

import logging
from typing import Any

from django.conf import settings
from django.core.mail import EmailMessage
from django.db.models import F, QuerySet
from django.utils import timezone

from mediso.common.own_mails import OURS
from mediso.common.queueing import queue
from mediso.files.storage import attachments
from mediso.outbox import counts
from mediso.outbox.models import OVER, MailState, OutboxMail
from mediso.outbox.services.writing import DELIVER_TASK
from mediso.outbox.smtp import Handover, hand_over, is_permanent, is_refusal, words_of

logger = logging.getLogger(__name__)

MOST_ATTEMPTS = 8
MOST_AT_ONCE = 1000


class _ClaimLost(Exception):
    """The sweeper took this sender for dead: somebody else has the mail now."""


def deliver(mail_id: int) -> bool:
    """Send one mail if it is due and nobody else is sending it; whether it went out.

    What the mail server puts off or cannot be asked is tried again after 1, 2, 4 … times `OUTBOX_FIRST_PAUSE` and given
    up after `MOST_ATTEMPTS`; what it refuses for good is given up at once; where its answer never came the mail is
    `UNSURE`.
    """
    now = timezone.now()
    claimed = OutboxMail.objects.filter(pk=mail_id, state=MailState.PENDING, due_at__lte=now).update(
        state=MailState.SENDING, claimed_at=now, handed_over_at=None, attempts=F("attempts") + 1
    )
    if not claimed:
        return False
    mail = OutboxMail.objects.get(pk=mail_id)
    handover = Handover(begin=lambda: _note_handover(mail))
    try:
        hand_over(_message(mail), handover)
    except _ClaimLost:
        logger.warning("Mail %s was taken up by another sender", mail.pk)
        return False
    except OSError as error:  # smtplib's errors, a server that is away and a file that cannot be read are all OSError
        if not handover.taken:
            _failed(mail, handover, error)
            return False
        logger.warning("Mail %s was taken, but the goodbye failed: %s", mail.pk, error)
    _note(mail, state=MailState.SENT, sent_at=timezone.now(), last_error="")
    return True


def _message(mail: OutboxMail) -> EmailMessage:
    # The row's own Message-ID: a copy that staff send again is known to mail programs as the same mail.
    domain = settings.DEFAULT_FROM_EMAIL.rpartition("@")[2].rstrip(">")
    message = EmailMessage(
        subject=mail.subject,
        body=mail.body,
        to=[mail.to],
        reply_to=[mail.reply_to] if mail.reply_to else None,
        headers={"Message-ID": f"<outbox.{mail.pk}@{domain}>", "Auto-Submitted": "auto-generated", OURS: "notice"},
    )
    for one in mail.attachments.select_related("file"):
        with attachments().open(one.file.place) as content:
            message.attach(one.file.name, content.read(), one.file.content_type)
    return message


def _claim(mail: OutboxMail) -> QuerySet[OutboxMail]:
    """The row, as long as nobody has taken it up after us."""
    return OutboxMail.objects.filter(pk=mail.pk, claimed_at=mail.claimed_at)


def _note_handover(mail: OutboxMail) -> None:
    if not _claim(mail).filter(state=MailState.SENDING).update(handed_over_at=timezone.now()):
        raise _ClaimLost


def _failed(mail: OutboxMail, handover: Handover, error: OSError) -> None:
    logger.warning("Mail %s was not sent (attempt %s): %s", mail.pk, mail.attempts, error)
    if handover.begun and not is_refusal(error):
        state = MailState.UNSURE
    elif is_permanent(error) or mail.attempts >= MOST_ATTEMPTS:
        state = MailState.DEAD
    else:
        state = MailState.PENDING
    due_at = timezone.now() + settings.OUTBOX_FIRST_PAUSE * 2 ** (mail.attempts - 1)
    _note(mail, state=state, due_at=due_at, last_error=words_of(error))


def _note(mail: OutboxMail, *, state: MailState, **values: Any) -> None:
    if mail.secret and state in OVER:
        values["body"] = ""
    _claim(mail).filter(state__in=[MailState.SENDING, MailState.UNSURE]).update(state=state, **values)


def sweep() -> int:
    """Queue every mail that is due, and take up those whose sender died; how many were queued.

    A sender is dead when it has said nothing for `OUTBOX_STUCK_AFTER`. A mail that was handed over is never sent again
    by itself; one that stopped its sender at each of `MOST_ATTEMPTS` is given up.
    """
    now = timezone.now()
    stuck = OutboxMail.objects.filter(state=MailState.SENDING, claimed_at__lt=now - settings.OUTBOX_STUCK_AFTER)
    _take_up(stuck.filter(handed_over_at__isnull=False), state=MailState.UNSURE)
    unsent = stuck.filter(handed_over_at__isnull=True)
    _take_up(unsent.filter(attempts__gte=MOST_ATTEMPTS), state=MailState.DEAD)
    unsent.update(state=MailState.PENDING, due_at=now)
    due = OutboxMail.objects.filter(state=MailState.PENDING, due_at__lte=now).order_by("due_at")
    mail_ids = list(due.values_list("pk", flat=True)[:MOST_AT_ONCE])
    for mail_id in mail_ids:
        queue(DELIVER_TASK, mail_id)
    counts.COUNTS.refresh()
    return len(mail_ids)


def _take_up(stuck: QuerySet[OutboxMail], state: MailState) -> None:
    """Secret words first: after the state has changed these rows are no longer stuck."""
    secret = stuck.filter(secret=True)
    secret.update(state=state, body="")
    stuck.update(state=state)
