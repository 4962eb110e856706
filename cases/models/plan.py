"""支援計画: what will be done for the founder, by whom and by when."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from cases.enums import PlanState
from cases.models.case import Case
from mediso.desks.enums import StepOwner


class SupportPlan(models.Model):
    """One edition of a case's plan. A delivered edition stays as the founder got it; a change is the next edition.

    `version` grows with every save of a draft, so that the slower of two writers is told.
    """

    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="plans")
    edition = models.PositiveSmallIntegerField(_("edition"), default=1)
    state = models.CharField(_("state"), max_length=10, choices=PlanState, default=PlanState.DRAFT)
    version = models.PositiveIntegerField(default=1)
    goal = models.TextField(_("goal"), max_length=5_000, help_text=_("What the founder wants to reach."))
    answer = models.TextField(_("answer to the question"), max_length=10_000, blank=True)
    drafted_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    drafted_at = models.DateTimeField(default=timezone.now)
    reviewed_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+")
    reviewed_at = models.DateTimeField(null=True)
    delivered_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+")
    delivered_at = models.DateTimeField(null=True)

    class Meta:
        verbose_name = _("support plan")
        verbose_name_plural = _("support plans")
        ordering = ["-edition"]
        constraints = [
            models.UniqueConstraint(fields=["case", "edition"], name="plan_edition_once"),
            models.UniqueConstraint(
                fields=["case"], condition=~Q(state=PlanState.DELIVERED), name="one_undelivered_plan_per_case"
            ),
            models.CheckConstraint(condition=Q(state__in=PlanState.values), name="plan_state_is_known"),
            models.CheckConstraint(
                condition=Q(state__in=[PlanState.REVIEWED, PlanState.DELIVERED], reviewed_by__isnull=False)
                | Q(state__in=[PlanState.DRAFT, PlanState.IN_REVIEW], reviewed_by=None),
                name="reviewed_plan_says_by_whom",
            ),
            models.CheckConstraint(
                condition=Q(reviewed_by=None) | ~Q(reviewed_by=F("drafted_by")), name="plan_reviewed_by_a_second_person"
            ),
            models.CheckConstraint(
                condition=Q(state=PlanState.DELIVERED, delivered_at__isnull=False, delivered_by__isnull=False)
                | ~Q(state=PlanState.DELIVERED) & Q(delivered_at=None, delivered_by=None),
                name="delivered_plan_says_when",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.case} ({self.edition})"


class PlanStep(models.Model):
    """One step: what is done, whose it is, by which day in Japan time, and when it was done."""

    plan = models.ForeignKey(SupportPlan, on_delete=models.CASCADE, related_name="steps")
    position = models.PositiveSmallIntegerField()
    text = models.CharField(_("step"), max_length=500)
    owner = models.CharField(_("whose"), max_length=10, choices=StepOwner)
    owner_name = models.CharField(_("name"), max_length=100, blank=True)
    due_on = models.DateField(_("due on"), null=True, blank=True)
    done_on = models.DateField(_("done on"), null=True)
    done_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+")

    class Meta:
        ordering = ["position", "pk"]
        constraints = [models.UniqueConstraint(fields=["plan", "position"], name="plan_step_position_once")]

    def __str__(self) -> str:
        return self.text
