"""When a supporter can be asked: the usual week, and the days on which it does not hold."""

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from supporters.enums import LeaveKind, Weekday
from supporters.models.supporter import Supporter


class PossibleHours(models.Model):
    """可能な時間帯: a stretch of a weekday in which the supporter usually can. Japan time; stretches may overlap."""

    supporter = models.ForeignKey(Supporter, on_delete=models.CASCADE, related_name="possible_hours")
    weekday = models.PositiveSmallIntegerField(_("weekday"), choices=Weekday)
    begins = models.TimeField(_("begins"))
    ends = models.TimeField(_("ends"))

    class Meta:
        verbose_name = _("possible hours")
        verbose_name_plural = _("possible hours")
        ordering = ["weekday", "begins", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["supporter", "weekday", "begins"], name="possible_hours_once"),
            models.CheckConstraint(condition=Q(ends__gt=F("begins")), name="possible_hours_end_after_they_begin"),
            models.CheckConstraint(condition=Q(weekday__in=Weekday.values), name="weekday_is_known"),
        ]

    def __str__(self) -> str:
        return f"{self.get_weekday_display()} {self.begins:%H:%M}–{self.ends:%H:%M}"


class Leave(models.Model):
    """休業・休止: days, both included, on which the supporter is asked nothing. No last day is until further notice."""

    supporter = models.ForeignKey(Supporter, on_delete=models.CASCADE, related_name="leaves")
    kind = models.CharField(_("kind"), max_length=10, choices=LeaveKind)
    first_day = models.DateField(_("first day"))
    last_day = models.DateField(_("last day"), null=True, blank=True)
    note = models.CharField(_("note"), max_length=200, blank=True)

    class Meta:
        verbose_name = _("leave")
        verbose_name_plural = _("leaves")
        ordering = ["first_day", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(last_day=None) | Q(last_day__gte=F("first_day")), name="leave_ends_after_it_begins"
            ),
            models.CheckConstraint(condition=Q(kind__in=LeaveKind.values), name="leave_kind_is_known"),
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()} {self.first_day}"
