"""How a desk proposes supporters: what counts how much, how long a supporter may think, what is paid."""

from typing import TYPE_CHECKING

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.utils.translation import gettext_lazy as _

if TYPE_CHECKING:
    from django.utils.functional import _StrPromise

REPLY_DAYS = range(1, 61)
REMINDER_DAYS = range(31)
LEVELS = range(1, 6)
TEAM_SIZES = range(1, 7)
POINTS = range(101)
MOST_YEN_AN_HOUR = 1_000_000

WEIGHTS = ("coverage", "product_type", "modality", "continuity", "free_hours", "fair_share")
"""The parts of a score (`supporters.matching.codes.PartCode`); each has a column `weight_<name>`, in points."""


def _within(label: "_StrPromise", span: range, *, default: int) -> "models.PositiveSmallIntegerField[int, int]":
    least, most = MinValueValidator(span[0]), MaxValueValidator(span[-1])
    return models.PositiveSmallIntegerField(label, default=default, validators=[least, most])


class Routing(models.Model):
    """The columns of a desk that matching goes by (docs/matching.md).

    `reply_days` and `reply_reminder_days` are business days: within how many a supporter answers a proposal before it
    lapses, and how many before the last of them a reminder goes out (0: none). Weights are points and add up to 100.
    `floor_points` is what a case gets at least when many are assigned at once. `wanted_level` is the expertise (1 to 5)
    at which a topic counts as covered, `team_most` the most supporters a case is given. `honorarium_per_hour` is in
    yen before tax, for supporters who have no rate of their own.
    """

    reply_days = _within(_("supporters answer within"), REPLY_DAYS, default=5)
    reply_reminder_days = _within(_("remind them before the last day"), REMINDER_DAYS, default=2)
    weight_coverage = _within(_("topic coverage"), POINTS, default=40)
    weight_product_type = _within(_("product type fit"), POINTS, default=15)
    weight_modality = _within(_("modality fit"), POINTS, default=5)
    weight_continuity = _within(_("continuity"), POINTS, default=10)
    weight_free_hours = _within(_("free hours"), POINTS, default=15)
    weight_fair_share = _within(_("fair share"), POINTS, default=15)
    floor_points = _within(_("least points when many are assigned at once"), POINTS, default=20)
    wanted_level = _within(_("level at which a topic is covered"), LEVELS, default=3)
    team_most = _within(_("most supporters a case"), TEAM_SIZES, default=3)
    honorarium_per_hour = models.PositiveIntegerField(
        _("honorarium an hour (yen)"), null=True, blank=True, validators=[MaxValueValidator(MOST_YEN_AN_HOUR)]
    )

    class Meta:
        abstract = True

    def weights(self) -> dict[str, int]:
        """Points by part."""
        return {name: getattr(self, f"weight_{name}") for name in WEIGHTS}
