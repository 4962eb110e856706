from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _


class MailState(models.TextChoices):
    PENDING = "pending", _("waiting")
    SENDING = "sending", _("being sent")
    SENT = "sent", _("sent")
    DEAD = "dead", _("given up")


class OutboxMail(models.Model):
    """A mail written with the change it tells of, and delivered after (docs/adr/0004).

    `key` names what is told and to whom, so that telling the same thing twice makes one row. `attempts` counts
    deliveries tried; `due_at` is the earliest time of the next. The body of a `secret` mail, one with a link that lets
    its reader in, is emptied once the mail is sent or given up.
    """

    key = models.CharField(max_length=200, unique=True)
    to = models.EmailField()
    subject = models.CharField(max_length=300)
    body = models.TextField()
    secret = models.BooleanField(default=False)
    state = models.CharField(max_length=10, choices=MailState, default=MailState.PENDING)
    attempts = models.PositiveSmallIntegerField(default=0)
    due_at = models.DateTimeField(default=timezone.now)
    claimed_at = models.DateTimeField(null=True)
    sent_at = models.DateTimeField(null=True)
    last_error = models.TextField(blank=True)
    written_at = models.DateTimeField(default=timezone.now)

    class Meta:
        constraints = [models.CheckConstraint(condition=Q(state__in=MailState.values), name="mail_state_is_known")]
        indexes = [
            models.Index(
                fields=["due_at"], condition=Q(state__in=[MailState.PENDING, MailState.SENDING]), name="mail_to_send"
            )
        ]

    def __str__(self) -> str:
        return self.key
