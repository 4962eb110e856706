"""Writing mails with the change they tell of, and delivering them after it (docs/adr/0004)."""

import datetime
import logging
from typing import Any

from django.conf import settings
from django.core.mail import EmailMessage
from django.db import transaction
from django.db.models import F
from django.template.loader import render_to_string
from django.utils import timezone, translation

from mediso.common.queueing import queue
from mediso.outbox.models import MailState, OutboxMail

logger = logging.getLogger(__name__)

DELIVER_TASK = "outbox.deliver"  # by name: the tasks import this module
MOST_ATTEMPTS = 8
FIRST_PAUSE = datetime.timedelta(minutes=1)
STUCK_AFTER = datetime.timedelta(minutes=15)


def write_mail(*, key: str, to: str, subject: str, body: str, secret: bool = False) -> None:
    """Add the mail to the outbox in the caller's transaction. The same `key` twice is one mail.

    The body of a `secret` mail is kept no longer than it takes to send it.
    """
    mail, made = OutboxMail.objects.get_or_create(
        key=key, defaults={"to": to, "subject": " ".join(subject.split()), "body": body, "secret": secret}
    )
    if made:
        transaction.on_commit(lambda: queue(DELIVER_TASK, mail.pk))


def write_mail_from_template(
    *, kind: str, key: str, to: str, language: str, context: dict[str, Any], secret: bool = False
) -> None:
    """As `write_mail`, in the reader's language, from `templates/mail/<kind>.subject.txt` and `.body.txt`."""
    context = context | {"site_address": settings.SITE_ADDRESS}
    with translation.override(language):
        subject = render_to_string(f"mail/{kind}.subject.txt", context)
        body = render_to_string(f"mail/{kind}.body.txt", context).strip() + "\n"
    write_mail(key=key, to=to, subject=subject, body=body, secret=secret)


def deliver(mail_id: int) -> bool:
    """Send one mail if it is due and nobody else is sending it; whether it went out.

    A mail that cannot be sent is tried again after 1, 2, 4 … minutes and given up after `MOST_ATTEMPTS`.
    """
    now = timezone.now()
    claimed = OutboxMail.objects.filter(pk=mail_id, state=MailState.PENDING, due_at__lte=now).update(
        state=MailState.SENDING, claimed_at=now, attempts=F("attempts") + 1
    )
    if not claimed:
        return False
    mail = OutboxMail.objects.get(pk=mail_id)
    try:
        _send(mail)
    except OSError as error:  # smtplib's errors and a server that is away are both OSError
        _put_off(mail, error)
        return False
    mail.state, mail.sent_at, mail.last_error = MailState.SENT, timezone.now(), ""
    _save(mail)
    return True


def _send(mail: OutboxMail) -> None:
    # The row's own Message-ID: should a crash send it twice, mail programs show one.
    domain = settings.DEFAULT_FROM_EMAIL.rpartition("@")[2].rstrip(">")
    EmailMessage(
        subject=mail.subject,
        body=mail.body,
        to=[mail.to],
        headers={"Message-ID": f"<outbox.{mail.pk}@{domain}>", "Auto-Submitted": "auto-generated"},
    ).send()


def _put_off(mail: OutboxMail, error: OSError) -> None:
    logger.warning("Mail %s was not sent (attempt %s): %s", mail.pk, mail.attempts, error)
    mail.state = MailState.DEAD if mail.attempts >= MOST_ATTEMPTS else MailState.PENDING
    mail.due_at = timezone.now() + FIRST_PAUSE * 2 ** (mail.attempts - 1)
    mail.last_error = str(error)
    _save(mail)


def _save(mail: OutboxMail) -> None:
    if mail.secret and mail.state in {MailState.SENT, MailState.DEAD}:
        mail.body = ""
    mail.save(update_fields=["state", "due_at", "sent_at", "last_error", "body"])


def sweep() -> int:
    """Queue every mail that is due, and take up those whose sender died; how many were queued.

    A mail that stopped its sender at each of `MOST_ATTEMPTS` is given up.
    """
    now = timezone.now()
    stuck = OutboxMail.objects.filter(state=MailState.SENDING, claimed_at__lt=now - STUCK_AFTER)
    for mail in stuck.filter(attempts__gte=MOST_ATTEMPTS):
        mail.state = MailState.DEAD
        _save(mail)
    stuck.update(state=MailState.PENDING, due_at=now)
    due = OutboxMail.objects.filter(state=MailState.PENDING, due_at__lte=now).order_by("due_at")
    mail_ids = list(due.values_list("pk", flat=True)[:1000])
    for mail_id in mail_ids:
        queue(DELIVER_TASK, mail_id)
    return len(mail_ids)
