from django.db import models
from django.utils import timezone

from cases.enums import Clock
from cases.models.case import Case


class ClockReminder(models.Model):
    """期限通知: that this case was told to this address at this level; never changed, so nothing is told twice.

    `counted_from` is the day on which `clock` was due, in Japan time; with no `clock` it is the day on which the
    founder was asked. `level` is `cases.reminding`'s.
    """

    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="clock_reminders")
    clock = models.CharField(max_length=20, choices=Clock, blank=True)
    counted_from = models.DateField()
    level = models.PositiveSmallIntegerField()
    to = models.EmailField()
    told_at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(fields=["case", "clock", "counted_from", "level", "to"], name="told_once")
        ]

    def __str__(self) -> str:
        return f"{self.case_id}: {self.to}"
