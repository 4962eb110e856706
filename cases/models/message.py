import uuid

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from cases.enums import MessageKind, MessageSide
from cases.models.case import Case
from mediso.common.decision import Decision
from mediso.files.models import StoredFile
from mediso.files.policies import may_be_served
from mediso.files.refusals import FileRefused
from mediso.mailbox.models import IncomingMail


class Message(models.Model):
    """メッセージ: one message of a case's thread, between whoever asked and the desk; no internal matter.

    A draft until `sent_at` is set, seen by its author alone; frozen after (trigger in migration 0005). `author` is
    empty for somebody without an account who wrote by mail: `author_name` says who. `folded` holds what a mail brought
    along beside the answer: quotes and signature; `incoming` is that mail. `token` is the form's own: sending one form
    twice sends one message. `refused` tells of attachments that were not kept, each as `FileRefused.told`.
    """

    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="messages")
    side = models.CharField(max_length=10, choices=MessageSide)
    kind = models.CharField(max_length=10, choices=MessageKind, default=MessageKind.MESSAGE)
    author = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+")
    author_name = models.CharField(max_length=200, blank=True)
    text = models.TextField(_("message"), max_length=10_000, blank=True)
    folded = models.TextField(blank=True)
    incoming = models.OneToOneField(IncomingMail, on_delete=models.PROTECT, null=True, related_name="+")
    refused = models.JSONField(default=list, blank=True)
    token = models.UUIDField(default=uuid.uuid4, unique=True)
    written_at = models.DateTimeField(default=timezone.now)
    sent_at = models.DateTimeField(null=True)

    class Meta:
        verbose_name = _("message")
        verbose_name_plural = _("messages")
        ordering = ["sent_at", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["case", "author"], condition=Q(sent_at=None, incoming=None), name="one_draft_of_a_message_each"
            ),
            models.CheckConstraint(
                condition=Q(sent_at__isnull=False) | Q(author__isnull=False) | Q(incoming__isnull=False),
                name="draft_message_has_its_author",
            ),
            models.CheckConstraint(condition=Q(side__in=MessageSide.values), name="message_side_is_known"),
            models.CheckConstraint(condition=Q(kind__in=MessageKind.values), name="message_kind_is_known"),
        ]
        indexes = [models.Index(fields=["case", "sent_at"], name="message_thread_order")]

    def __str__(self) -> str:
        return f"{self.case_id}: {self.pk}"

    @property
    def is_draft(self) -> bool:
        return self.sent_at is None

    @property
    def refusals(self) -> list[FileRefused]:
        """Why each file was not kept, in words of the active language."""
        return [FileRefused.told_again(told) for told in self.refused]


class Attachment(models.Model):
    """A file that belongs to one message; read by whoever reads the message."""

    message = models.ForeignKey(Message, on_delete=models.PROTECT, related_name="attachments")
    file = models.OneToOneField(StoredFile, on_delete=models.PROTECT, related_name="+")

    class Meta:
        verbose_name = _("attachment")
        verbose_name_plural = _("attachments")
        ordering = ["pk"]

    def __str__(self) -> str:
        return self.file.name

    @property
    def served(self) -> Decision:
        """Whether its content may be handed out to whoever reads the message."""
        return may_be_served(self.file)
