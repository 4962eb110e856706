from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from cases.enums import NoteAudience
from cases.models.case import Case


class Note(models.Model):
    """An internal note on a case. No founder ever reads one, in no page, mail, feed or file.

    `mentioned` are the colleagues addressed with @; each can see the case and is told by mail that there is a note.
    """

    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="notes")
    author = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    audience = models.CharField(_("read by"), max_length=10, choices=NoteAudience, default=NoteAudience.DESK)
    text = models.TextField(_("note"), max_length=5_000)
    mentioned = models.ManyToManyField(settings.AUTH_USER_MODEL, related_name="mentions", blank=True)
    written_at = models.DateTimeField(default=timezone.now)

    class Meta:
        verbose_name = _("internal note")
        verbose_name_plural = _("internal notes")
        ordering = ["-written_at", "-pk"]

    def __str__(self) -> str:
        return f"{self.case}: {self.written_at:%Y-%m-%d}"
