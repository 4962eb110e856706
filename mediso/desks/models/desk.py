"""The counter itself, and the days on which it is closed."""

from functools import partial
from typing import TYPE_CHECKING

from django.contrib.postgres.fields import ArrayField
from django.core.validators import MaxValueValidator, MinValueValidator, RegexValidator
from django.db import models
from django.db.models import F, Q, Value
from django.utils.translation import gettext_lazy as _

from mediso.desks.models.naming import Bilingual
from mediso.desks.models.routing import LEVELS, POINTS, REMINDER_DAYS, REPLY_DAYS, TEAM_SIZES, WEIGHTS, Routing

if TYPE_CHECKING:
    from django.utils.functional import _StrPromise

TARGETS = ("first_contact_days", "triage_days", "proposal_days", "answer_days")
BUSINESS_DAYS = range(1, 251)
"""What a target may be: from one business day to about a year."""
FOLLOW_UP_MONTHS = range(1, 61)


USUAL_FOLLOW_UP_MONTHS = (1, 3, 6, 12)
ROUTING_SPANS = {
    "reply_days": REPLY_DAYS,
    "reply_reminder_days": REMINDER_DAYS,
    "floor_points": POINTS,
    "wanted_level": LEVELS,
    "team_most": TEAM_SIZES,
}


def _target(label: "_StrPromise", *, default: int) -> "models.PositiveSmallIntegerField[int, int]":
    """Business days within which a step should be done."""
    least, most = MinValueValidator(BUSINESS_DAYS[0]), MaxValueValidator(BUSINESS_DAYS[-1])
    return models.PositiveSmallIntegerField(label, default=default, validators=[least, most])


class Desk(Bilingual, Routing):
    """A consultation counter (窓口) with its own product types, topics, people and numbering.

    Targets (`TARGETS`) are business days of the desk's own calendar; each starts where `cases/clocks.py` says.
    """

    code = models.SlugField(_("code"), max_length=30, unique=True)
    number_prefix = models.CharField(
        _("number prefix"),
        max_length=5,
        blank=True,
        unique=True,
        validators=[RegexValidator(r"\A[A-Za-z0-9]*\Z", _("Use only the letters A to Z and digits."))],
        help_text=_("Stands before the year in every case number, so that numbers differ between desks."),
    )
    notice_email = models.EmailField(_("address for notices"), blank=True)
    first_contact_days = _target(_("first contact within"), default=2)
    triage_days = _target(_("triage within"), default=3)
    proposal_days = _target(_("proposal within"), default=5)
    answer_days = _target(_("answer within"), default=10)
    follow_up_months = ArrayField(
        models.PositiveSmallIntegerField(
            validators=[MinValueValidator(FOLLOW_UP_MONTHS[0]), MaxValueValidator(FOLLOW_UP_MONTHS[-1])]
        ),
        verbose_name=_("follow-up, months after closing"),
        default=partial(list, USUAL_FOLLOW_UP_MONTHS),
        blank=True,
    )

    class Meta:
        verbose_name = _("desk")
        verbose_name_plural = _("desks")
        ordering = ["code"]
        constraints = [
            # Case numbers stand in addresses.
            models.CheckConstraint(condition=Q(number_prefix__regex=r"^[A-Za-z0-9]*$"), name="number_prefix_is_plain"),
            models.CheckConstraint(
                condition=Q(*((f"{name}__range", (BUSINESS_DAYS[0], BUSINESS_DAYS[-1])) for name in TARGETS)),
                name="desk_targets_are_1_to_250_days",
            ),
            models.CheckConstraint(
                condition=Q(follow_up_months__contained_by=list(FOLLOW_UP_MONTHS)),
                name="desk_follow_ups_are_1_to_60_months",
            ),
            models.CheckConstraint(
                condition=Q(*((f"{name}__range", (span[0], span[-1])) for name, span in ROUTING_SPANS.items())),
                name="desk_routing_is_within_bounds",
            ),
            models.CheckConstraint(
                condition=Q(weight_coverage=100 - sum((F(f"weight_{name}") for name in WEIGHTS[1:]), start=Value(0))),
                name="desk_weights_add_up_to_100",
            ),
        ]


class Closure(models.Model):
    """閉所日: a span of days, both included, on which the desk is closed beyond weekends and holidays.

    Spans may overlap. One that was entered by mistake is retired: with `retired_on` set it counts for nothing.
    """

    desk = models.ForeignKey(Desk, on_delete=models.PROTECT, related_name="closures", verbose_name=_("desk"))
    first_day = models.DateField(_("first day"))
    last_day = models.DateField(_("last day"))
    reason = models.CharField(_("reason"), max_length=200)
    retired_on = models.DateField(_("retired on"), null=True, blank=True)

    class Meta:
        verbose_name = _("closure")
        verbose_name_plural = _("closures")
        ordering = ["desk", "first_day", "pk"]
        constraints = [
            models.CheckConstraint(condition=Q(last_day__gte=F("first_day")), name="closure_ends_after_it_begins")
        ]

    def __str__(self) -> str:
        return self.reason
