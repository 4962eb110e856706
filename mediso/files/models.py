from django.db import models
from django.db.models import Q
from django.utils import timezone

from mediso.files.enums import FileState

SCANNED = [FileState.CLEAN, FileState.INFECTED]
UNJUDGED = [FileState.UNSCANNED, FileState.WAITING]
NOT_SCANNED = [*UNJUDGED, FileState.MADE]


class StoredFile(models.Model):
    """A file that somebody handed in, or that the desk made and keeps.

    Its content lies in the storage `attachments`, never in a folder that is served.

    `place` is where: random, without a part of the name, and empty once an infected content is removed. `name` was made
    harmless and is for people alone; `content_type` and `charset` were found by the content; `size` is in bytes.
    `verdict` is what the scanner said last. `attempts` counts scans begun; `due_at` is the earliest time of the next.
    """

    place = models.CharField(max_length=100, blank=True)
    name = models.CharField(max_length=130)
    content_type = models.CharField(max_length=100)
    charset = models.CharField(max_length=20, blank=True)
    size = models.PositiveBigIntegerField()
    sha256 = models.CharField(max_length=64)
    state = models.CharField(max_length=10, choices=FileState)
    scanned_at = models.DateTimeField(null=True)
    verdict = models.CharField(max_length=200, blank=True)
    attempts = models.PositiveIntegerField(default=0)
    due_at = models.DateTimeField(default=timezone.now)
    kept_at = models.DateTimeField(default=timezone.now)

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(state__in=FileState.values), name="file_state_is_known"),
            models.CheckConstraint(condition=Q(size__gt=0), name="file_is_not_empty"),
            models.CheckConstraint(condition=~Q(name="") & ~Q(content_type=""), name="file_is_named_and_known"),
            models.CheckConstraint(condition=Q(sha256__regex="^[0-9a-f]{64}$"), name="file_has_its_digest"),
            models.CheckConstraint(
                condition=Q(state=FileState.INFECTED, place="") | (~Q(state=FileState.INFECTED) & ~Q(place="")),
                name="file_is_gone_when_infected",
            ),
            models.CheckConstraint(
                condition=Q(state__in=SCANNED, scanned_at__isnull=False)
                | Q(state__in=NOT_SCANNED, scanned_at__isnull=True),
                name="file_was_scanned_when_it_says_so",
            ),
            models.UniqueConstraint(fields=["place"], condition=~Q(place=""), name="file_has_a_place_of_its_own"),
        ]
        indexes = [models.Index(fields=["due_at"], condition=Q(state__in=UNJUDGED), name="file_to_scan")]

    def __str__(self) -> str:
        return self.name
