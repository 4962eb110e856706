from django.conf import settings
from django.db import models
from django.utils import timezone

from cases.enums import EventKind, EventSource
from cases.models.case import Case


class CaseEvent(models.Model):
    """What happened to a case: written once, with the change, and never altered (trigger in migration 0005).

    `recorded_at` is when the row was written; `occurred_on` the Japanese date of what it tells, which for imported
    history is the register's. `actor` is empty for the import and for what no person does.
    Sentences are made from `kind` and `payload` when shown.
    """

    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="events")
    kind = models.CharField(max_length=40)
    source = models.CharField(max_length=10, choices=EventSource, default=EventSource.DESK)
    actor = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+")
    from_state = models.CharField(max_length=20, blank=True)
    to_state = models.CharField(max_length=20, blank=True)
    occurred_on = models.DateField(default=timezone.localdate)
    recorded_at = models.DateTimeField(default=timezone.now)
    payload = models.JSONField(default=dict, blank=True)

    class Meta:
        ordering = ["occurred_on", "pk"]
        indexes = [models.Index(fields=["case", "occurred_on", "id"], name="event_case_order")]

    def __str__(self) -> str:
        return f"{self.case_id}: {self.kind}"

    @property
    def kind_label(self) -> str:
        return str(EventKind(self.kind).label)
