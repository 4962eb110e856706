import uuid

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from cases.enums import RoundState
from cases.models.assignment import Assignment
from cases.models.case import Case
from mediso.desks.models import Desk
from supporters.models import Supporter


class AssignmentRound(models.Model):
    """割当案: the waiting cases of a desk, assigned together; nothing of it happens before staff send it.

    `press` is the token of the page that asked for it. Whoever works it out claims it until `due_at`; `attempts` counts
    the claims. `on` is the day in Japan it was worked out for, and with it came `weights`, `floor` and `fairness`
    (thousandths of a point), `rule_version`, and `rooms`: supporter, open cases, cap and room of each who can be asked.
    `totals` and `proof` are of the plan as it was worked out (`cases.selectors.rounds.totals`). `revision` is raised by
    every change of a choice, so that a page drawn before is known. A round is never deleted.
    """

    desk = models.ForeignKey(Desk, on_delete=models.PROTECT, related_name="rounds", verbose_name=_("desk"))
    made_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    made_at = models.DateTimeField(default=timezone.now)
    state = models.CharField(_("state"), max_length=10, choices=RoundState, default=RoundState.WORKING)
    press = models.UUIDField(default=uuid.uuid4, unique=True)
    due_at = models.DateTimeField(default=timezone.now)
    attempts = models.PositiveSmallIntegerField(default=0)
    revision = models.PositiveIntegerField(default=1)
    on = models.DateField(null=True)
    weights = models.JSONField(default=dict)
    floor = models.PositiveIntegerField(default=0)
    fairness = models.PositiveIntegerField(default=0)
    rule_version = models.CharField(max_length=20, blank=True)
    rooms = models.JSONField(default=list)
    totals = models.JSONField(default=dict)
    proof = models.JSONField(default=dict)

    class Meta:
        verbose_name = _("assignment round")
        verbose_name_plural = _("assignment rounds")
        ordering = ["-made_at", "-pk"]
        constraints = [
            models.CheckConstraint(condition=Q(state__in=RoundState.values), name="round_state_is_known"),
            models.CheckConstraint(
                condition=~Q(state__in=[RoundState.READY, RoundState.SENT]) | Q(on__isnull=False),
                name="a_ready_round_has_its_day",
            ),
        ]
        indexes = [
            models.Index(fields=["due_at"], name="round_to_work_out", condition=Q(state=RoundState.WORKING)),
        ]

    def __str__(self) -> str:
        return f"{self.desk} {self.made_at:%Y-%m-%d %H:%M}"


class RoundRow(models.Model):
    """One case of a round, `position` counted from the oldest. `seen` is the version of the case that was looked at.

    `points` has everybody whom no hard rule keeps off, by supporter id; `asked` is what the reason needs if nobody is
    in it. `in_turn` is who the case would have got with the cases taken one at a time, `together` whom the plan gives,
    `chosen` who is proposed when the round is sent; None is nobody. `by_hand` is a choice of the staff. `reason` and
    `reason_values` say why nobody was given (`supporters.matching.assigning`).

    Once sent there is either the assignment, or the refusal in the words of whoever sent it.
    """

    round = models.ForeignKey(AssignmentRound, on_delete=models.PROTECT, related_name="rows")
    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="round_rows")
    position = models.PositiveIntegerField()
    seen = models.PositiveIntegerField()
    points = models.JSONField(default=dict)
    asked = models.JSONField(default=dict)
    in_turn = models.ForeignKey(Supporter, on_delete=models.PROTECT, null=True, related_name="+")
    together = models.ForeignKey(Supporter, on_delete=models.PROTECT, null=True, related_name="+")
    chosen = models.ForeignKey(Supporter, on_delete=models.PROTECT, null=True, related_name="+")
    by_hand = models.BooleanField(default=False)
    reason = models.CharField(max_length=20, blank=True)
    reason_values = models.JSONField(default=dict)
    sent_at = models.DateTimeField(null=True)
    assignment = models.OneToOneField(Assignment, on_delete=models.PROTECT, null=True, related_name="round_row")
    refusal = models.TextField(blank=True)

    class Meta:
        verbose_name = _("row of a round")
        verbose_name_plural = _("rows of rounds")
        ordering = ["position", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["round", "case"], name="case_once_per_round"),
            models.CheckConstraint(
                condition=Q(sent_at=None, assignment=None, refusal="")
                | Q(sent_at__isnull=False, assignment__isnull=False, refusal="")
                | Q(sent_at__isnull=False, assignment=None) & ~Q(refusal=""),
                name="a_sent_row_has_its_outcome",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.round_id}: {self.case_id}"
