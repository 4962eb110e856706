from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone

from supporters.enums import RosterPart
from supporters.models.supporter import Supporter


class SupporterChange(models.Model):
    """名簿の変更: one change of a supporter's entry, written with it.

    `before` and `after` hold what differs as the columns hold it: ids, codes, texts; rows of their own as lists of
    dicts. Words are made when shown. Of rows of their own only those that differ are kept. `actor` is empty for
    a file. What supporters change of themselves waits for a staff member to look at it (`seen_at`, `seen_by`); what
    staff change is seen as it is made. Nothing else of a row is ever altered (trigger).
    """

    supporter = models.ForeignKey(Supporter, on_delete=models.PROTECT, related_name="changes")
    actor = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+")
    at = models.DateTimeField(default=timezone.now)
    part = models.CharField(max_length=20, choices=RosterPart)
    before = models.JSONField(default=dict, blank=True)
    after = models.JSONField(default=dict, blank=True)
    seen_at = models.DateTimeField(null=True)
    seen_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+")

    class Meta:
        ordering = ["-at", "-pk"]
        constraints = [
            models.CheckConstraint(condition=Q(part__in=RosterPart.values), name="changed_part_is_known"),
            models.CheckConstraint(
                condition=Q(seen_at=None, seen_by=None) | Q(seen_at__isnull=False, seen_by__isnull=False),
                name="seen_change_has_its_reader",
            ),
        ]
        indexes = [
            models.Index(fields=["supporter", "-at", "-id"], name="supporter_change_newest"),
            models.Index(
                fields=["supporter"], name="supporter_change_waiting", condition=Q(seen_at=None, actor__isnull=False)
            ),
        ]

    def __str__(self) -> str:
        return f"{self.supporter_id}: {self.part}"
