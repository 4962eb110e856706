from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from cases.enums import LIVE_ASSIGNMENTS, AssignmentRole, AssignmentState, DeclineReason
from cases.models.case import Case
from supporters.models import Supporter

HAS_ACCEPTED = (AssignmentState.ACCEPTED, AssignmentState.COMPLETED)


class Assignment(models.Model):
    """打診 → 担当: one supporter asked to help with one case.

    `proposed_at` and `decided_at` are empty where the register gives no day. `known` is what the ranking knew when
    the supporter was proposed (`supporters.matching.snapshot`): candidates, parts, exclusions, weights and rule
    version; empty for imported rows and for a case taken by its supporter. `answer_by` is the last day, in Japan time,
    on which an open proposal can be answered before it lapses, and `reply_days` the business days the supporter was
    given; both are empty for whoever was not asked, or before there was such a day. `overridden` are the codes of the
    hard rules that staff set aside (caps and leave alone, docs/matching.md), with the reason.
    """

    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="assignments")
    supporter = models.ForeignKey(
        Supporter, on_delete=models.PROTECT, related_name="assignments", verbose_name=_("supporter")
    )
    role = models.CharField(_("role"), max_length=10, choices=AssignmentRole)
    state = models.CharField(_("state"), max_length=10, choices=AssignmentState)
    proposed_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+")
    proposed_at = models.DateTimeField(default=timezone.now, null=True)
    decided_at = models.DateTimeField(null=True)
    no_conflict_declared_at = models.DateTimeField(null=True)
    decline_reason = models.CharField(max_length=20, choices=DeclineReason, blank=True)
    decline_note = models.TextField(blank=True)
    known = models.JSONField(default=dict, blank=True)
    answer_by = models.DateField(_("answer by"), null=True)
    reply_days = models.PositiveSmallIntegerField(null=True)
    overridden = ArrayField(models.CharField(max_length=40), default=list, blank=True)
    override_reason = models.TextField(max_length=1_000, blank=True)

    class Meta:
        verbose_name = _("assignment")
        verbose_name_plural = _("assignments")
        ordering = ["proposed_at", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["case"],
                condition=Q(role=AssignmentRole.LEAD, state__in=LIVE_ASSIGNMENTS),
                name="one_lead_per_case",
            ),
            models.UniqueConstraint(
                fields=["case", "supporter"],
                condition=Q(state__in=LIVE_ASSIGNMENTS),
                name="supporter_once_per_case",
            ),
            models.CheckConstraint(condition=Q(state__in=AssignmentState.values), name="assignment_state_is_known"),
            models.CheckConstraint(
                condition=Q(state=AssignmentState.DECLINED) & ~Q(decline_reason="")
                | ~Q(state=AssignmentState.DECLINED) & Q(decline_reason=""),
                name="declined_with_a_reason",
            ),
            # Completed rows of the old register tell of no declaration.
            models.CheckConstraint(
                condition=~Q(state=AssignmentState.ACCEPTED) | Q(no_conflict_declared_at__isnull=False),
                name="accepted_declares_no_conflict",
            ),
            models.CheckConstraint(
                condition=Q(overridden=[], override_reason="") | (~Q(overridden=[]) & ~Q(override_reason="")),
                name="override_has_its_reason",
            ),
        ]
        indexes = [
            models.Index(fields=["supporter", "state"], name="assignment_supporter_state"),
            models.Index(
                fields=["answer_by"], name="assignment_open_by_day", condition=Q(state=AssignmentState.PROPOSED)
            ),
        ]

    def __str__(self) -> str:
        return f"{self.case} – {self.supporter}"
