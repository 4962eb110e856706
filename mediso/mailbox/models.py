from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q
from django.utils import timezone

from mediso.mailbox.enums import Automatic, IncomingNote, IncomingState


class IncomingMail(models.Model):
    """受信メール: a mail that reached the desk, kept as it came and as it was read (docs/mailbox.md).

    `case_number` is that of the reply address it came to, where its token was right; the case itself is another room's.
    `stored_as` names the mail itself in the storage `attachments`; nothing of the mail is in the name.

    Message-IDs stand without brackets. `sent_at` is what the mail says of itself, `received_at` when the desk took it;
    `size` is in bytes. Of a mail that was too large only the headers are kept. `cut` says that the mail has more than
    `text`, `folded` and the parts that are read from it.
    """

    message_id = models.CharField(max_length=500, unique=True)
    references = ArrayField(models.CharField(max_length=500), default=list, blank=True)
    sender_address = models.CharField(max_length=320, blank=True)
    sender_name = models.CharField(max_length=200, blank=True)
    case_number = models.CharField(max_length=20, blank=True, db_index=True)
    recipients = ArrayField(models.CharField(max_length=320), default=list, blank=True)
    subject = models.CharField(max_length=500, blank=True)
    text = models.TextField(blank=True)
    folded = models.TextField(blank=True)
    cut = models.BooleanField(default=False)
    sent_at = models.DateTimeField(null=True, blank=True)
    received_at = models.DateTimeField(default=timezone.now)
    stored_as = models.CharField(max_length=200, unique=True)
    size = models.PositiveBigIntegerField()
    attachment_count = models.PositiveIntegerField(default=0)
    automatic = models.CharField(max_length=10, choices=Automatic, blank=True)
    bounced_message_id = models.CharField(max_length=500, blank=True)
    bounced_recipient = models.CharField(max_length=320, blank=True)
    bounced_status = models.CharField(max_length=20, blank=True)
    state = models.CharField(max_length=10, choices=IncomingState, default=IncomingState.NEW)
    note = models.CharField(max_length=10, choices=IncomingNote, blank=True)
    dismissed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    dismissed_at = models.DateTimeField(null=True, blank=True)
    dismissed_because = models.CharField(max_length=500, blank=True)

    class Meta:
        ordering = ["-received_at", "-pk"]
        constraints = [
            models.CheckConstraint(condition=Q(state__in=IncomingState.values), name="incoming_state_is_known"),
            models.CheckConstraint(
                condition=Q(automatic__in=["", *Automatic.values]), name="incoming_automatic_is_known"
            ),
            models.CheckConstraint(condition=Q(note__in=["", *IncomingNote.values]), name="incoming_note_is_known"),
            models.CheckConstraint(condition=~Q(message_id=""), name="incoming_mail_has_an_id"),
            models.CheckConstraint(condition=~Q(stored_as=""), name="incoming_mail_is_kept"),
            models.CheckConstraint(
                condition=~Q(state=IncomingState.IGNORED) | ~Q(automatic=""), name="only_automatic_mail_is_ignored"
            ),
            models.CheckConstraint(
                condition=Q(
                    ~Q(dismissed_because=""),
                    state=IncomingState.DISMISSED,
                    dismissed_by__isnull=False,
                    dismissed_at__isnull=False,
                )
                | Q(
                    ~Q(state=IncomingState.DISMISSED),
                    dismissed_because="",
                    dismissed_by__isnull=True,
                    dismissed_at__isnull=True,
                ),
                name="dismissed_mail_says_by_whom_and_why",
            ),
        ]
        indexes = [
            models.Index(fields=["received_at", "id"], condition=Q(state=IncomingState.NEW), name="incoming_to_file"),
            models.Index(fields=["state", "-received_at"], name="incoming_newest"),
            models.Index(fields=["sender_address", "received_at"], name="incoming_by_sender"),
        ]

    def __str__(self) -> str:
        return self.message_id
