from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone

from mediso.common.months import Month
from mediso.desks.models import Desk


class ClosingRun(models.Model):
    """That somebody asked for every month of a desk up to one to be closed; a worker closes them one by one.

    `months` are so many as were open when it was asked for; how far it is, the table of closes says. `due_at` is when a
    worker may next take it. `failed`: it was given up; what was closed until then stays closed.
    """

    desk = models.ForeignKey(Desk, on_delete=models.PROTECT, related_name="+")
    until = models.DateField()
    months = models.PositiveSmallIntegerField()
    asked_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    asked_at = models.DateTimeField(default=timezone.now, editable=False)
    due_at = models.DateTimeField(default=timezone.now, editable=False)
    attempts = models.PositiveSmallIntegerField(default=0, editable=False)
    finished_at = models.DateTimeField(null=True, editable=False)
    failed = models.BooleanField(default=False, editable=False)

    class Meta:
        ordering = ["-pk"]
        constraints = [
            models.CheckConstraint(condition=Q(until__day=1), name="run_names_a_month"),
            models.CheckConstraint(condition=Q(failed=False) | ~Q(finished_at=None), name="failed_run_is_finished"),
            models.UniqueConstraint(fields=["desk"], condition=Q(finished_at=None), name="one_closing_run_a_desk"),
        ]

    def __str__(self) -> str:
        return f"{self.desk_id}: {self.until_month.code}"

    @property
    def until_month(self) -> Month:
        return Month.of(self.until)
