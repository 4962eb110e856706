"""Mails as rows, and what staff did about those that went wrong."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from mediso.desks.models import Desk
from mediso.files.models import StoredFile


class MailState(models.TextChoices):
    """Where a mail stands. `UNSURE` was handed to the mail server, and nobody knows whether it was taken."""

    PENDING = "pending", _("waiting")
    HELD = "held", _("held for the daily digest")
    SENDING = "sending", _("being sent")
    SENT = "sent", _("sent")
    DIGESTED = "digested", _("told in a digest")
    DEAD = "dead", _("given up")
    UNSURE = "unsure", _("perhaps sent")
    BOUNCED = "bounced", _("came back")
    DISMISSED = "dismissed", _("set aside")


TO_SEND = (MailState.PENDING, MailState.SENDING)
NEED_A_PERSON = (MailState.DEAD, MailState.UNSURE, MailState.BOUNCED)
OVER = frozenset(MailState) - {MailState.PENDING, MailState.SENDING, MailState.HELD}
"""In these nothing is sent any more by itself."""


class Remedy(models.TextChoices):
    """What staff do about a mail that needs a person. The values stand in addresses."""

    SEND_AGAIN = "send-again", _("Send it again")
    ARRIVED = "arrived", _("It arrived")
    DISMISS = "dismiss", pgettext_lazy("a mail", "Set it aside")


class OutboxMail(models.Model):
    """A mail written with the change it tells of, and delivered after (docs/adr/0004, 0010).

    `key` names what is told and to whom, so that telling the same thing twice makes one row. `kind` is the code of the
    notice, `link` the page it is about (never a one-time link). `attempts` counts deliveries tried; `due_at` is the
    earliest time of the next. `handed_over_at` is set immediately before the mail server is given the message: from
    then on nobody but the server's answer can tell whether it was taken. The body of a `secret` mail, one with a link
    that lets its reader in, is emptied once nothing is sent any more. A held mail that was told in a digest names it.
    """

    key = models.CharField(max_length=200, unique=True)
    kind = models.CharField(max_length=40, blank=True)
    desk = models.ForeignKey(Desk, on_delete=models.PROTECT, null=True, related_name="mails")
    recipient = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="mails")
    to = models.EmailField()
    reply_to = models.EmailField(blank=True)
    subject = models.CharField(max_length=300)
    body = models.TextField()
    link = models.CharField(max_length=300, blank=True)
    secret = models.BooleanField(default=False)
    state = models.CharField(max_length=10, choices=MailState, default=MailState.PENDING)
    attempts = models.PositiveSmallIntegerField(default=0)
    due_at = models.DateTimeField(default=timezone.now)
    claimed_at = models.DateTimeField(null=True)
    handed_over_at = models.DateTimeField(null=True)
    sent_at = models.DateTimeField(null=True)
    last_error = models.TextField(blank=True)
    written_at = models.DateTimeField(default=timezone.now)
    digest = models.ForeignKey("self", on_delete=models.PROTECT, null=True, related_name="digested")

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(state__in=MailState.values), name="mail_state_is_known"),
            models.CheckConstraint(
                condition=Q(digest__isnull=True) | Q(state=MailState.DIGESTED), name="only_a_digested_mail_has_a_digest"
            ),
        ]
        indexes = [
            models.Index(fields=["due_at"], condition=Q(state__in=TO_SEND), name="mail_to_send"),
            models.Index(fields=["recipient", "desk"], condition=Q(state=MailState.HELD), name="mail_held"),
            models.Index(fields=["desk"], condition=Q(state__in=NEED_A_PERSON), name="mail_needs_a_person"),
            models.Index(fields=["desk", "-written_at"], name="mail_newest_of_a_desk"),
        ]

    def __str__(self) -> str:
        return self.key


class OutboxAttachment(models.Model):
    """A kept file that goes along with a mail: a reference, read when the mail is delivered."""

    mail = models.ForeignKey(OutboxMail, on_delete=models.CASCADE, related_name="attachments")
    file = models.ForeignKey(StoredFile, on_delete=models.PROTECT, related_name="+")

    class Meta:
        ordering = ["pk"]
        constraints = [models.UniqueConstraint(fields=["mail", "file"], name="file_attached_once_a_mail")]

    def __str__(self) -> str:
        return f"{self.mail_id}: {self.file_id}"


class MailRemedy(models.Model):
    """Who did what about a mail that needed a person; never altered."""

    mail = models.ForeignKey(OutboxMail, on_delete=models.CASCADE, related_name="remedies")
    remedy = models.CharField(max_length=10, choices=Remedy)
    actor = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering = ["at", "pk"]
        constraints = [models.CheckConstraint(condition=Q(remedy__in=Remedy.values), name="mail_remedy_is_known")]

    def __str__(self) -> str:
        return f"{self.mail_id}: {self.remedy}"
