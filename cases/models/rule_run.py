from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q
from django.utils import timezone

from cases.enums import RuleStep, RuleStop
from cases.models.case import Case
from mediso.desks.models import TriageRule


class RuleRun(models.Model):
    """自動処理: that the rules of the desk looked at a case as it was received, and which one took it.

    Without `rule` none held. `done` are the steps taken, in their order; where one was refused, `stopped_at` names it
    and `stopped_by` says why. Written once, in the transaction of the steps, and never altered (trigger in migration
    0005).
    """

    case = models.OneToOneField(Case, on_delete=models.PROTECT, related_name="rule_run")
    at = models.DateTimeField(default=timezone.now)
    rule = models.ForeignKey(TriageRule, on_delete=models.PROTECT, null=True, related_name="runs")
    version = models.PositiveIntegerField(null=True)
    done = ArrayField(models.CharField(max_length=20), default=list, blank=True)
    stopped_at = models.CharField(max_length=20, choices=RuleStep, blank=True)
    stopped_by = models.CharField(max_length=20, choices=RuleStop, blank=True)

    class Meta:
        ordering = ["-at", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(rule=None, version=None, stopped_at="") | Q(rule__isnull=False, version__isnull=False),
                name="rule_run_names_its_version",
            ),
            models.CheckConstraint(
                condition=Q(stopped_at="", stopped_by="") | ~Q(stopped_at="") & ~Q(stopped_by=""),
                name="rule_run_says_why_it_stopped",
            ),
        ]
        indexes = [models.Index(fields=["rule", "-at"], name="rule_run_newest", condition=Q(rule__isnull=False))]

    def __str__(self) -> str:
        return f"{self.case}: {self.rule_id} v{self.version}"
